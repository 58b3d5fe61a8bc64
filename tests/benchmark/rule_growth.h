#pragma once

#include <cstddef>
#include <filesystem>
#include <vector>

#include "benchmark/measurement.h"
#include "benchmark/rule_families.h"
#include "benchmark/scan_process.h"

namespace trailsift {

// What the bundled rule and others beside it cost in processor time, as a multiple of what the
// bundled rule alone costs in the same round.
struct RuleGrowth {
  RuleFamily family = RuleFamily::kManyNames;
  std::size_t rules = 1;
  Spread load;   // Seconds by the clock of a scan of no records.
  Spread scan;   // The corpus, from files to matches, on one thread.
  Spread index;  // Reading and judging a document in memory.
  Spread loop;   // The same by a loop over all rules: the control.
};

// Measures each family with 10, 100, … rules, up to `most`, on one thread.
std::vector<RuleGrowth> MeasureRuleGrowth(const StoredCorpus& corpus, std::size_t most,
                                          unsigned rounds, ScanProcess& scans,
                                          const std::filesystem::path& scratch);

// Where MeasureRuleGrowth leaves its rules.
std::filesystem::path RuleFolder(const std::filesystem::path& scratch, RuleFamily family,
                                 std::size_t rules);

}  // namespace trailsift
