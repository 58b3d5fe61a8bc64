#include "writer/rule_list.h"

#include <gtest/gtest.h>

#include <sstream>
#include <string>

#include "writer/terminal_text.h"
#include "written_text.h"

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

std::string Table(const RuleSet& rules, const WriterOptions& options) {
  return StreamedText([&](OutputStream& stream) {
    WriteRuleTable(stream, rules, {0, 1}, options);
  });
}

TEST(RuleList, TableIsAlignedAndEscaped) {
  EXPECT_EQ(Table(TwoRules(), {}),
            "ID         SEVERITY  TESTS  STATE        SOURCE\n"
            "AWS.First  high      12     active       built-in\n"
            "B\\x1b[31m  info      0      Python rule  rules/b.yml\n");
}

TEST(RuleList, TableIsCutOnATerminalOnly) {
  RuleSet rules = TwoRules();
  rules.rules[0].id = "AWS.Bedrock.DeleteModelInvocationLoggingConfiguration";
  rules.rules[1].place = {"a/long/folder/of/rules/b.yml", 120, 1};
  const std::string whole = Table(rules, {});
  EXPECT_EQ(whole,
            "ID                                                     SEVERITY  TESTS  STATE        "
            "SOURCE\n"
            "AWS.Bedrock.DeleteModelInvocationLoggingConfiguration  high      12     active       "
            "built-in\n"
            "B\\x1b[31m                                              info      0      Python rule  "
            "a/long/folder/of/rules/b.yml:120\n");
  EXPECT_EQ(Table(rules, {.terminal = true, .width = 200}), whole);
  EXPECT_EQ(Table(rules, {.terminal = true, .width = 80}),
            "ID                                           SEVERITY  TESTS  STATE     SOURCE\n"
            "AWS.Bedrock.DeleteModelInvocationLoggingCo…  high      12     active    built-in\n"
            "B\\x1b[31m                                    info      0      Python …  …yml:120\n");
  for (std::size_t width = 36; width < 130; ++width) {
    std::istringstream lines(Table(rules, {.terminal = true, .width = width}));
    for (std::string line; std::getline(lines, line);) ASSERT_LE(DisplayWidth(line), width);
  }
}

TEST(RuleList, ColoursTheSeverityOnly) {
  EXPECT_NE(Table(TwoRules(), {.colour = true}).find("AWS.First  \x1b[31mhigh\x1b[0m      12"),
            std::string::npos);
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
