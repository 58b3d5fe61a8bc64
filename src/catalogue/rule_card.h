#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "catalogue/exclusions.h"
#include "catalogue/indicators.h"
#include "catalogue/same_action.h"
#include "rule/rule_set.h"

namespace trailsift {

// What can be said of a rule beyond what its file says, for its card (Panther rule specification,
// section 6). Without a condition that can be read (Python rules, derived rules), what would come
// from it is empty.
struct RuleCard {
  struct CorpusIndicator {
    Indicator indicator;
    std::uint64_t corpus = 0;  // Other rules compared that have it.
  };

  RuleNumber rule = 0;
  bool has_logic = false;                     // The condition can be read.
  std::vector<std::string> conjuncts;         // All must hold; by PrintConjuncts.
  std::vector<std::string> filter_conjuncts;  // Of the inline filter; empty without one.
  std::vector<SameActionRule> same_action;
  std::vector<Exclusion> exclusions;
  std::vector<CorpusIndicator> indicators;
  // The other rules that same_action and corpus are about, and those that could not be compared.
  std::uint64_t compared = 0;
  std::uint64_t python_rules = 0;
  std::uint64_t derived_rules = 0;
};

RuleCard MakeRuleCard(const RuleSet& rules, RuleNumber rule);

}  // namespace trailsift
