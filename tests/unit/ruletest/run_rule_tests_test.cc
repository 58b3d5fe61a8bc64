#include "ruletest/run_rule_tests.h"

#include <fmt/format.h>
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

RuleTestReport RunOne(Rule rule, const RuleTestOptions& options = {}) {
  RuleSet rules;
  rules.rules.push_back(std::move(rule));
  return RunRuleTests(rules, {0}, options);
}

std::string Show(const RuleTestReport::Counts& counts) {
  return fmt::format("{} passed, {} failed, {} skipped", counts.passed, counts.failed,
                     counts.skipped);
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
    EXPECT_EQ(outcome.decided_by.empty(), outcome.status == Status::kPassed);
    EXPECT_EQ(outcome.match.has_value(), got[i]);
  }
  EXPECT_EQ(report.outcomes[0].match->title, "DeleteTrail by eve");
  EXPECT_EQ(report.outcomes[3].match->title, "DeleteTrail by UnknownUser");
  EXPECT_EQ(Show(report.cases), "2 passed, 2 failed, 0 skipped");
  EXPECT_EQ(Show(report.rules), "0 passed, 1 failed, 0 skipped");
}

TEST(RunRuleTests, ExplainsAFailureByTheLeavesThatDecided) {
  Rule rule = DeletionRule();
  rule.tests = {
      MakeCase("no match", true, R"({"eventName":"DeleteTrail","errorMessage":{"a" : "\u0041"}})"),
      MakeCase("match", false, R"({"eventName":"DeleteTrail","errorCode":null})"),
  };
  const RuleTestReport report = RunOne(rule);
  const std::vector<DecidingLeaf>& no_match = report.outcomes[0].decided_by;
  ASSERT_EQ(no_match.size(), 1U);
  EXPECT_EQ(no_match[0].condition, "errorMessage is_not_null");
  EXPECT_EQ(no_match[0].position.line, 13U);
  EXPECT_EQ(no_match[0].seen, R"({"a":"A"})");

  const std::vector<DecidingLeaf>& match = report.outcomes[1].decided_by;
  ASSERT_EQ(match.size(), 3U);
  EXPECT_EQ(match[0].condition, R"(eventName eq "DeleteTrail")");
  EXPECT_EQ(match[0].position.line, 10U);
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
  EXPECT_EQ(Show(report.cases), "1 passed, 0 failed, 1 skipped");
  EXPECT_EQ(Show(report.rules), "1 passed, 0 failed, 0 skipped");
}

TEST(RunRuleTests, ARuleAllOfWhoseCasesWereSkippedWasSkipped) {
  Rule rule = DeletionRule();
  rule.tests = {MakeCase("other", true, "{}", "Okta.SystemLog")};
  EXPECT_EQ(Show(RunOne(rule).rules), "0 passed, 0 failed, 1 skipped");
}

TEST(RunRuleTests, AsksTheInlineFilterFirstAndSaysWhichOfTheTwoDecided) {
  Rule rule = DeletionRule();
  Condition filter = Equals("awsRegion", "eu-west-1");
  std::get<FieldTest>(filter.nodes[0].body).passes_if_missing = true;
  filter.nodes[0].position = {5, 3};
  rule.inline_filter = std::move(filter);
  rule.tests = {
      MakeCase("filtered", true, R"({"eventName":"DeleteTrail","awsRegion":"us-east-1"})"),
      MakeCase("missing passes", false, R"({"eventName":"DeleteTrail"})"),
      MakeCase("passes the filter only", true, R"({"eventName":"x","awsRegion":"eu-west-1"})"),
  };
  const RuleTestReport report = RunOne(rule);
  const bool got[] = {false, true, false};
  const std::size_t by_filter[] = {1, 1, 0};
  const std::size_t by_detection[] = {0, 3, 1};
  for (std::size_t i = 0; i < 3; ++i) {
    SCOPED_TRACE(rule.tests[i].name);
    EXPECT_EQ(report.outcomes[i].got, got[i]);
    EXPECT_EQ(report.outcomes[i].problem, "");
    EXPECT_EQ(report.outcomes[i].decided_by_filter.size(), by_filter[i]);
    EXPECT_EQ(report.outcomes[i].decided_by.size(), by_detection[i]);
  }
  EXPECT_EQ(report.outcomes[0].decided_by_filter[0].position.line, 5U);
  EXPECT_EQ(report.outcomes[0].decided_by_filter[0].seen, R"("us-east-1")");
}

TEST(RunRuleTests, RendersAMatchAsAScanReportsIt) {
  Rule rule = DeletionRule();
  rule.severity = Severity::kLow;
  rule.dynamic_severities = {{Severity::kCritical, Equals("awsRegion", "us-east-1"), {}},
                             {Severity::kHigh, Exists("awsRegion"), {}}};
  rule.group_by = {*ParseKeyPath("awsRegion"), *ParseKeyPath("nothing")};
  rule.context = {{"name", *ParseKeyPath("eventName")}, {"nothing", *ParseKeyPath("x.y")}};
  rule.tests = {
      MakeCase("first", true, R"({"eventName":"DeleteTrail","awsRegion":"us-east-1"})"),
      MakeCase("second", true, R"({"eventName":"DeleteTrail","awsRegion":"eu-west-1"})"),
      MakeCase("neither", true, R"({"eventName":"DeleteTrail"})"),
  };
  const RuleTestReport report = RunOne(rule);
  const Severity severities[] = {Severity::kCritical, Severity::kHigh, Severity::kLow};
  for (std::size_t i = 0; i < 3; ++i) EXPECT_EQ(report.outcomes[i].match->severity, severities[i]);
  const RenderedMatch& match = *report.outcomes[0].match;
  EXPECT_EQ(match.title, "DeleteTrail by UnknownUser");
  EXPECT_EQ(match.dedup, R"(["us-east-1",null])");
  EXPECT_THAT(match.context, testing::ElementsAre(testing::Pair("name", R"("DeleteTrail")"),
                                                  testing::Pair("nothing", "null")));
}

