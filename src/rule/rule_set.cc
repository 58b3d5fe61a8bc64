#include "rule/rule_set.h"

#include <algorithm>

namespace trailsift {

std::uint64_t RuleSet::Count(RuleState state) const {
  return static_cast<std::uint64_t>(std::ranges::count(rules, state, &Rule::state));
}

}  // namespace trailsift
