#include "cli/key_filter.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "loader/rule_loader.h"

namespace trailsift {
namespace {

using testing::HasSubstr;

Rule LoadRule(const std::string& lines) {
  const std::string text = R"(AnalysisType: rule
RuleID: Test.Rule
LogTypes: [AWS.CloudTrail, AWS.S3ServerAccess]
Detection: [{Key: eventName, Condition: Equals, Value: StopLogging}]
)" + lines;
  RuleSet rules;
  Diagnostics diagnostics;
  LoadRuleText(text, "rule.yml", true, rules, diagnostics);
  for (const Diagnostic& each : diagnostics) {
    EXPECT_NE(each.level, Diagnostic::Level::kError) << each.message;
  }
  return rules.rules.at(0);
}

TEST(KeyFilter, ComparesKeysOfTheRuleDocument) {
  const Rule rule = LoadRule(R"(Severity: High
Enabled: True
Tags: [AWS, "Identity & Access", ÄRGER]
Threshold: 010
Status: Experimental
Description: "a, b"
OutputIds: []
Reports: {"MITRE ATT&CK": ["TA0005:T1562.003"], CIS: [1.10]}
)");
  struct Case {
    const char* filter;
    bool satisfied;
  };
  const Case cases[] = {
      {"RuleID=test.rule", true},
      {"RuleID=Test", false},
      {"Severity=High", true},
      {"severity=HIGH", true},
      {"Severity=low,high", true},
      {"Severity=low, high ", true},
      {"Severity=low,medium", false},
      {"Enabled=true", true},
      {"Enabled=false", false},
      {"Tags=aws", true},
      {"Tags=identity & access", true},
      {"Tags=ärger", true},
      {"Tags=Identity", false},
      {"LogTypes=AWS.S3ServerAccess", true},
      {"Threshold=010", true},
      {"Threshold=10", false},
      {"Status=experimental", true},
      {"Reports=ta0005:t1562.003", true},
      {"Reports=1.10", true},
      {"Reports=CIS", false},
      {"Detection=StopLogging", true},
      // Absent or empty: no value is held, whatever it would default to.
      {"DedupPeriodMinutes=60", false},
      {"DisplayName=Test.Rule", false},
      {"OutputIds=x", false},
  };
  for (const Case& each : cases) {
    SCOPED_TRACE(each.filter);
    const auto filters = ReadKeyFilters({each.filter});
    ASSERT_TRUE(filters.has_value()) << filters.error().message;
    EXPECT_EQ(SatisfiesAll(rule, *filters), each.satisfied);
    std::string opposite = each.filter;
    opposite.insert(opposite.find('='), "!");
    EXPECT_EQ(SatisfiesAll(rule, ReadKeyFilters({opposite}).value()), !each.satisfied);
  }
}

TEST(KeyFilter, AllFiltersMustAgree) {
  const Rule rule = LoadRule("Severity: High\nEnabled: true\nTags: [a]\n");
  EXPECT_TRUE(SatisfiesAll(rule, {}));
  EXPECT_TRUE(SatisfiesAll(rule, *ReadKeyFilters({"Severity=high", "Tags=a", "Tags!=b"})));
  EXPECT_FALSE(SatisfiesAll(rule, *ReadKeyFilters({"Severity=high", "Tags=b"})));
  EXPECT_FALSE(SatisfiesAll(rule, *ReadKeyFilters({"Tags=a", "Severity!=high"})));
}

TEST(KeyFilter, RefusesWhatItCannotRead) {
  struct Case {
    const char* filter;
    const char* message;
  };
  const Case cases[] = {
      {"Severity", "exactly one '='"},
      {"Severity!High", "exactly one '='"},
      {"Severity==High", "exactly one '='"},
      {"Severity=a=b", "exactly one '='"},
      {"Severity!=a=b", "exactly one '='"},
      {"Severty=High", "unknown key of a rule 'Severty'; did you mean 'Severity'?"},
      {"Colour=red", "unknown key of a rule 'Colour'; valid: AnalysisType, RuleID,"},
      {"=High", "unknown key of a rule ''"},
      {"!=High", "unknown key of a rule ''"},
      {"Severity=", "has an empty value in 'Severity='"},
      {"Severity=a,,b", "has an empty value"},
      {"Severity=a,", "has an empty value"},
  };
  for (const Case& each : cases) {
    SCOPED_TRACE(each.filter);
    const auto filters = ReadKeyFilters({"Tags=a", each.filter});
    ASSERT_FALSE(filters.has_value());
    EXPECT_THAT(filters.error().message, HasSubstr(each.message));
  }
}

}  // namespace
}  // namespace trailsift