TEST(RunRuleTests, ALongDedupStringIsCutAsAScanCutsIt) {
  Rule rule = DeletionRule();
  rule.group_by = {*ParseKeyPath("awsRegion")};
  const std::string region(2'000, 'r');
  rule.tests = {
      MakeCase("long", true, R"({"eventName":"DeleteTrail","awsRegion":")" + region + R"("})")};
  const RuleTestReport report = RunOne(rule);
  EXPECT_EQ(report.outcomes[0].match->dedup, "[\"" + region.substr(0, 983) + "... (truncated)");
}

TEST(RunRuleTests, RunsOnlyTheSelectedCases) {
  Rule rule = DeletionRule();
  rule.tests = {MakeCase("a", true, R"({"eventName":"DeleteTrail"})"), MakeCase("b", true, "{}")};
  RuleTestOptions options;
  options.selects = [](const RuleTest& test) { return test.name == "a"; };
  const RuleTestReport one = RunOne(rule, options);
  EXPECT_EQ(Show(one.cases), "1 passed, 0 failed, 0 skipped");
  EXPECT_EQ(Show(one.rules), "1 passed, 0 failed, 0 skipped");
  options.selects = [](const RuleTest&) { return false; };
  const RuleTestReport none = RunOne(rule, options);
  EXPECT_EQ(Show(none.rules), "0 passed, 0 failed, 0 skipped");
  EXPECT_TRUE(none.skipped_rules.empty());
}

TEST(RunRuleTests, FailsRulesBelowTheMinimumByName) {
  const RuleTest positive = MakeCase("p", true, R"({"eventName":"DeleteTrail"})");
  const RuleTest negative = MakeCase("n", false, "{}");
  const RuleTest unrun = MakeCase("u", false, "{}", "Okta.SystemLog");
  struct Case {
    std::vector<RuleTest> tests;
    std::uint64_t minimum;
    const char* missing;  // Empty: nothing.
  };
  const Case cases[] = {
      {{}, 0, ""},
      {{}, 1, "it has 0 tests and needs 1"},
      {{}, 2, "it has 0 tests and needs 2"},
      {{positive}, 1, ""},
      {{positive}, 2, "it has 1 test and needs 2; all tests expect a match"},
      {{positive, positive}, 2, "all tests expect a match"},
      {{negative, negative, negative}, 2, "no test expects a match"},
      {{positive, negative}, 2, ""},
      {{positive, negative}, 3, "it has 2 tests and needs 3"},
      {{positive, unrun}, 2, "it has 1 test and needs 2; all tests expect a match"},
  };
  for (const Case& each : cases) {
    SCOPED_TRACE(fmt::format("{} tests, minimum {}", each.tests.size(), each.minimum));
    Rule rule = DeletionRule();
    rule.tests = each.tests;
    RuleTestOptions options;
    options.minimum = each.minimum;
    // The minimum is about the rule, not about what of it is selected.
    options.selects = [](const RuleTest& test) { return test.expected; };
    const RuleTestReport report = RunOne(rule, options);
    EXPECT_EQ(report.missed_minimum.empty() ? "" : report.missed_minimum[0].text, each.missing);
    EXPECT_EQ(report.rules.failed, each.missing[0] == '\0' ? 0U : 1U);
    EXPECT_EQ(report.cases.failed, 0U);
  }
}

TEST(RunRuleTests, AMinimumIsNotAskedOfRulesThatAreNotEvaluated) {
  Rule rule = DeletionRule();
  rule.state = RuleState::kPython;
  rule.condition = {};
  RuleTestOptions options;
  options.minimum = 2;
  EXPECT_TRUE(RunOne(rule, options).missed_minimum.empty());
  rule = DeletionRule();
  rule.state = RuleState::kDisabled;
  EXPECT_FALSE(RunOne(rule, options).missed_minimum.empty());
  options.skip_disabled = true;
  const RuleTestReport report = RunOne(rule, options);
  EXPECT_TRUE(report.missed_minimum.empty());
  ASSERT_EQ(report.skipped_rules.size(), 1U);
  EXPECT_EQ(report.skipped_rules[0].text, "disabled");
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
  for (const auto& skipped : report.skipped_rules) reasons[skipped.rule] = skipped.text;
  for (std::size_t i = 0; i < std::size(cases); ++i) EXPECT_EQ(reasons[i], cases[i].reason);
  ASSERT_EQ(report.outcomes.size(), 2U);
  EXPECT_EQ(report.outcomes[1].rule, 1U);
  EXPECT_EQ(Show(report.cases), "2 passed, 0 failed, 0 skipped");
  EXPECT_EQ(Show(report.rules), "2 passed, 0 failed, 5 skipped");
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
  EXPECT_EQ(report.cases.failed, 1U);
}

}  // namespace
}  // namespace trailsift
