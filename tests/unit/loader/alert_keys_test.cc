#include "loader/alert_keys.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "support/load_text.h"

namespace trailsift {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Pair;

// The rule with the given lines; they must give one.
Rule Load(const std::string& lines) {
  const LoadedText loaded(RuleWith(lines));
  EXPECT_FALSE(HasErrors(loaded.diagnostics)) << testing::PrintToString(loaded.problems);
  return loaded.set.rules.at(0);
}

std::vector<std::string> Problems(const std::string& lines) {
  return LoadedText(RuleWith(lines)).problems;
}

std::vector<std::string> ContextOf(const Rule& rule) {
  std::vector<std::string> fields;
  for (const ContextField& field : rule.context) {
    fields.push_back(field.name + "=" + ToString(field.value));
  }
  return fields;
}

TEST(AlertKeys, TitleIsAlertTitleElseDisplayNameElseRuleId) {
  const std::vector<std::pair<std::string, std::string>> table = {
      {"AlertTitle: '{a} by {b.c}'\nDisplayName: Name\n", "{a} by {b.c}"},
      {"AlertTitle: ''\nDisplayName: Name\n", "Name"},
      {"DisplayName: Name {x}\n", "Name {x}"},
      {"DisplayName: ''\n", "Some.Rule"},
      {"", "Some.Rule"},
  };
  for (const auto& [lines, source] : table) {
    EXPECT_EQ(Load(lines).title.source(), source) << lines;
  }
}

TEST(AlertKeys, BadTitlesAreErrorsWithTheirPlaceInside) {
  const std::vector<std::pair<std::string, std::string>> table = {
      {"AlertTitle: by {a",
       "8:16 error invalid-title: invalid AlertTitle: '{' is never closed; write '{{' for a brace "
       "^{"},
      {"AlertTitle: 'by {a..b}'",
       "8:20 error invalid-title: invalid AlertTitle: expected a member name ^."},
      {"AlertTitle: a } b",
       "8:15 error invalid-title: invalid AlertTitle: '}' without '{'; write '}}' for a brace ^}"},
      {"AlertTitle: \"\\x61 }\"",
       "8:13 error invalid-title: invalid AlertTitle: '}' without '{'; write '}}' for a brace "
       "^\"\\x61 }\""},
  };
  for (const auto& [line, problem] : table) {
    EXPECT_THAT(Problems(line), ElementsAre(problem)) << line;
  }
}

TEST(AlertKeys, ContextIsAlertContextElseSummaryAttributesElseTheDefaultFields) {
  const std::string summary = "SummaryAttributes: [sourceIpAddress, 'userIdentity.type']\n";
  EXPECT_THAT(ContextOf(Load("AlertContext:\n"
                             "- {KeyName: b, KeyValue: {Key: x.y}}\n"
                             "- {KeyName: a, KeyValue: {DeepKey: [x, 0]}}\n"
                             "- {KeyName: c d, KeyValue: {KeyPath: 'x[*].y'}}\n" +
                             summary)),
              ElementsAre("b=[\"x.y\"]", "a=x[0]", "c d=x[*].y"));
  EXPECT_THAT(ContextOf(Load(summary)), ElementsAre("sourceIpAddress=sourceIpAddress",
                                                    "userIdentity.type=userIdentity.type"));
  EXPECT_THAT(Load(summary).summary_attributes,
              ElementsAre("sourceIpAddress", "userIdentity.type"));
  EXPECT_THAT(ContextOf(Load("AlertContext: []\nSummaryAttributes: []\n")),
              ElementsAre("eventTime=eventTime", "eventName=eventName", "eventSource=eventSource",
                          "awsRegion=awsRegion", "recipientAccountId=recipientAccountId",
                          "sourceIPAddress=sourceIPAddress", "userAgent=userAgent",
                          "actor_user=actor_user"));
}

TEST(AlertKeys, BadContextsAreErrors) {
  const std::vector<std::pair<std::string, std::string>> table = {
      {"AlertContext: [a]",
       "8:16 error wrong-type: an entry of AlertContext must be a mapping, not a string ^a"},
      {"AlertContext: [{KeyName: a}]",
       "8:16 error missing-key: the entry of AlertContext has no KeyValue ^{"},
      {"AlertContext: [{KeyValue: {Key: a}}]",
       "8:16 error missing-key: the entry of AlertContext has no KeyName ^{"},
      {"AlertContext: [{KeyName: a, KeyValue: a}]",
       "8:39 error wrong-type: KeyValue must be a mapping such as {KeyPath: userIdentity.type}, "
       "not a string ^a"},
      {"AlertContext: [{KeyName: 5, KeyValue: {Key: a}}]",
       "8:26 error wrong-type: KeyName must be a string, not a number; quote it ^5"},
      {"AlertContext: [{KeyName: a, KeyValue: {}}]",
       "8:39 error missing-key: the field is missing: one of Key, DeepKey, KeyPath, Enrichment ^{"},
      {"AlertContext: [{KeyName: a, KeyValue: {Kye: b}}]",
       "8:40 error unknown-key: unknown key \"Kye\" in KeyValue, did you mean \"Key\"? ^Kye"},
      {"AlertContext: [{KeyName: a, KeyValue: {Key: b, Value: c}}]",
       "8:48 error unknown-key: unknown key \"Value\" in KeyValue ^Value"},
      {"AlertContext: [{KeyName: a, KeyValue: {Key: b}, KeyNam: c}]",
       "8:49 error unknown-key: unknown key \"KeyNam\" in an entry of AlertContext, did you mean "
       "\"KeyName\"? ^KeyNam"},
      {"AlertContext: [{KeyName: a, KeyValue: {Key: b}}, {KeyName: a, KeyValue: {Key: c}}]",
       "8:60 error repeated-entry: AlertContext has the KeyName \"a\" twice ^a"},
      {"AlertContext: [{KeyName: a, KeyValue: {Enrichment: {Table: t, Selector: s}}}]",
       "8:52 error missing-key: the Enrichment has no FieldPath ^{"},
      {"SummaryAttributes: [a..b]",
       "8:23 error invalid-path: invalid KeyPath: expected a member "
       "name ^."},
  };
  for (const auto& [line, problem] : table) {
    EXPECT_THAT(Problems(line), ElementsAre(problem)) << line;
  }
}

TEST(AlertKeys, ContextTakesEveryKeySpecifier) {
  EXPECT_THAT(ContextOf(Load("AlertContext:\n"
                             "- {KeyName: e, KeyValue: {Enrichment: {Table: t, Selector: a.b, "
                             "FieldPath: 'c[0]'}}}\n")),
              ElementsAre("e=p_enrichment.t[\"a.b\"].c[0]"));
}

TEST(AlertKeys, GroupByIsAListOfFields) {
  std::vector<std::string> fields;
  for (const FieldPath& field : Load("GroupBy: [{Key: a.b}, {DeepKey: [c, 0]}, {KeyPath: "
                                     "'d.e[*]'}, {Enrichment: {Table: t, Selector: s, FieldPath: "
                                     "f}}]\n")
                                    .group_by) {
    fields.push_back(ToString(field));
  }
  EXPECT_THAT(fields, ElementsAre("[\"a.b\"]", "c[0]", "d.e[*]", "p_enrichment.t.s.f"));
  EXPECT_THAT(Load("GroupBy: []").group_by, IsEmpty());
  const std::vector<std::pair<std::string, std::string>> table = {
      {"GroupBy: [a]",
       "8:11 error wrong-type: an entry of GroupBy must be a mapping such as {KeyPath: "
       "userIdentity.type}, not a string "
       "^a"},
      {"GroupBy: [{Kye: a}]",
       "8:12 error unknown-key: unknown key \"Kye\" in an entry of GroupBy, did you mean \"Key\"? "
       "^Kye"},
      {"GroupBy: [{Key: a, KeyPath: b}]",
       "8:20 error mixed-keys: Key and KeyPath cannot stand together; one of them names the field "
       "^KeyPath"},
      {"GroupBy: [{KeyPath: 'a.'}]",
       "8:24 error invalid-path: invalid KeyPath: expected a member name ^'"},
  };
  for (const auto& [line, problem] : table) {
    EXPECT_THAT(Problems(line), ElementsAre(problem)) << line;
  }
}

TEST(AlertKeys, DynamicSeveritiesAreReadInTheirOrder) {
  const Rule rule = Load(
      "DynamicSeverities:\n"
      "- {ChangeTo: HIGH, Conditions: [{Key: a, Condition: Exists}, {Key: b, Condition: IsNull}]}\n"
      "- ChangeTo: default\n"
      "  Conditions: [{Condition: AlwaysTrue}]\n"
      "- {ChangeTo: info, Conditions: []}\n");
  std::vector<std::pair<std::optional<Severity>, std::string>> entries;
  for (const DynamicSeverity& entry : rule.dynamic_severities) {
    entries.emplace_back(entry.severity, Print(entry.condition));
  }
  EXPECT_THAT(entries, ElementsAre(Pair(Severity::kHigh, "a exists and not (b is_not_null)"),
                                   Pair(std::nullopt, "always"), Pair(Severity::kInfo, "always")));
  EXPECT_EQ(rule.dynamic_severities[1].position.line, 10U);
  EXPECT_EQ(rule.dynamic_severities[1].position.column, 3U);
}

TEST(AlertKeys, BadDynamicSeveritiesAreErrors) {
  const std::vector<std::pair<std::string, std::string>> table = {
      {"DynamicSeverities: [High]",
       "8:21 error wrong-type: an entry of DynamicSeverities must be a mapping, not a string "
       "^High"},
      {"DynamicSeverities: [{ChangeTo: High}]",
       "8:21 error missing-key: the entry of DynamicSeverities has no Conditions ^{"},
      {"DynamicSeverities: [{Conditions: []}]",
       "8:21 error missing-key: the entry of DynamicSeverities has no ChangeTo ^{"},
      {"DynamicSeverities: [{ChangeTo: High, Conditions: [], Change: x}]",
       "8:54 error unknown-key: unknown key \"Change\" in an entry of DynamicSeverities, did you "
       "mean \"ChangeTo\"? ^Change"},
      {"DynamicSeverities: [{ChangeTo: Hihg, Conditions: []}]",
       "8:32 error invalid-value: unknown severity \"Hihg\" in ChangeTo, did you mean \"High\"? "
       "^Hihg"},
      {"DynamicSeverities: [{ChangeTo: Urgent, Conditions: []}]",
       "8:32 error invalid-value: unknown severity \"Urgent\" in ChangeTo; it is one of Info, Low, "
       "Medium, High, Critical, DEFAULT ^Urgent"},
      {"DynamicSeverities: [{ChangeTo: 5, Conditions: []}]",
       "8:32 error wrong-type: ChangeTo must be a string, not a number; quote it ^5"},
      {"DynamicSeverities: [{ChangeTo: High, Conditions: {Key: a, Condition: Exists}}]",
       "8:50 error wrong-type: Conditions must be a list, not a mapping ^{"},
      {"DynamicSeverities: [{ChangeTo: High, Conditions: [{Key: a, Condition: Is}]}]",
       "8:71 error unknown-condition: unknown condition \"Is\" ^Is"},
  };
  for (const auto& [line, problem] : table) {
    EXPECT_THAT(Problems(line), ElementsAre(problem)) << line;
  }
}

TEST(AlertKeys, DedupPeriodIsReadByItsTable) {
  struct Row {
    std::string text;
    std::int64_t minutes;
    std::string problem;
  };
  const std::vector<Row> table = {
      {"0", 60, "warning dedup-period: DedupPeriodMinutes 0 means the default, 60 ^0"},
      {"1", 5, "warning dedup-period: DedupPeriodMinutes below 5 means 5 ^1"},
      {"4", 5, "warning dedup-period: DedupPeriodMinutes below 5 means 5 ^4"},
      {"5", 5, ""},
      {"1440", 1440, ""},
      {"1441", 1441, "warning dedup-period: DedupPeriodMinutes is more than a day (1440) ^1441"},
      {"18446744073709551615", INT64_MAX,
       "warning dedup-period: DedupPeriodMinutes is more than a day (1440) ^18446744073709551615"},
  };
  for (const Row& row : table) {
    const LoadedText loaded(RuleWith("DedupPeriodMinutes: " + row.text));
    EXPECT_EQ(loaded.set.rules.at(0).dedup_period_minutes, row.minutes) << row.text;
    if (row.problem.empty()) {
      EXPECT_THAT(loaded.problems, IsEmpty()) << row.text;
    } else {
      EXPECT_THAT(loaded.problems, ElementsAre("8:21 " + row.problem));
    }
  }
  EXPECT_EQ(Load("").dedup_period_minutes, 60);
  for (const char* text : {"-1", "-9223372036854775808"}) {
    EXPECT_THAT(Problems(std::string("DedupPeriodMinutes: ") + text),
                ElementsAre(std::string("8:21 error invalid-value: DedupPeriodMinutes cannot be "
                                        "negative ^") +
                            text));
  }
}

TEST(AlertKeys, ThresholdIsAtLeastOne) {
  EXPECT_EQ(Load("").threshold, 1);
  EXPECT_EQ(Load("Threshold: 1").threshold, 1);
  EXPECT_EQ(Load("Threshold: 25").threshold, 25);
  for (const char* text : {"0", "-3"}) {
    EXPECT_THAT(
        Problems(std::string("Threshold: ") + text),
        ElementsAre(std::string("8:12 error invalid-value: Threshold must be at least 1 ^") +
                    text));
  }
}

TEST(AlertKeys, CreateAlertMakesSignals) {
  EXPECT_TRUE(Load("CreateAlert: true").creates_alert);
  EXPECT_FALSE(Load("CreateAlert: false").creates_alert);
}

TEST(AlertKeys, ReportsAreCopiedAndAttackIsRead) {
  const Rule rule = Load(
      "Reports:\n"
      "  MITRE ATT&CK: ['TA0005:T1562.003', T1562, AML.T0051]\n"
      "  CIS: [1.10, 01, \"2\"]\n");
  EXPECT_THAT(rule.reports, ElementsAre(Pair("MITRE ATT&CK",
                                             ElementsAre("TA0005:T1562.003", "T1562", "AML.T0051")),
                                        Pair("CIS", ElementsAre("1.10", "01", "2"))))
      << "numbers keep their text";
  EXPECT_THAT(rule.attack,
              ElementsAre(AttackReference{"TA0005", "T1562.003"}, AttackReference{"", "T1562"},
                          AttackReference{"", "AML.T0051"}));
}

TEST(AlertKeys, OddReportsAreReported) {
  const std::vector<std::pair<std::string, std::string>> table = {
      {"Reports: {MITRE ATT&CK: [Impair Defenses]}",
       "8:26 warning attack-reference: \"Impair Defenses\" is no ATT&CK reference such as "
       "TA0005:T1562.003; it is only shown ^Impair Defenses"},
      {"Reports: {CIS: 1.1}",
       "8:16 error wrong-type: the report \"CIS\" must be a list, not a number ^1.1"},
      {"Reports: {CIS: [true]}",
       "8:17 error wrong-type: an entry of the report \"CIS\" must be a string or a number, not a "
       "boolean ^true"},
  };
  for (const auto& [line, problem] : table) {
    EXPECT_THAT(Problems(line), ElementsAre(problem)) << line;
  }
  EXPECT_THAT(Problems("Reports: {MITRE ATT&CK: [5]}"),
              ElementsAre(HasSubstr("warning attack-reference")));
}

}  // namespace
}  // namespace trailsift
