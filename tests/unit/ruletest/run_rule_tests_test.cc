#include "ruletest/run_rule_tests.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "unit/matcher/conditions.h"

namespace trailsift {
namespace {

using Status = RuleTestOutcome::Status;
using testing::HasSubstr;

// eventName (line 10), and neither errorCode (12) nor errorMessage (13).
Rule DeletionRule() {
  Rule rule;
  rule.id = "Test.Deletion";
  rule.title = *AlertTemplate::Parse("{eventName} by {p_udm.actor_user}");
  rule.condition =
      All({Equals("eventName", "DeleteTrail"), None({Leaf("errorCode", Operator::kIsNotNull),
                                                     Leaf("errorMessage", Operator::kIsNotNull)})});
  const std::uint32_t lines[] = {10, 12, 13, 11, 9};
  for (std::size_t i = 0; i < rule.condition.nodes.size(); ++i) {
    rule.condition.nodes[i].position = {lines[i], 5};
  }
  return rule;
}

RuleTest MakeCase(std::string name, bool expected, std::string log, std::string log_type = "") {
  return {std::move(name), expected, std::move(log), std::move(log_type), {"rules/x.yml", 20, 3}};
}

RuleTestReport RunOne(Rule rule) {
  RuleSet rules;
  rules.rules.push_back(std::move(rule));
  return RunRuleTests(rules, {0});
}

TEST(RunRuleTests, ComparesEachVerdictWithTheExpectedOne) {
  Rule rule = DeletionRule();
  rule.tests = {
      MakeCase("deleted", true,
               R"({"eventName":"DeleteTrail","userIdentity":{"type":"IAMUser","userName":"eve"}})"),
      MakeCase("refused", false, R"({"eventName":"DeleteTrail","errorCode":"AccessDenied"})"),
      MakeCase("wrongly expected", true, R"({"eventName":"DeleteTrail","errorMessage":"no"})"),
      MakeCase("wrongly denied", false, R"({"eventName":"DeleteTrail","errorCode":null})"),
  };
  const RuleTestReport report = RunOne(rule);
  ASSERT_EQ(report.outcomes.size(), 4U);
  const bool got[] = {true, false, false, true};
  for (std::size_t i = 0; i < 4; ++i) {
    SCOPED_TRACE(rule.tests[i].name);
    const RuleTestOutcome& outcome = report.outcomes[i];
    EXPECT_EQ(outcome.name, rule.tests[i].name);
    EXPECT_EQ(outcome.expected, rule.tests[i].expected);
    EXPECT_EQ(outcome.got, got[i]);
    EXPECT_EQ(outcome.status, outcome.expected == got[i] ? Status::kPassed : Status::kFailed);
    EXPECT_EQ(outcome.place, rule.tests[i].place);
    EXPECT_EQ(outcome.problem, "");
    EXPECT_EQ(outcome.deciding.empty(), outcome.status == Status::kPassed);
  }
  EXPECT_EQ(report.outcomes[0].title, "DeleteTrail by eve");
  EXPECT_EQ(report.outcomes[1].title, "");
  EXPECT_EQ(report.outcomes[3].title, "DeleteTrail by UnknownUser");
  EXPECT_EQ(report.passed, 2U);
  EXPECT_EQ(report.failed, 2U);
  EXPECT_EQ(report.skipped, 0U);
  EXPECT_EQ(report.rules, 1U);
}

TEST(RunRuleTests, ExplainsAFailureByTheLeavesThatDecided) {
  Rule rule = DeletionRule();
  rule.tests = {
      MakeCase("no match", true, R"({"eventName":"DeleteTrail","errorMessage":{"a" : "\u0041"}})"),
      MakeCase("match", false, R"({"eventName":"DeleteTrail","errorCode":null})"),
  };
  const RuleTestReport report = RunOne(rule);
  const std::vector<RuleTestOutcome::DecidingLeaf>& no_match = report.outcomes[0].deciding;
  ASSERT_EQ(no_match.size(), 1U);
  EXPECT_EQ(no_match[0].condition, "errorMessage is_not_null");
  EXPECT_EQ(no_match[0].line, 13U);
  EXPECT_EQ(no_match[0].seen, R"({"a":"A"})");

  const std::vector<RuleTestOutcome::DecidingLeaf>& match = report.outcomes[1].deciding;
  ASSERT_EQ(match.size(), 3U);
  EXPECT_EQ(match[0].condition, R"(eventName eq "DeleteTrail")");
  EXPECT_EQ(match[0].line, 10U);
  EXPECT_EQ(match[0].seen, R"("DeleteTrail")");
  EXPECT_EQ(match[1].seen, "null");
  EXPECT_EQ(match[2].condition, "errorMessage is_not_null");
  EXPECT_EQ(match[2].seen, "missing");
}

TEST(RunRuleTests, SkipsRecordsOfOtherLogTypes) {
  Rule rule = DeletionRule();
  rule.tests = {
      MakeCase("other", true, R"({"p_log_type":"Okta.SystemLog"})", "Okta.SystemLog"),
      MakeCase("own", false, R"({"p_log_type":"AWS.CloudTrail"})", "AWS.CloudTrail"),
  };
  const RuleTestReport report = RunOne(rule);
  EXPECT_EQ(report.outcomes[0].status, Status::kSkipped);
  EXPECT_THAT(report.outcomes[0].skip_reason, HasSubstr("Okta.SystemLog"));
  EXPECT_EQ(report.outcomes[1].status, Status::kPassed);
  EXPECT_EQ(report.skipped, 1U);
  EXPECT_EQ(report.rules, 1U);
}

TEST(RunRuleTests, CountsNoRuleAllOfWhoseCasesWereSkipped) {
  Rule rule = DeletionRule();
  rule.tests = {MakeCase("other", true, "{}", "Okta.SystemLog")};
  EXPECT_EQ(RunOne(rule).rules, 0U);
}

TEST(RunRuleTests, TestsDisabledRulesAndSkipsTheOthersByName) {
  struct Case {
    RuleState state;
    bool has_tests;
    const char* reason;  // Empty: run.
  };
  const Case cases[] = {
      {RuleState::kActive, true, ""},
      {RuleState::kDisabled, true, ""},
      {RuleState::kActive, false, "no tests"},
      {RuleState::kPython, true, "Python rule"},
      {RuleState::kDerived, true, "derived rule"},
      {RuleState::kScheduled, true, "scheduled rule"},
      {RuleState::kOtherLogType, true, "other log type"},
  };
  RuleSet rules;
  for (const Case& each : cases) {
    Rule rule = DeletionRule();
    rule.state = each.state;
    if (!rule.evaluable()) rule.condition = {};
    if (each.has_tests) rule.tests = {MakeCase("t", true, R"({"eventName":"DeleteTrail"})")};
    rules.rules.push_back(std::move(rule));
  }
  const RuleTestReport report = RunRuleTests(rules, AllNumbers(rules));
  std::vector<std::string> reasons(std::size(cases));
  for (const auto& skipped : report.skipped_rules) reasons[skipped.rule] = skipped.reason;
  for (std::size_t i = 0; i < std::size(cases); ++i) EXPECT_EQ(reasons[i], cases[i].reason);
  ASSERT_EQ(report.outcomes.size(), 2U);
  EXPECT_EQ(report.outcomes[1].rule, 1U);
  EXPECT_EQ(report.passed, 2U);
  EXPECT_EQ(report.rules, 2U);
}

TEST(RunRuleTests, RunsOnlyTheSelectedRules) {
  RuleSet rules;
  for (int i = 0; i < 3; ++i) {
    rules.rules.push_back(DeletionRule());
    rules.rules.back().tests = {MakeCase("t", true, R"({"eventName":"DeleteTrail"})")};
  }
  const RuleTestReport report = RunRuleTests(rules, {2});
  ASSERT_EQ(report.outcomes.size(), 1U);
  EXPECT_EQ(report.outcomes[0].rule, 2U);
  EXPECT_TRUE(report.skipped_rules.empty());
}

// A case that expects no match must not pass because its record could not be read.
TEST(RunRuleTests, FailsOnARecordThatCannotBeRead) {
  Rule rule = DeletionRule();
  rule.tests = {MakeCase("broken", false, R"({"eventName":)"),
                MakeCase("next", true, R"({"eventName":"DeleteTrail"})")};
  const RuleTestReport report = RunOne(rule);
  EXPECT_EQ(report.outcomes[0].status, Status::kFailed);
  EXPECT_THAT(report.outcomes[0].problem, HasSubstr("cannot be read"));
  EXPECT_EQ(report.outcomes[1].status, Status::kPassed);
  EXPECT_EQ(report.failed, 1U);
}

}  // namespace
}  // namespace trailsift
