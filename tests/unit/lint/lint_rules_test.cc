#include "lint/lint_rules.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "support/load_text.h"
#include "support/temp_dir.h"

namespace trailsift {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::Not;

constexpr const char* kTests =
    "Tests:\n"
    "  - {Name: yes, ExpectedResult: true, Log: {a: 1}}\n"
    "  - {Name: no, ExpectedResult: false, Log: {}}\n";

// What is found in one file, each as DiagnosticLines shows it, a fix behind " => ".
std::vector<std::string> Lint(const std::string& text, bool deny_warnings = false) {
  const LintReport report = LintRuleText(text, "rule.yml", deny_warnings);
  std::vector<std::string> lines = DiagnosticLines(report.findings);
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (report.findings[i].fix) lines[i] += " => " + *report.findings[i].fix;
  }
  return lines;
}

// A sound rule with tests, and the given lines from line 7 on.
std::vector<std::string> LintLines(const std::string& lines) {
  return Lint(RuleText(lines + kTests));
}

constexpr const char* kDetection = "Detection: [{Key: eventName, Condition: Exists}]\n";

TEST(LintRules, IsSilentAboutASoundRule) { EXPECT_THAT(LintLines(kDetection), IsEmpty()); }

TEST(LintRules, ExplainsAttackIds) {
  EXPECT_THAT(
      LintLines(std::string(kDetection) + "Reports:\n"
                                          "  MITRE ATT&CK:\n"
                                          "    - TA0005:T1562.003\n"
                                          "    - TA0040:T1485\n"
                                          "    - TA0001:T1562.008\n"
                                          "    - 'TA0003:T1685.002'\n"
                                          "    - TA0005:T1578\n"
                                          "    - TA0099:T9999\n"
                                          "    - T1562.999\n"
                                          "    - t1562\n"
                                          "    - AML.T0051\n"
                                          "  CIS: [TA0099]\n"),
      ElementsAre(
          "10:7 note retired-attack-id: T1562.003 Impair Defenses: Impair Command History Logging "
          "was retired after ATT&CK 18.1, succeeded by T1690 Prevent Command History Logging "
          "^TA0005:T1562.003",
          "12:7 note retired-attack-id: T1562.008 Impair Defenses: Disable or Modify Cloud Logs "
          "was "
          "retired after ATT&CK 18.1, succeeded by T1685.002 Disable or Modify Tools: Disable or "
          "Modify Cloud Log ^TA0001:T1562.008",
          "12:7 warning attack-tactic: the technique T1562.008 Impair Defenses: Disable or Modify "
          "Cloud Logs is not of TA0001 Initial Access but of TA0005 Stealth (formerly Defense "
          "Evasion) ^TA0001:T1562.008 => TA0005:T1562.008",
          "13:7 warning attack-tactic: the technique T1685.002 Disable or Modify Tools: Disable or "
          "Modify Cloud Log is not of TA0003 Persistence but of TA0112 Defense Impairment "
          "^'TA0003:T1685.002' => 'TA0112:T1685.002'",
          "14:7 note attack-tactic-moved: since ATT&CK 19 the technique T1578 is no longer of "
          "TA0005 Stealth (formerly Defense Evasion) but of TA0112 Defense Impairment "
          "^TA0005:T1578",
          "15:7 warning unknown-attack-id: ATT&CK 19 has no tactic TA0099 ^TA0099:T9999",
          "15:7 warning unknown-attack-id: ATT&CK 19 has no technique T9999, and none of the "
          "retired ones has that id ^TA0099:T9999",
          "16:7 warning unknown-attack-id: ATT&CK 19 has no technique T1562.999, and none of the "
          "retired ones has that id ^T1562.999",
          "17:7 warning attack-reference: \"t1562\" is no ATT&CK reference such as "
          "TA0005:T1562.003; it is only shown ^t1562"));
}

