#pragma once

#include <string>

#include "rule/rule_set.h"
#include "ruletest/run_rule_tests.h"

namespace trailsift {

// The report of `trailsift test` for a person: failed cases with place, rule, name, expected, got
// and what decided, passing ones on request, then "N passed, M failed, K skipped". Escaped.
std::string FormatTestReport(const RuleSet& rules, const RuleTestReport& report, bool show_passing,
                             bool colour);

// The same as JUnit XML: a testsuite per rule, a testcase per case.
std::string FormatJUnitReport(const RuleSet& rules, const RuleTestReport& report);

// "expected a match, got no match", or why there is no verdict to compare. Unescaped.
std::string DescribeVerdict(const RuleTestOutcome& outcome);

}  // namespace trailsift
