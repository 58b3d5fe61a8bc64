#include "loader/panther_loader.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "support/load_text.h"

namespace trailsift {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Pair;

TEST(LoadPantherDocument, ReadsWhatARuleSaysOfItself) {
  const std::string text = "# A comment.\n" + RuleWith(
                                                  "DisplayName: Some Name\n"
                                                  "Tags: [a, b]\n"
                                                  "Description: d\n"
                                                  "Runbook: r\n"
                                                  "Reference: https://example.com\n"
                                                  "Status: Experimental\n");
  const LoadedText loaded(text);
  ASSERT_THAT(loaded.problems, IsEmpty());
  ASSERT_EQ(loaded.set.rules.size(), 1U);
  const Rule& rule = loaded.set.rules[0];
  EXPECT_EQ(rule.id, "Some.Rule");
  EXPECT_EQ(rule.name, "Some Name");
  EXPECT_EQ(rule.severity, Severity::kLow);
  EXPECT_EQ(rule.state, RuleState::kActive);
  EXPECT_FALSE(rule.built_in);
  EXPECT_EQ(rule.place, (SourceLocation{"rule.yml", 2, 1}));
  EXPECT_EQ(rule.source, text);
  EXPECT_THAT(rule.log_types, ElementsAre("AWS.CloudTrail"));
  EXPECT_THAT(rule.tags, ElementsAre("a", "b"));
  EXPECT_EQ(rule.description, "d");
  EXPECT_EQ(rule.runbook, "r");
  EXPECT_EQ(rule.reference, "https://example.com");
  EXPECT_EQ(rule.status, "Experimental");
  EXPECT_EQ(Print(rule.condition), "a exists");
  EXPECT_TRUE(rule.creates_alert);
}

TEST(LoadPantherDocument, SeverityIsReadInAnyCaseWithAWarning) {
  const auto load = [](const std::string& severity) {
    return LoadedText(
        "AnalysisType: rule\nRuleID: a\nEnabled: true\nLogTypes: [AWS.CloudTrail]\n"
        "Detection: [{Key: a, Condition: Exists}]\nSeverity: " +
        severity + "\n");
  };
  for (const auto severity :
       {Severity::kInfo, Severity::kLow, Severity::kMedium, Severity::kHigh, Severity::kCritical}) {
    const LoadedText title(load(std::string(SeverityTitle(severity))));
    EXPECT_EQ(title.set.rules.at(0).severity, severity);
    EXPECT_THAT(title.problems, IsEmpty());
    EXPECT_EQ(load(std::string(SeverityName(severity))).set.rules.at(0).severity, severity);
  }
  EXPECT_THAT(load("HIGH").problems,
              ElementsAre("6:11 warning severity-case: Severity should be written High ^HIGH"));
  EXPECT_THAT(load("Hihg").problems,
              ElementsAre("6:11 error invalid-value: unknown Severity \"Hihg\", did you mean "
                          "\"High\"? ^Hihg"));
  EXPECT_THAT(load("Urgent").problems,
              ElementsAre("6:11 error invalid-value: unknown Severity \"Urgent\"; it is one of "
                          "Info, Low, Medium, High, Critical ^Urgent"));
}

TEST(LoadPantherDocument, ReportsEachKeyThatIsMissing) {
  const LoadedText loaded("AnalysisType: rule\n");
  EXPECT_THAT(loaded.problems,
              ElementsAre("1:1 error missing-key: the rule has no Enabled: true or false ^A",
                          "1:1 error missing-key: the rule has no LogTypes: a list with "
                          "AWS.CloudTrail ^A",
                          "1:1 error missing-key: the rule has no RuleID: its name for machines ^A",
                          "1:1 error missing-key: the rule has no Severity: Info, Low, Medium, "
                          "High, Critical ^A",
                          "1:1 error missing-key: the rule has neither Detection nor Filename ^A"));
  EXPECT_THAT(loaded.set.rules, IsEmpty());
}

TEST(LoadPantherDocument, ChecksIdsAndNames) {
  const auto load = [](const std::string& lines) {
    return LoadedText(
               "AnalysisType: rule\nEnabled: true\nSeverity: Low\n"
               "LogTypes: [AWS.CloudTrail]\nDetection: [{Key: a, Condition: Exists}]\n" +
               lines)
        .problems;
  };
  EXPECT_THAT(load("RuleID: \"\"\n"),
              ElementsAre("6:9 error invalid-value: RuleID cannot be empty ^\"\""));
  for (const char* bad : {"<", ">", "&", "%"}) {
    EXPECT_THAT(load(std::string("RuleID: ab") + bad + "c\n"),
                ElementsAre(std::string("6:11 error invalid-value: RuleID cannot have any of < > & "
                                        "\" % ^") +
                            bad));
  }
  EXPECT_THAT(load("RuleID: a\nDisplayName: 'a \"b\"'\n"),
              ElementsAre("7:17 error invalid-value: DisplayName cannot have any of < > & \" % "
                          "^\""));
  EXPECT_THAT(load("RuleID: 'a b.c/d'\nDisplayName: \xC3\xA4\n"), IsEmpty());
}

TEST(LoadPantherDocument, FindsTheStateOfARule) {
  const std::string start = "AnalysisType: rule\nRuleID: a\nSeverity: Low\n";
  const std::string detection = "Detection: [{Key: a, Condition: Exists}]\n";
  const std::string cloudtrail = "LogTypes: [Other, AWS.CloudTrail]\n";
  const std::string other = "LogTypes: [Okta.SystemLog]\n";
  const std::string python = "Filename: a.py\n";
  const std::string scheduled = "ScheduledQueries: [q]\n";
  const std::string enabled = "Enabled: true\n";
  const std::string disabled = "Enabled: false\n";
  const std::string derived = "BaseDetection: b\n";
  const std::vector<std::pair<std::string, RuleState>> table = {
      {enabled + cloudtrail + detection, RuleState::kActive},
      {disabled + cloudtrail + detection, RuleState::kDisabled},
      {enabled + other + detection, RuleState::kOtherLogType},
      {disabled + other + detection, RuleState::kOtherLogType},
      {enabled + scheduled + detection, RuleState::kScheduled},
      {enabled + cloudtrail + python, RuleState::kPython},
      {enabled + other + python, RuleState::kPython},
      {disabled + scheduled + python, RuleState::kPython},
      {derived, RuleState::kDerived},
      {derived + enabled + other + python, RuleState::kDerived},
      {derived + enabled + cloudtrail + python + detection, RuleState::kDerived},
  };
  for (const auto& [lines, state] : table) {
    const LoadedText loaded(start + lines);
    EXPECT_FALSE(HasErrors(loaded.diagnostics)) << lines;
    ASSERT_EQ(loaded.set.rules.size(), 1U) << lines;
    EXPECT_EQ(loaded.set.rules[0].state, state) << lines;
    EXPECT_EQ(loaded.set.Count(state), 1U);
  }
}

TEST(LoadPantherDocument, NamesRulesThatAreSkippedForTheirKind) {
  EXPECT_THAT(LoadedText(RuleText("Filename: a.py\n")).problems,
              ElementsAre("7:1 note python-rule: Some.Rule is a Python rule and is skipped "
                          "^Filename"));
  EXPECT_THAT(LoadedText(RuleText("BaseDetection: b\n")).problems,
              ElementsAre("7:1 note derived-rule: Some.Rule is a derived rule and is skipped "
                          "^BaseDetection"));
}

TEST(LoadPantherDocument, RefusesAmbiguousLogic) {
  const std::vector<std::pair<std::string, std::string>> table = {
      {"Detection: []\n",
       "7:12 error empty-detection: Detection is empty; for a rule that matches every record write "
       "\"- Condition: AlwaysTrue\" ^["},
      {"Description: x\n", "1:1 error missing-key: the rule has neither Detection nor Filename ^A"},
      {"Detection: [{Key: a, Condition: Exists}]\nScheduledQueries: [q]\n",
       "8:1 error mixed-keys: ScheduledQueries cannot stand beside LogTypes ^ScheduledQueries"},
  };
  for (const auto& [lines, problem] : table) {
    EXPECT_THAT(LoadedText(RuleText(lines)).problems, ElementsAre(problem)) << lines;
  }
  EXPECT_THAT(LoadedText(RuleWith("Filename: a.py\n")).problems,
              ElementsAre("8:1 error mixed-keys: a rule has either Detection or Filename, not both "
                          "^Filename",
                          HasSubstr("note python-rule")));
}

TEST(LoadPantherDocument, ChecksLogTypes) {
  const auto load = [](const std::string& line) {
    return LoadedText(
               "AnalysisType: rule\nRuleID: a\nEnabled: true\nSeverity: Low\n"
               "Detection: [{Key: a, Condition: Exists}]\n" +
               line)
        .problems;
  };
  EXPECT_THAT(load("LogTypes: []\n"),
              ElementsAre("6:11 error invalid-value: LogTypes must have at least one entry ^["));
  EXPECT_THAT(load("ScheduledQueries: []\n"),
              ElementsAre("6:19 error invalid-value: ScheduledQueries must have at least one entry "
                          "^["));
  EXPECT_THAT(
      load("LogTypes: [AWS.Cloudtrail]\n"),
      ElementsAre("6:12 warning log-type: unknown log type \"AWS.Cloudtrail\", did you mean "
                  "\"AWS.CloudTrail\"? ^AWS.Cloudtrail"));
  EXPECT_THAT(load("LogTypes: [Okta.SystemLog]\n"), IsEmpty());
}

TEST(LoadPantherDocument, ReadsInlineFilters) {
  const LoadedText loaded(
      RuleWith("InlineFilters:\n- {KeyPath: recipientAccountId, Condition: IsIn, Values: "
               "['123456789012']}\n"));
  ASSERT_THAT(loaded.problems, IsEmpty());
  const Rule& rule = loaded.set.rules.at(0);
  ASSERT_TRUE(rule.inline_filter);
  EXPECT_EQ(Print(*rule.inline_filter), "recipientAccountId in [\"123456789012\"]");
  EXPECT_TRUE(std::get<FieldTest>(rule.inline_filter->nodes.at(0).body).passes_if_missing);
  EXPECT_EQ(Print(rule.condition), "a exists");
  EXPECT_FALSE(std::get<FieldTest>(rule.condition.nodes.at(0).body).passes_if_missing);
  EXPECT_FALSE(LoadedText(RuleWith("InlineFilters: []\n")).set.rules.at(0).inline_filter);
}

// Nothing in it is evaluated, but its author wants to know all the same.
TEST(LoadPantherDocument, ChecksRulesThatAreNotEvaluatedLikeTheOthers) {
  const std::string python = RuleText("Filename: a.py\n");
  EXPECT_THAT(
      LoadedText(python + "GroupBy: [{Key: 5}]\nInlineFilters: [{KeyPath: a, Condition: Exist}]\n"
                          "DynamicSeverities: [{ChangeTo: High, Conditions: [{Key: a}]}]\n")
          .problems,
      ElementsAre(HasSubstr("7:1 note python-rule"), HasSubstr("8:17 error wrong-type"),
                  HasSubstr("9:41 error unknown-condition"), HasSubstr("10:51 error missing-key")));
  EXPECT_THAT(LoadedText("AnalysisType: rule\nRuleID: a\nEnabled: true\nSeverity: Low\n"
                         "LogTypes: [Okta.SystemLog]\nDetection: [{Key: a, Condition: Nonsense}]\n")
                  .problems,
              ElementsAre(HasSubstr("error unknown-condition")));
}

TEST(LoadPantherDocument, CountsDocumentsOfOtherTypes) {
  std::string text;
  for (const char* type :
       {"policy", "scheduled_rule", "scheduled_query", "saved_query", "scheduled_prompt",
        "datamodel", "global", "pack", "lookup_table", "correlation_rule", "global"}) {
    text += std::string("---\nAnalysisType: ") + type + "\nAnything: [goes, {here: 0}]\n";
  }
  const LoadedText loaded(text);
  EXPECT_THAT(loaded.problems, IsEmpty());
  EXPECT_THAT(loaded.set.rules, IsEmpty());
  EXPECT_EQ(loaded.set.other_types.size(), 10U);
  EXPECT_THAT(loaded.set.other_types, testing::Contains(Pair("global", 2)));
  EXPECT_THAT(loaded.set.other_types, testing::Contains(Pair("correlation_rule", 1)));
  EXPECT_EQ(loaded.set.files, 1U);
}

TEST(LoadPantherDocument, RefusesUnknownTypes) {
  EXPECT_THAT(LoadedText("AnalysisType: rules\n").problems,
              ElementsAre("1:15 error unknown-analysis-type: unknown AnalysisType \"rules\", did "
                          "you mean \"rule\"? ^rules"));
  EXPECT_THAT(LoadedText("AnalysisType: Rule\n").problems,
              ElementsAre(HasSubstr("did you mean \"rule\"?")));
  EXPECT_THAT(LoadedText("AnalysisType: [rule]\n").problems,
              ElementsAre("1:15 error wrong-type: AnalysisType must be a string, not a list ^["));
}

TEST(LoadPantherDocument, PassesOverDocumentsWithoutAType) {
  for (const char* text : {"a: b\n", "- a\n", "text\n"}) {
    const LoadedText found(text, false);
    EXPECT_THAT(found.problems, IsEmpty()) << text;
    EXPECT_EQ(found.set.untyped_documents, 1U) << text;
    EXPECT_THAT(LoadedText(text, true).problems,
                ElementsAre(HasSubstr("error no-rule: the document has no AnalysisType")))
        << text;
  }
  EXPECT_THAT(LoadedText("AnalysisTyp: rule\n", false).problems,
              ElementsAre("1:1 warning unknown-key: the document is passed over: unknown key "
                          "\"AnalysisTyp\", did you mean \"AnalysisType\"? ^AnalysisTyp"));
}

}  // namespace
}  // namespace trailsift