TEST(LintRules, ComparesFieldsWithCloudTrail) {
  EXPECT_THAT(
      LintLines("Detection:\n"
                "  - {Key: sourceIpAddress, Condition: Exists}\n"
                "  - {KeyPath: \"userIdentity.acountId\", Condition: Exists}\n"
                "  - {DeepKey: [userIdentity, Arn], Condition: Exists}\n"
                "  - KeyPath: resources\n"
                "    Condition: AnyElement\n"
                "    Expressions: [{Key: typ, Condition: Exists}]\n"
                "  - {Condition: Equals, Values: [{Key: awsRegion}, {Key: region}]}\n"
                "AlertTitle: 'x {{ {eventNam} {requestParameters.x}'\n"
                "AlertContext: [{KeyName: a, KeyValue: {KeyPath: resources.ARN}}]\n"
                "GroupBy: [{Key: user_agent}]\n"
                "SummaryAttributes: [sourceIpAddress, p_any_ip_address, whatever]\n"
                "DynamicSeverities:\n"
                "  - ChangeTo: High\n"
                "    Conditions: [{KeyPath: 'errorcode', Condition: Exists}]\n"),
      ElementsAre(
          "8:11 warning field-case: CloudTrail spells this field \"sourceIPAddress\"; letter case "
          "does not matter here ^sourceIpAddress => "
          "sourceIPAddress",
          "9:15 warning unknown-field: userIdentity has no field \"acountId\", did you mean "
          "\"userIdentity.accountId\"? ^\"userIdentity.acountId\" => \"userIdentity.accountId\"",
          "10:15 warning field-case: CloudTrail spells this field \"userIdentity.arn\"; letter "
          "case does not matter here ^[",
          "13:25 warning unknown-field: an element of resources[*] has no field \"typ\", did you "
          "mean \"type\"? ^typ => type",
          "14:58 warning unknown-field: a CloudTrail record has no field \"region\" ^region",
          "15:20 warning unknown-field: a CloudTrail record has no field \"eventNam\", did you "
          "mean "
          "\"eventName\"? ^eventNam => eventName",
          "16:49 warning unknown-field: resources is a list, which has no field \"ARN\", did you "
          "mean \"resources[*].ARN\"? ^resources.ARN => \"resources[*].ARN\"",
          "17:17 warning unknown-field: a CloudTrail record has no field \"user_agent\", did you "
          "mean \"userAgent\"? ^user_agent => userAgent",
          "18:21 note field-case: CloudTrail spells this field \"sourceIPAddress\"; letter case "
          "does not matter here ^sourceIpAddress => "
          "sourceIPAddress",
          "18:38 warning unknown-field: a CloudTrail record has no field \"p_any_ip_address\", did "
          "you mean \"p_any_ip_addresses\"? ^p_any_ip_address => p_any_ip_addresses",
          "18:56 warning unknown-field: a CloudTrail record has no field \"whatever\" ^whatever",
          "21:28 warning field-case: CloudTrail spells this field \"errorCode\"; letter case does "
          "not matter here ^'errorcode' => 'errorCode'"));
}

