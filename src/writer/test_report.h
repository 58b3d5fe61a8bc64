#pragma once

#include <string>

#include "rule/rule_set.h"
#include "ruletest/run_rule_tests.h"

namespace trailsift {

struct TestReportOptions {
  bool show_passing = false;  // Passing cases too, and of every match what it says for itself.
  bool colour = false;
};

// The report of `trailsift test` for a person: failed cases with place, rule, name, expected, got
// and what decided, passing ones on request, then "N passed, M failed, K skipped". Escaped.
std::string FormatTestReport(const RuleSet& rules, const RuleTestReport& report,
                             const TestReportOptions& options);

// The same as JUnit XML: a testsuite per rule, a testcase per case; an error for each rule file
// that does not load.
std::string FormatJUnitReport(const RuleSet& rules, const RuleTestReport& report);

// The same in TAP 14: a point per case, with a YAML block where it failed.
std::string FormatTapReport(const RuleSet& rules, const RuleTestReport& report);

// The same as "trailsift.test/1" of docs/schemas/test-1.schema.json.
std::string FormatTestJson(const RuleSet& rules, const RuleTestReport& report, int exit_code);

// The same as workflow commands of GitHub Actions: an annotation for each failure, the first ten of
// each kind, and the counts.
std::string FormatGitHubReport(const RuleSet& rules, const RuleTestReport& report);
// All of it as Markdown for the summary of the step, at most `maximum_bytes`.
std::string FormatStepSummary(const RuleSet& rules, const RuleTestReport& report,
                              std::size_t maximum_bytes);

}  // namespace trailsift
