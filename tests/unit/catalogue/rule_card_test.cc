#include "catalogue/rule_card.h"

#include <gtest/gtest.h>

#include "unit/catalogue/trees.h"

namespace trailsift {
namespace {

TEST(RuleCard, HoldsTheConditionAsConjunctsAndWhatOthersShare) {
  RuleSet rules;
  AddRule(rules, "shown",
          All({Equals("eventName", "A"), Any({Exists("b"), Exists("c")}), Negated(Exists("d")),
               Negated(Exists("e"))}));
  AddRule(rules, "same", IsIn("eventName", {"A", "B"}));
  AddRule(rules, "disabled", Exists("x"), RuleState::kDisabled);
  AddRule(rules, "python", {}, RuleState::kPython);
  rules.rules[0].inline_filter = ConditionOf(All({Exists("f"), Equals("g", "x")}));
  const RuleCard card = MakeRuleCard(rules, 0);
  EXPECT_TRUE(card.has_logic);
  EXPECT_EQ(card.conjuncts,
            (std::vector<std::string>{"eventName eq \"A\"", "(b exists or c exists)",
                                      "not (d exists or e exists)"}));
  EXPECT_EQ(card.filter_conjuncts, (std::vector<std::string>{"f exists", "g eq \"x\""}));
  ASSERT_EQ(card.same_action.size(), 1U);
  EXPECT_EQ(card.exclusions.size(), 2U);
  ASSERT_EQ(card.indicators.size(), 1U) << "the filter has none";
  EXPECT_EQ(card.indicators[0].corpus, 1U) << "the rule itself does not count";
  EXPECT_EQ(card.compared, 2U);
  EXPECT_EQ(card.python_rules, 1U);
  EXPECT_EQ(card.derived_rules, 0U);
}

TEST(RuleCard, OfAPythonRuleHasNoLogic) {
  RuleSet rules;
  AddRule(rules, "python", {}, RuleState::kPython);
  AddRule(rules, "other", Equals("eventName", "A"));
  const RuleCard card = MakeRuleCard(rules, 0);
  EXPECT_FALSE(card.has_logic);
  EXPECT_TRUE(card.conjuncts.empty());
  EXPECT_TRUE(card.indicators.empty());
  EXPECT_EQ(card.compared, 1U);
  EXPECT_EQ(card.python_rules, 0U) << "the rule itself is not left out";
}

TEST(RuleCard, OfARuleThatIsNotEvaluatedCountsAllOthers) {
  RuleSet rules;
  AddRule(rules, "other log type", Equals("a", "x"), RuleState::kOtherLogType);
  AddRule(rules, "other", Equals("a", "x"));
  const RuleCard card = MakeRuleCard(rules, 0);
  ASSERT_EQ(card.indicators.size(), 1U);
  EXPECT_EQ(card.indicators[0].corpus, 1U);
}

}  // namespace
}  // namespace trailsift