// Where the field stands inside the title, however that is written.
TEST(LintRules, NamesThePlaceInsideTheTitle) {
  EXPECT_THAT(
      LintLines(std::string(kDetection) + "AlertTitle: >-\n"
                                          "  {{eventNam}} by {requestParameters['}{eventNam']}\n"
                                          "  and {eventNam} {eventName}\n"),
      ElementsAre("10:8 warning unknown-field: a CloudTrail record has no field "
                  "\"eventNam\", did you mean \"eventName\"? ^eventNam => eventName"));
  EXPECT_THAT(LintLines(std::string(kDetection) + "AlertTitle: |  # {eventNam}\n"
                                                  "    é {eventName}\n"
                                                  "\n"
                                                  "    {awsRegio}\n"),
              ElementsAre("11:6 warning unknown-field: a CloudTrail record has no field "
                          "\"awsRegio\", did you mean \"awsRegion\"? ^awsRegio => awsRegion"));
  EXPECT_THAT(LintLines(std::string(kDetection) + "AlertTitle: \"a\n"
                                                  "  {awsRegio} \\x41 {eventNam}\"\n"),
              ElementsAre(
                  // Behind an escape it is not known where.
                  "8:13 warning unknown-field: a CloudTrail record has no field \"eventNam\", did "
                  "you mean \"eventName\"? ^\"a",
                  "9:4 warning unknown-field: a CloudTrail record has no field \"awsRegio\", did "
                  "you mean \"awsRegion\"? ^awsRegio => awsRegion"));
  EXPECT_THAT(LintLines(std::string(kDetection) + "AlertTitle: |\n"
                                                  "  a\n"
                                                  "  {a.}\n"),
              ElementsAre("10:6 error invalid-title: invalid AlertTitle: expected a "
                          "member name ^}"));
}

TEST(LintRules, FollowsListsExactly) {
  EXPECT_THAT(
      LintLines("Detection:\n"
                "  - {KeyPath: 'resources[*][*].ARN', Condition: Contains, Value: x}\n"
                "  - {KeyPath: 'requestParameters.a[*].b[*].c', Condition: Equals, Value: x}\n"
                "  - {Key: userIdentity.arn, Condition: Exists}\n"
                "  - {KeyPath: 'requestParameters[\"a.b\"].c', Condition: Exists}\n"
                "  - {KeyPath: 'userIdentity[\"a.b\"]', Condition: Exists}\n"
                "  - KeyPath: 'resources[*]'\n"
                "    Condition: AnyElement\n"
                "    Expressions:\n"
                "      - {Key: typ, Condition: Exists}\n"
                "      - {Key: ARN, Condition: Exists}\n"
                "  - KeyPath: 'resources[*].ARN'\n"
                "    Condition: AnyElement\n"
                "    Expressions: [{KeyPath: x, Condition: Exists}]\n"),
      ElementsAre(
          "8:15 warning unknown-field: an element of resources is no list, so [*] finds nothing "
          "^'resources[*][*].ARN'",
          "9:15 warning wildcard-list: [*] gives a list, and Equals does not look into lists; use "
          "AnyElement with KeyPath: requestParameters.a[*].b[*] "
          "^'requestParameters.a[*].b[*].c'",
          "10:11 warning unknown-field: Key takes \"userIdentity.arn\" for one name, which no "
          "field has; write it as KeyPath ^userIdentity.arn",
          "12:15 warning unknown-field: userIdentity has no field \"a.b\" "
          "^'userIdentity[\"a.b\"]'",
          "16:15 warning unknown-field: an element of resources[*] has no field \"typ\", did you "
          "mean \"type\"? ^typ => type",
          "20:29 warning unknown-field: an element of resources[*].ARN is a single value and has "
          "no field \"x\" ^x"));
}

TEST(LintRules, LeavesFieldsOfOtherLogsAlone) {
  EXPECT_THAT(Lint("AnalysisType: rule\nRuleID: A\nEnabled: true\nSeverity: Low\n"
                   "LogTypes: [AWS.CloudTrail, Okta.SystemLog]\n"
                   "Detection: [{Key: whatever, Condition: Exists}]\n" +
                   std::string(kTests)),
              IsEmpty());
}

