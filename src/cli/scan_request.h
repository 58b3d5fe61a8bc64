#pragma once

#include <optional>
#include <string>
#include <vector>

#include "alert/scan_summary.h"
#include "base/result.h"
#include "base/timestamp.h"
#include "cli/command_line.h"
#include "cli/output_documents.h"
#include "scan/scan.h"

namespace trailsift {

// What a `scan` command line asks for, with relative times resolved.
struct ScanRequest {
  std::vector<std::string> paths;
  std::string standard_input_name = "stdin";
  ScanOptions options;
  std::vector<OutputRequest> outputs;
  // The least severity whose match makes the exit status 1; nothing: none does.
  std::optional<Severity> fail_on;
  bool strict = false;
  ScanDescription description;  // Of the run, as documents repeat it.
};

// The clock, or SOURCE_DATE_EPOCH where it is set.
Timestamp CurrentTime();

// `words` are the arguments as typed; documents repeat them only under -v.
Result<ScanRequest> ReadScanRequest(const CommandLine& line, const std::vector<std::string>& words);

}  // namespace trailsift
