#pragma once

#include <string>
#include <vector>

#include "rule/rule_set.h"

namespace trailsift {

// The given rules as an aligned table for a person: id, severity, tests, state, source. Escaped.
std::string FormatRuleTable(const RuleSet& rules, const std::vector<RuleNumber>& numbers);

// The same as the document "trailsift.rules/1".
std::string FormatRuleJson(const RuleSet& rules, const std::vector<RuleNumber>& numbers);

}  // namespace trailsift
