#pragma once

#include <cstdint>
#include <string>
#include <utility>

#include "ruletest/run_rule_tests.h"

namespace trailsift {

// Rules 0 and 1 with two cases each, one of which fails, and rule 2 skipped as a whole.
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

inline DecidingLeaf SampleLeaf(std::string condition, std::uint32_t line, std::string seen) {
  DecidingLeaf leaf;
  leaf.condition = std::move(condition);
  leaf.position = {line, 5};
  leaf.seen = std::move(seen);
  return leaf;
}

inline RuleTestReport SampleReport() {
  using enum RuleTestOutcome::Status;
  RuleTestReport report;
  RuleTestOutcome passed = SampleOutcome(0, "deletes", 40, kPassed);
  passed.expected = passed.got = true;
  passed.match = {"Logging deleted by mallory",
                  "mallory",
                  Severity::kHigh,
                  {{"eventName", "\"StopLogging\""}, {"actor", "null"}}};
  RuleTestOutcome failed = SampleOutcome(0, "fails", 52, kFailed);
  failed.got = true;
  failed.decided_by = {SampleLeaf("eventName eq \"StopLogging\"", 14, "\"StopLogging\""),
                       SampleLeaf("not (errorCode is_not_null)", 17, "missing")};
  RuleTestOutcome skipped = SampleOutcome(1, "okta", 30, kSkipped);
  skipped.skip_reason = "log type Okta.SystemLog";
  report.outcomes = {passed, failed, SampleOutcome(1, "quiet", 20, kPassed), skipped};
  report.skipped_rules = {{2, "Python rule"}};
  report.cases = {2, 1, 1};
  report.rules = {1, 1, 1};
  return report;
}

// The same with what is rare: an inline filter, elements of a list, two fields compared, a rule
// with too few tests, and a file that does not load.
inline RuleTestReport RareReport() {
  RuleTestReport report = SampleReport();
  RuleTestOutcome& failed = report.outcomes[1];
  failed.decided_by_filter = {SampleLeaf("awsRegion eq \"eu-west-1\"", 9, "\"eu-west-1\"")};
  DecidingLeaf list = SampleLeaf("any(items: port eq 22)", 14, R"([{"port":80},{"port":22}])");
  list.element_count = 2;
  list.satisfying_count = 1;
  list.elements = {{1, {SampleLeaf("port eq 22", 17, "22")}}};
  DecidingLeaf pair = SampleLeaf("a eq field:b", 20, "1");
  pair.other_seen = "missing";
  failed.decided_by = {list, pair, SampleLeaf("never", 22, "")};
  report.missed_minimum = {{1, "it has 1 test and needs 2"}};
  report.rules = {0, 2, 1};
  Diagnostic error;
  error.code = "unknown-condition";
  error.place = {"rules/broken.yml", 14, 18};
  error.message = "unknown condition \"Equal\"";
  report.load_errors = {error, error};
  report.load_errors[1].place.line = 15;
  return report;
}

}  // namespace trailsift