TEST(LintRules, AsksForTests) {
  EXPECT_THAT(Lint(RuleText(kDetection)),
              ElementsAre("2:1 warning no-tests: the rule Some.Rule has no tests ^RuleID"));
  EXPECT_THAT(Lint(RuleText(std::string(kDetection) + "Tests: []\n")),
              ElementsAre("8:8 warning no-tests: the rule Some.Rule has no tests ^["));
  EXPECT_THAT(
      Lint(RuleText(std::string(kDetection) +
                    "Tests: [{Name: a, ExpectedResult: true, Log: {}}]\n")),
      ElementsAre("8:1 warning no-negative-test: no test of the rule Some.Rule expects that "
                  "it does not match ^Tests"));
  EXPECT_THAT(Lint(RuleText(std::string(kDetection) +
                            "Tests: [{Name: a, ExpectedResult: false, Log: {}}]\n")),
              ElementsAre("8:1 warning no-positive-test: no test of the rule Some.Rule expects a "
                          "match ^Tests"));
  // Whether the broken one would have been the missing one is not known.
  EXPECT_THAT(Lint(RuleText(std::string(kDetection) +
                            "Tests: [{Name: a, ExpectedResult: true, Log: {}}, {Name: b}]\n")),
              ElementsAre("8:51 error missing-key: the test has no ExpectedResult ^{",
                          "8:51 error missing-key: the test has no Log ^{"));
}

TEST(LintRules, SaysNothingOfHalfACondition) {
  // The second expression is not read, so that the list seems to have one alternative only.
  EXPECT_THAT(
      LintLines("Detection:\n"
                "  - {Key: eventName, Condition: Equals, Value: A}\n"
                "  - {Key: eventName, Condition: Equals, Value: B}\n"
                "  - {Key: eventName, Condition: Equal, Value: B}\n"),
      ElementsAre("10:33 error unknown-condition: unknown condition \"Equal\", did you mean "
                  "\"Equals\"? ^Equal => Equals"));
  // There is none.
  EXPECT_THAT(LintLines("Detectoin: [{Key: a, Condition: Exists}]\n"), Not(IsEmpty()));
  // A problem elsewhere does not keep it from being read.
  EXPECT_THAT(
      LintLines("Detection:\n"
                "  - {Key: eventName, Condition: Equals, Value: A}\n"
                "  - {Key: eventName, Condition: Equals, Value: B}\n"
                "Threshold: 0\n"),
      ElementsAre(
          "9:11 error contradictory-condition: eventName eq \"B\" cannot hold beside eventName "
          "eq \"A\" (line 8), so the rule never matches ^eventName",
          "10:12 error invalid-value: Threshold must be at least 1 ^0"));
}

TEST(LintRules, ProposesWhatToWrite) {
  EXPECT_THAT(
      LintLines("Detection:\n"
                "  - {Key: eventName, Condition: 'Equal', Value: A}\n"
                "Serverity: x\n"
                "Tags: [1.0]\n"),
      ElementsAre(
          "8:33 error unknown-condition: unknown condition \"Equal\", did you mean "
          "\"Equals\"? ^'Equal' => 'Equals'",
          "9:1 warning unknown-key: unknown key \"Serverity\", did you mean \"Severity\"? "
          "^Serverity => Severity",
          "10:8 error wrong-type: an entry of Tags must be a string, not a number; quote it "
          "^1.0 => \"1.0\""));
  // A text on several lines is not replaced.
  EXPECT_THAT(Lint("AnalysisType: rule\nRuleID: A\nEnabled: true\nLogTypes: [AWS.CloudTrail]\n"
                   "Severity: >-\n  high\n" +
                   std::string(kDetection) + kTests),
              ElementsAre("5:11 warning severity-case: Severity should be written High ^>"));
}

