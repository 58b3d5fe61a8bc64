#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "benchmark/stored_corpus.h"
#include "rule/rule_set.h"

namespace trailsift {

// The bundled rule and those of a folder, if one is given. Throws if they do not load.
RuleSet LoadBenchmarkRules(const std::optional<std::filesystem::path>& folder);

// Scans within this process, so that loading the rules, which takes far longer than what many of
// them add to a scan, is no part of the time.
class LibraryScan {
 public:
  explicit LibraryScan(const std::optional<std::filesystem::path>& folder)
      : rules_(LoadBenchmarkRules(folder)) {}

  // Processor time of a scan on one thread, without what a scan of nothing takes too: compiling the
  // rules. Throws if the matches are not those of the truth.
  double Time(const StoredCorpus& corpus) const;

 private:
  double TimeOf(const std::vector<std::string>& paths, std::vector<std::string>& ids) const;

  RuleSet rules_;
};

}  // namespace trailsift
