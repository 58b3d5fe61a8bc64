#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "rule/rule.h"

namespace trailsift {

// Index of a rule in RuleSet::rules.
using RuleNumber = std::uint32_t;

// Everything that was loaded for a run, built-in rules first, then user rules in file order.
struct RuleSet {
  std::vector<Rule> rules;
  // Documents of other analysis types ("policy", "global" …) that were passed over, by type.
  std::map<std::string, std::uint64_t> other_types;
  std::uint64_t untyped_documents = 0;  // YAML documents without AnalysisType.
  std::uint64_t files = 0;

  std::uint64_t Count(RuleState state) const;
};

}  // namespace trailsift
