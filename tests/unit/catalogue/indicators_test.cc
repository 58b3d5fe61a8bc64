// Section 6.4 of the rule specification: the values that a rule looks for, and who shares them.
#include "catalogue/indicators.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "unit/catalogue/trees.h"

namespace trailsift {
namespace {

std::string Shown(const Tree& tree) {
  std::string text;
  for (const Indicator& indicator : FindIndicators(ConditionOf(tree))) {
    text += fmt::format("{}{} {} {}", text.empty() ? "" : "; ", indicator.field, indicator.kind,
                        Print(indicator.value));
  }
  return text;
}

using Table = std::vector<std::pair<Tree, std::string>>;
void Check(const Table& table) {
  for (const auto& [tree, shown] : table) {
    EXPECT_EQ(Shown(tree), shown) << Print(ConditionOf(tree));
  }
}

TEST(Indicators, APositiveLeafGivesItsValueAndInOneRowForEach) {
  Check({
      {Equals("a", "x"), "a eq \"x\""},
      {Equals("a", Literal::Number("403")), "a eq 403"},
      {Equals("a", Literal::Boolean(true)), "a eq true"},
      {IgnoringCase(Leaf("a", Operator::kStartsWith, {Literal::String("x")})),
       "a istarts_with \"x\""},
      {Leaf("a", Operator::kIsGreater, {Literal::Number("5")}), "a gt 5"},
      {IsIn("a", {"y", "x"}), "a eq \"x\"; a eq \"y\""},
      {Leaf("a", Operator::kIsInCidr,
            {Literal::String("10.0.0.0/8"), Literal::String("11.0.0.0/8")}),
       "a cidr \"10.0.0.0/8\"; a cidr \"11.0.0.0/8\""},
  });
}

TEST(Indicators, UnaryAbsoluteAndTwoFieldConditionsGiveNone) {
  Tree two = Leaf("a", Operator::kEquals);
  std::get<FieldTest>(two.body).other_field = *ParseKeyPath("b");
  Check({{Exists("a"), ""},
         {Leaf("a", Operator::kIsPublicIpAddress), ""},
         {two, ""},
         {All({}), ""},
         {Any({}), ""}});
  EXPECT_TRUE(FindIndicators(Condition{}).empty());
}

TEST(Indicators, TheyComeFromAnywhereInTheTreeUnderNoNegation) {
  Check({
      {Any({Equals("a", "x"), All({Equals("b", "y"), OnlyOne({Equals("c", "z")})})}),
       "a eq \"x\"; b eq \"y\"; c eq \"z\""},
      {All({Negated(Equals("a", "x")), Equals("b", "y")}), "b eq \"y\""},
      {All({None({Equals("a", "x")}), Equals("b", "y")}), "b eq \"y\""},
      {All({None({All({Equals("a", "x"), Any({Equals("c", "z")})})})}), ""},
  });
}

TEST(Indicators, ADoubleNegationCountsAsPositive) {
  Check({
      {None({Negated(Equals("a", "x"))}), "a eq \"x\""},
      {None({None({Equals("a", "x"), Negated(Equals("b", "y"))})}), "a eq \"x\""},
      {None({None({None({Equals("a", "x")})})}), ""},
      {Elements(Group::Kind::kNone, "list", Negated(Equals("a", "x"))), "list[*].a eq \"x\""},
      {None({Elements(Group::Kind::kNone, "list", Equals("a", "x"))}), "list[*].a eq \"x\""},
  });
}

TEST(Indicators, InsideElementsTheFieldIsThatOfTheList) {
  Check({
      {Elements(Group::Kind::kAny, "r.list", Equals("a.b", "x")), "r.list[*].a.b eq \"x\""},
      {Elements(Group::Kind::kAll, "list", Equals(".", "x")), "list[*] eq \"x\""},
      {Elements(Group::Kind::kOnlyOne, "list",
                All({Elements(Group::Kind::kAny, "inner", Equals("a", "x"))})),
       "list[*].inner[*].a eq \"x\""},
      // A path with [*] is the list already.
      {Elements(Group::Kind::kAny, "list[*]", Equals("a", "x")), "list[*].a eq \"x\""},
      {Elements(Group::Kind::kAny, "list[*].b", Equals(".", "x")), "list[*].b eq \"x\""},
      {Elements(Group::Kind::kNone, "list", Equals("a", "x")), ""},
  });
}

TEST(Indicators, RepeatsMergeAndRowsAreSortedByFieldKindAndValue) {
  Check({
      {Any({Equals("b", "x"), Equals("a", "y"), Equals("a", "x"), IsIn("a", {"x", "w"})}),
       "a eq \"w\"; a eq \"x\"; a eq \"y\"; b eq \"x\""},
      {Any({Leaf("a", Operator::kStartsWith, {Literal::String("x")}), Equals("a", "x"),
            Leaf("a", Operator::kContains, {Literal::String("x")})}),
       "a contains \"x\"; a eq \"x\"; a starts_with \"x\""},
      {Any({Equals("a", Literal::Number("10")), Equals("a", Literal::Number("9"))}),
       "a eq 9; a eq 10"},
      {Any({Equals("eventName", "x"), Equals("eventname", "x")}), "eventName eq \"x\""},
  });
}

// Two rules share an indicator, or they do not.
struct SharedRow {
  Tree left;
  Tree right;
  std::uint64_t count;  // Of the left indicator in both.
};

TEST(IndicatorCorpus, ComparesFieldWithoutCaseKindTypeAndValue) {
  const auto number = [](const char* token) { return Equals("a", Literal::Number(token)); };
  const std::vector<SharedRow> table = {
      {Equals("a", "x"), Equals("a", "x"), 2},
      {Equals("eventName", "x"), Equals("EVENTNAME", "x"), 2},
      {Equals("a", "x"), IsIn("a", {"w", "x"}), 2},
      {Equals("a", "x"), Equals("a", "X"), 1},
      {Equals("a", "x"), Equals("b", "x"), 1},
      {Equals("a", "x"), Leaf("a", Operator::kContains, {Literal::String("x")}), 1},
      {Equals("a", "x"), IgnoringCase(Equals("a", "x")), 1},
      {IgnoringCase(Equals("a", "Straße")), IgnoringCase(Equals("a", "STRAßE")), 2},
      {Equals("a", "403"), number("403"), 1},
      {number("403"), number("403.0"), 2},
      {number("9007199254740993"), number("9007199254740992"), 1},
      {Equals("a", "true"), Equals("a", Literal::Boolean(true)), 1},
      {Equals("a", Literal::Boolean(true)), Equals("a", Literal::Boolean(false)), 1},
      {Equals("a", "x"), Negated(Equals("a", "x")), 1},
      {Equals("list[*].a", "x"), Elements(Group::Kind::kAny, "list", Equals("a", "x")), 2},
  };
  for (const SharedRow& row : table) {
    RuleSet rules;
    AddRule(rules, "left", row.left);
    AddRule(rules, "right", row.right);
    const std::vector<Indicator> indicators = FindIndicators(rules.rules[0].condition);
    ASSERT_EQ(indicators.size(), 1U);
    EXPECT_EQ(IndicatorCorpus(rules).Count(indicators[0]), row.count)
        << Print(rules.rules[0].condition) << " / " << Print(rules.rules[1].condition);
  }
}

TEST(IndicatorCorpus, CountsEvaluableRulesOnceEach) {
  RuleSet rules;
  AddRule(rules, "active", Any({Equals("a", "x"), IsIn("A", {"x"})}));
  AddRule(rules, "disabled", Equals("a", "x"), RuleState::kDisabled);
  AddRule(rules, "python", Equals("a", "x"), RuleState::kPython);
  AddRule(rules, "other", Equals("a", "x"), RuleState::kOtherLogType);
  const IndicatorCorpus corpus(rules);
  EXPECT_EQ(corpus.Count({"a", "eq", Literal::String("x")}), 2U);
  EXPECT_EQ(corpus.Count({"a", "eq", Literal::String("y")}), 0U);
}

}  // namespace
}  // namespace trailsift
