#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "rule/rule.h"

namespace trailsift {

// The keys that a rule document may have, section 1.4 of the rule specification.
std::vector<std::string_view> RuleKeyNames();

// Every scalar but null that stands in the value of a key of the rule's document, at any depth, in
// order: of a list its entries, of a mapping its values; numbers as they are written, booleans as
// "true" or "false". Empty if the key is not there. Reads the document anew.
std::vector<std::string> RuleKeyValues(const Rule& rule, std::string_view key);

}  // namespace trailsift
