#pragma once

#include <string>
#include <vector>

#include "rule/rule_set.h"

namespace trailsift {

// Another rule about the same API call.
struct SameActionRule {
  RuleNumber rule = 0;
  std::vector<std::string> event_names;  // That both rules name; sorted.
};

// The evaluable rules that name an eventName of the given rule as a value of `eq` or `in` under no
// negation, and no eventSource that excludes it: one in common, or one of the rules names none
// (Panther rule specification, section 6.3). Sorted by id.
std::vector<SameActionRule> FindSameAction(const RuleSet& rules, RuleNumber rule);

}  // namespace trailsift
