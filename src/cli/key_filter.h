#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "rule/rule.h"

namespace trailsift {

// One --filter: what a key of the rule's document must hold, or with `negated` must not. Letter
// case does not count.
struct KeyFilter {
  std::string_view key;             // As the specification spells it.
  std::vector<std::string> values;  // Any of these; folded.
  bool negated = false;
};

// Reads the values of --filter: KEY=VALUE[,VALUE] or KEY!=VALUE[,VALUE].
Result<std::vector<KeyFilter>> ReadKeyFilters(const std::vector<std::string>& texts);

// True if the rule satisfies every filter. A key with several values holds a value if one of them
// is it; a negated filter is the exact opposite of the other, so a rule without the key satisfies
// it.
bool SatisfiesAll(const Rule& rule, const std::vector<KeyFilter>& filters);

}  // namespace trailsift
