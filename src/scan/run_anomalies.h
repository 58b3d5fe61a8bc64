#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "alert/scan_summary.h"
#include "base/anomaly.h"
#include "input/find_inputs.h"

namespace trailsift {

// Enters something that concerns the run and no source.
void ReportRun(AnomalyKind kind, std::string message, ScanSummary& summary);

// False if there is nothing to read, and nothing that could not be read either.
bool HasSource(const std::vector<FoundInput>& inputs);

struct SourcesLeft {
  std::size_t left = 0;   // Not begun,
  std::size_t found = 0;  // of so many.
  bool all_found = true;  // False if there may be more of both.
};

// Enters why sources were not begun, if any: by a signal, since no output takes matches, or for
// want of memory.
void ReportSourcesLeft(const SourcesLeft& sources, bool stopped, bool unwanted,
                       ScanSummary& summary);

}  // namespace trailsift
