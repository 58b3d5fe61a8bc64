#include "writer/rule_summary.h"

#include <gtest/gtest.h>

#include <string>

namespace trailsift {
namespace {

RuleSet RulesIn(std::initializer_list<RuleState> states) {
  RuleSet rules;
  for (const RuleState state : states) {
    Rule& rule = rules.rules.emplace_back();
    rule.id = "R" + std::to_string(rules.rules.size());
    rule.state = state;
  }
  return rules;
}

TEST(DescribeRules, AccountsForEveryRule) {
  using enum RuleState;
  EXPECT_EQ(DescribeRules({}, {}), "0 run");
  EXPECT_EQ(DescribeRules(RulesIn({kActive, kActive}), {0, 1}), "2 run");
  EXPECT_EQ(DescribeRules(RulesIn({kActive, kActive, kDisabled}), {1}),
            "1 run; not run: 1 disabled, 1 not selected");
  EXPECT_EQ(DescribeRules(RulesIn({kDerived, kScheduled, kOtherLogType, kOtherLogType}), {}),
            "0 run; not run: 1 derived, 1 scheduled, 2 for other log types");
}

TEST(DescribeRules, NamesPythonRules) {
  using enum RuleState;
  EXPECT_EQ(DescribeRules(RulesIn({kPython, kActive, kPython}), {1}),
            "1 run; not run: 2 Python (R1, R3)");
  EXPECT_EQ(DescribeRules(RulesIn({kPython, kPython, kPython, kPython, kPython, kPython}), {}),
            "0 run; not run: 6 Python (R1, R2, R3, R4, R5 and 1 more, see 'trailsift rules list')");
}

TEST(DescribeRules, CountsOtherDocumentsAndEscapesThem) {
  RuleSet rules;
  rules.other_types = {{"correlation_rule", 3}, {"policy", 2}, {"x\x1b", 1}};
  rules.untyped_documents = 3;
  EXPECT_EQ(DescribeRules(rules, {}),
            "0 run; other documents: 3 correlation_rule (not yet supported), 2 policy, 1 x\\x1b, 3 "
            "without AnalysisType");
}

}  // namespace
}  // namespace trailsift
