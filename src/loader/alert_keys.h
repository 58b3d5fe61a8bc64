#pragma once

#include "loader/problem_reporter.h"
#include "loader/rule_keys.h"
#include "rule/rule.h"

namespace trailsift {

// Reads what a rule says about its matches into `rule`, whose id and name are known already: title,
// context and summaries, what matches are grouped by, in which window and from which number on,
// severities and reports (rule specification, section 3).
void ReadAlertKeys(const RuleKeys& keys, ProblemReporter& problems, Rule& rule);

}  // namespace trailsift