TEST(LintRules, DeniesWarnings) {
  const std::string python =
      "AnalysisType: rule\nRuleID: A\nEnabled: true\nLogTypes: [AWS.CloudTrail]\nSeverity: Low\n"
      "Filename: a.py\nReports: {MITRE ATT&CK: [TA0005:T1562.003]}\n";
  EXPECT_THAT(Lint(python),
              ElementsAre("6:1 warning python-rule: A is a Python rule and is skipped ^Filename",
                          "7:26 note retired-attack-id: T1562.003 Impair Defenses: Impair Command "
                          "History Logging was retired after ATT&CK 18.1, succeeded by T1690 "
                          "Prevent Command History Logging ^TA0005:T1562.003"));
  const std::vector<std::string> denied = Lint(python, true);
  ASSERT_EQ(denied.size(), 2U);
  EXPECT_TRUE(denied[0].starts_with("6:1 error python-rule: ")) << denied[0];
  // A note stays one.
  EXPECT_TRUE(denied[1].starts_with("7:26 note retired-attack-id: ")) << denied[1];
  // So is what Panther does not know.
  const LintReport extension = LintRuleText(
      RuleText("Detection: [{Key: resources, Condition: AnyElement, Expressions: [{KeyPath: ., "
               "Condition: Exists}]}]\n" +
               std::string(kTests)),
      "rule.yml", true);
  ASSERT_EQ(extension.findings.size(), 1U);
  EXPECT_EQ(extension.findings[0].code, "not-portable");
  EXPECT_EQ(extension.findings[0].level, Diagnostic::Level::kNote);
}

TEST(LintRules, ShowsAdvice) {
  EXPECT_THAT(
      LintLines("Detection:\n"
                "  - {Key: recipientAccountId, Condition: Equals, Value: 111122223333}\n"
                "  - {KeyPath: 'resources[*].ARN', Condition: Equals, Value: x}\n"
                "  - Key: resources\n"
                "    Condition: AnyElement\n"
                "    Expressions: [{KeyPath: ., Condition: Exists}]\n"),
      ElementsAre(
          "8:57 warning account-as-number: 111122223333 is compared as a number; quote it if it is "
          "an account, whose identifier is a string ^111122223333 => \"111122223333\"",
          "9:15 warning wildcard-list: [*] gives a list, and Equals does not look into lists; use "
          "AnyElement with KeyPath: resources ^'resources[*].ARN'",
          "12:29 note not-portable: the path \".\" is known to trailsift only; Panther has no name "
          "for the element itself ^."));
}

TEST(LintRules, GoesOnAfterEveryProblem) {
  const TempDir folder;
  folder.Write("a.yml", "{");
  folder.Write("b.yml", "AnalysisType: rule\n");
  folder.Write("c.yml", RuleText(kDetection));
  folder.Write("d.yml", "AnalysisType: global\n");
  folder.Write("e.yml", std::string(1 << 21, ' '));
  const LintReport report = LintRules({folder.Path("missing"), folder.path()}, false);
  std::vector<std::string> codes;
  for (const Diagnostic& finding : report.findings) {
    codes.push_back(finding.place.file.substr(finding.place.file.rfind('/') + 1) + ' ' +
                    finding.code);
  }
  EXPECT_THAT(codes,
              ElementsAre("missing unreadable-path", "a.yml invalid-yaml", "b.yml missing-key",
                          "b.yml missing-key", "b.yml missing-key", "b.yml missing-key",
                          "b.yml missing-key", "c.yml no-tests", "e.yml file-too-large"));
  EXPECT_EQ(report.rules, 2U);
  EXPECT_EQ(report.files, 4U);
  EXPECT_TRUE(report.incomplete());
  EXPECT_EQ(report.Count(Diagnostic::Level::kWarning), 1U);
  EXPECT_FALSE(LintRules({folder.Path("c.yml")}, false).incomplete());
}

// Rules that show what can be written must not be warned of; notes explain.
TEST(LintRules, HasNoWarningForTheRulesOfTheProject) {
  for (const char* folder : {"/rules", "/testdata/rules"}) {
    const LintReport report = LintRules({std::string(TRAILSIFT_SOURCE_FOLDER) + folder}, false);
    EXPECT_GT(report.rules, 0U);
    for (const Diagnostic& finding : report.findings) {
      const bool expected = finding.level == Diagnostic::Level::kNote ||
                            finding.place.file.find("/not-evaluated/") != std::string::npos;
      EXPECT_TRUE(expected) << finding.place.file << ": " << DiagnosticLines({finding})[0];
    }
  }
}

}  // namespace
}  // namespace trailsift
