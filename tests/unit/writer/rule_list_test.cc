#include "writer/rule_list.h"

#include <gtest/gtest.h>

namespace trailsift {
namespace {

RuleSet TwoRules() {
  RuleSet rules;
  Rule& first = rules.rules.emplace_back();
  first.id = "AWS.First";
  first.name = "First \"rule\"";
  first.severity = Severity::kHigh;
  first.built_in = true;
  first.place = {"builtin:AWS.First", 1, 1};
  first.attack = {{"TA0005", "T1562.003"}};
  first.tags = {"a", "b"};
  first.log_types = {"AWS.CloudTrail"};
  first.tests.resize(12);
  Rule& second = rules.rules.emplace_back();
  second.id = "B\x1b[31m";
  second.state = RuleState::kPython;
  second.place = {"rules/b.yml", 0, 0};
  return rules;
}

TEST(RuleList, TableIsAlignedAndEscaped) {
  EXPECT_EQ(FormatRuleTable(TwoRules(), {0, 1}),
            "ID         SEVERITY  TESTS  STATE        SOURCE\n"
            "AWS.First  high      12     active       built-in\n"
            "B\\x1b[31m  info      0      Python rule  rules/b.yml\n");
}

TEST(RuleList, JsonHoldsTheChosenRules) {
  EXPECT_EQ(FormatRuleJson(TwoRules(), {0}),
            "{\"schema\":\"trailsift.rules/1\",\"rules\":[\n"
            "{\"id\":\"AWS.First\",\"name\":\"First \\\"rule\\\"\",\"severity\":\"high\","
            "\"state\":\"active\",\"tags\":[\"a\",\"b\"],\"log_types\":[\"AWS.CloudTrail\"],"
            "\"tests\":12,"
            "\"mitre_attack\":[{\"tactic\":\"TA0005\",\"technique\":\"T1562.003\"}],"
            "\"source\":\"builtin:AWS.First\",\"line\":1}\n]}\n");
  EXPECT_EQ(FormatRuleJson(TwoRules(), {}), "{\"schema\":\"trailsift.rules/1\",\"rules\":[\n]}\n");
}

}  // namespace
}  // namespace trailsift
