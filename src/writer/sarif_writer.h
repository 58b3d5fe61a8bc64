#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>

#include "writer/writer.h"

namespace trailsift {

// What a SARIF document may cost. GitHub refuses more than 25,000 results or 10 MB gzipped.
struct SarifLimits {
  std::size_t results = 25'000;
  std::uint64_t compressed_bytes = 10'000'000;
  std::uint64_t reserved_bytes = 512 * 1024;  // Of those, for what stands behind the results.
  std::size_t notifications = 1'000;
  std::size_t sources = 1'000;  // With an account of their own.
};

// A SARIF 2.1.0 document. Holds the results until the end, when it is known which of them to keep:
// all in input order, or, beyond the limits, the most severe ones first. MatchSink::omitted tells
// how many were left out.
std::unique_ptr<MatchSink> MakeSarifWriter(OutputStream& stream, const RuleSet& rules,
                                           const ScanDescription& description,
                                           const WriterOptions& options);

// The same with other limits, and with paths relative to `start_directory` (absolute) instead of
// the working directory.
std::unique_ptr<MatchSink> MakeSarifWriter(OutputStream& stream, const RuleSet& rules,
                                           const ScanDescription& description,
                                           const SarifLimits& limits, std::string start_directory);

}  // namespace trailsift
