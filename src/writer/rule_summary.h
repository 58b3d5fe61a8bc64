#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "rule/rule_set.h"

namespace trailsift {

// What became of the loaded rules, on one line without line end: "12 run; not run: 1 disabled,
// 2 Python (A, B); other documents: 3 policy". Escaped.
std::string DescribeRules(const RuleSet& rules, const std::vector<RuleNumber>& active);

}  // namespace trailsift
