#pragma once

#include "ruletest/run_rule_tests.h"

namespace trailsift {

// Rules 0 and 1 with two cases each, rule 2 skipped as a whole.
inline RuleSet TestedRules() {
  RuleSet rules;
  rules.rules.resize(3);
  rules.rules[0].id = "First.Rule";
  rules.rules[0].place = {"rules/first.yml", 1, 1};
  rules.rules[1].id = "Second.Rule";
  rules.rules[1].place = {"rules/second.yml", 1, 1};
  rules.rules[2].id = "Python.Rule";
  rules.rules[2].place = {"rules/python.yml", 1, 1};
  return rules;
}

inline RuleTestOutcome SampleOutcome(RuleNumber rule, std::string name, std::uint32_t line,
                                     RuleTestOutcome::Status status) {
  RuleTestOutcome outcome;
  outcome.rule = rule;
  outcome.name = std::move(name);
  outcome.place = {rule == 0 ? "rules/first.yml" : "rules/second.yml", line, 3};
  outcome.status = status;
  return outcome;
}

inline RuleTestReport SampleReport() {
  using enum RuleTestOutcome::Status;
  RuleTestReport report;
  RuleTestOutcome passed = SampleOutcome(0, "deletes", 40, kPassed);
  passed.expected = passed.got = true;
  passed.title = "Logging deleted by mallory";
  RuleTestOutcome failed = SampleOutcome(0, "fails", 52, kFailed);
  failed.got = true;
  failed.deciding = {{"eventName eq \"StopLogging\"", 14, "\"StopLogging\""},
                     {"not (errorCode is_not_null)", 17, "missing"}};
  RuleTestOutcome skipped = SampleOutcome(1, "okta", 30, kSkipped);
  skipped.skip_reason = "log type Okta.SystemLog";
  report.outcomes = {passed, failed, SampleOutcome(1, "quiet", 20, kPassed), skipped};
  report.skipped_rules = {{2, "Python rule"}};
  report.passed = 2;
  report.failed = 1;
  report.skipped = 1;
  report.rules = 2;
  return report;
}

}  // namespace trailsift
