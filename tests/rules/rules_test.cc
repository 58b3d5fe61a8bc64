// What is delivered in rules/: each file loads without a diagnostic and passes its own tests, what
// the program carries is what the files say, and the identity of the Bedrock rule is kept.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <numeric>
#include <string>
#include <vector>

#include "event/event.h"
#include "loader/rule_loader.h"
#include "ruletest/run_rule_tests.h"
#include "writer/diagnostic_text.h"

namespace trailsift {
namespace {

using ::testing::ElementsAre;

const std::string kBedrockRule = "AWS.Bedrock.DeleteModelInvocationLoggingConfiguration";

std::string Content(const std::string& path) {
  std::ifstream stream(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

std::vector<std::string> RuleFiles() {
  std::vector<std::string> files;
  for (const auto& entry : std::filesystem::directory_iterator(TRAILSIFT_RULES_FOLDER)) {
    files.push_back(entry.path().string());
  }
  std::ranges::sort(files);
  return files;
}

RuleSet LoadFolder() {
  Diagnostics diagnostics;
  RuleSet rules = LoadRules({{TRAILSIFT_RULES_FOLDER}, false}, diagnostics);
  for (const Diagnostic& diagnostic : diagnostics) {
    ADD_FAILURE() << FormatDiagnostic(diagnostic, false);
  }
  return rules;
}

RuleTestReport RunAll(const RuleSet& rules) {
  std::vector<RuleNumber> all(rules.rules.size());
  std::iota(all.begin(), all.end(), RuleNumber{0});
  return RunRuleTests(rules, all);
}

const Rule& BedrockRule() {
  static const std::vector<Rule> kRules = BuiltinRules();
  for (const Rule& rule : kRules) {
    if (rule.id == kBedrockRule) return rule;
  }
  throw std::logic_error("the Bedrock rule is not built in");
}

TEST(DeliveredRules, EachFileLoadsWithoutADiagnosticAndHoldsOneActiveRule) {
  const RuleSet rules = LoadFolder();
  ASSERT_FALSE(rules.rules.empty());
  EXPECT_EQ(rules.rules.size(), RuleFiles().size()) << "only rule files belong into the folder";
  for (const Rule& rule : rules.rules) EXPECT_EQ(rule.state, RuleState::kActive) << rule.id;
}

TEST(DeliveredRules, PassTheirOwnTests) {
  const RuleSet rules = LoadFolder();
  const RuleTestReport report = RunAll(rules);
  for (const RuleTestOutcome& outcome : report.outcomes) {
    EXPECT_EQ(outcome.status, RuleTestOutcome::Status::kPassed)
        << rules.rules[outcome.rule].id << ": " << outcome.name << ": " << outcome.problem;
  }
  EXPECT_TRUE(report.skipped_rules.empty());
}

TEST(DeliveredRules, HaveTestsForBothResults) {
  for (const Rule& rule : LoadFolder().rules) {
    const auto matches = std::ranges::count(rule.tests, true, &RuleTest::expected);
    EXPECT_GT(matches, 0) << rule.id;
    EXPECT_LT(matches, std::ssize(rule.tests)) << rule.id;
  }
}

TEST(BuiltinRules, AreTheFilesOfTheFolder) {
  std::vector<std::string> texts;
  for (const Rule& rule : BuiltinRules()) {
    texts.push_back(rule.source);
    EXPECT_TRUE(rule.built_in);
    EXPECT_EQ(rule.place.file, "builtin:" + rule.id);
    for (const RuleTest& test : rule.tests) EXPECT_EQ(test.place.file, rule.place.file);
  }
  std::vector<std::string> files;
  for (const std::string& path : RuleFiles()) files.push_back(Content(path));
  EXPECT_EQ(texts, files);
}

TEST(BuiltinRules, PassTheirOwnTests) {
  RuleSet rules;
  rules.rules = BuiltinRules();
  const RuleTestReport report = RunAll(rules);
  EXPECT_GT(report.cases.passed, 0U);
  EXPECT_EQ(report.cases.failed, 0U);
  EXPECT_EQ(report.cases.skipped, 0U);
}

TEST(BedrockRule, KeepsItsIdentity) {
  const Rule& rule = BedrockRule();
  EXPECT_EQ(rule.name, "AWS Bedrock Model Invocation Logging Configuration Deleted");
  EXPECT_EQ(rule.severity, Severity::kMedium);
  EXPECT_EQ(rule.state, RuleState::kActive);
  EXPECT_THAT(rule.log_types, ElementsAre("AWS.CloudTrail"));
  EXPECT_THAT(rule.tags,
              ElementsAre("AWS", "Bedrock", "Impair Defenses: Impair Command History Logging",
                          "Defense Evastion"));
  EXPECT_THAT(rule.attack, ElementsAre(AttackReference{"TA0005", "T1562.003"}));
  EXPECT_EQ(rule.reference,
            "https://docs.aws.amazon.com/bedrock/latest/userguide/model-invocation-logging.html");
  EXPECT_THAT(rule.summary_attributes,
              ElementsAre("userAgent", "sourceIpAddress", "recipientAccountId", "p_any_aws_arns"));
  EXPECT_EQ(rule.dedup_period_minutes, 60);
  EXPECT_EQ(rule.threshold, 1);
  EXPECT_TRUE(rule.creates_alert);
  EXPECT_FALSE(rule.description.empty());
  EXPECT_FALSE(rule.runbook.empty());
}

TEST(BedrockRule, ShowsTheEightOutputFieldsInTheirOrder) {
  std::vector<std::string> fields;
  for (const ContextField& field : BedrockRule().context) {
    fields.push_back(field.name + "=" + ToString(field.value));
  }
  EXPECT_THAT(fields, ElementsAre("eventName=eventName", "eventSource=eventSource",
                                  "awsRegion=awsRegion", "recipientAccountId=recipientAccountId",
                                  "sourceIPAddress=sourceIPAddress", "userAgent=userAgent",
                                  "userIdentity=userIdentity", "actor_user=p_udm.actor_user"));
}

TEST(BedrockRule, HasTheConditionOfTheSpecification) {
  EXPECT_EQ(Print(BedrockRule().condition),
            "eventSource eq \"bedrock.amazonaws.com\" and eventName eq "
            "\"DeleteModelInvocationLoggingConfiguration\" and not (errorCode is_not_null or "
            "errorMessage is_not_null)");
}

// Panther's original tests truthiness and would match an empty string; IsNull does not hold for it.
TEST(BedrockRule, TakesAnEmptyErrorTextForAFailureAndNullForSuccess) {
  RuleSet rules;
  rules.rules = {BedrockRule()};
  for (const char* name : {"Empty Error Code Is Not Null", "Empty Error Message Is Not Null",
                           "Null Error Code And Message"}) {
    const auto is_named = [&](const RuleTestOutcome& outcome) { return outcome.name == name; };
    const RuleTestReport report = RunAll(rules);
    const auto outcome = std::ranges::find_if(report.outcomes, is_named);
    ASSERT_NE(outcome, report.outcomes.end()) << name;
    EXPECT_EQ(outcome->got, outcome->name.starts_with("Null")) << name;
  }
}

TEST(BedrockRule, NamesTheActorInItsTitle) {
  RuleSet rules;
  rules.rules = {BedrockRule()};
  std::vector<std::string> titles;
  for (const RuleTestOutcome& outcome : RunAll(rules).outcomes) {
    if (outcome.got) titles.push_back(outcome.name + ": " + outcome.match->title);
  }
  const std::string title = "Bedrock model invocation logging configuration deleted by ";
  EXPECT_THAT(titles,
              ElementsAre("Model Invocation Logging Configuration Deleted: " + title + "DevAdmin",
                          "Null Error Code And Message: " + title + "UnknownUser",
                          "Deleted By Single Sign-On User: " + title + "jane.doe@example.com"));
}

}  // namespace
}  // namespace trailsift
