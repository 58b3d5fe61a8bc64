#include "rule/rule_set.h"

#include <gtest/gtest.h>

namespace trailsift {
namespace {

TEST(RuleSet, CountsRulesByState) {
  RuleSet rules;
  for (const RuleState state : {RuleState::kActive, RuleState::kPython, RuleState::kActive}) {
    rules.rules.emplace_back().state = state;
  }
  EXPECT_EQ(rules.Count(RuleState::kActive), 2U);
  EXPECT_EQ(rules.Count(RuleState::kPython), 1U);
  EXPECT_EQ(rules.Count(RuleState::kDisabled), 0U);
}

TEST(Rule, IsEvaluableWhenItHasAConditionForCloudTrail) {
  for (const RuleState state :
       {RuleState::kActive, RuleState::kDisabled, RuleState::kPython, RuleState::kDerived,
        RuleState::kScheduled, RuleState::kOtherLogType}) {
    Rule rule;
    rule.state = state;
    EXPECT_EQ(rule.evaluable(), state == RuleState::kActive || state == RuleState::kDisabled);
  }
}

}  // namespace
}  // namespace trailsift
