#pragma once

#include "loader/problem_reporter.h"
#include "loader/yaml_node.h"
#include "rule/rule.h"

namespace trailsift {

// Looks up every field that a rule names (conditions, AlertTitle, AlertContext, GroupBy,
// SummaryAttributes) and reports those that CloudTrail does not have or spells otherwise. A rule
// that is for other log types as well may mean their fields and is left alone. What cannot be read
// was reported when the rule was loaded.
void CheckFields(const YamlNode& document, const Rule& rule, ProblemReporter& problems);

}  // namespace trailsift
