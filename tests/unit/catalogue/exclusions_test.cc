// Section 6.3 of the rule specification: what must not hold.
#include "catalogue/exclusions.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "unit/catalogue/trees.h"

namespace trailsift {
namespace {

// "field kind [values]", "; " between rows.
std::string Shown(const Tree& tree) {
  std::string text;
  for (const Exclusion& exclusion : FindExclusions(ConditionOf(tree))) {
    std::string values = exclusion.expression;
    for (const Literal& value : exclusion.values) {
      values += fmt::format("{}{}", values.empty() ? "" : ", ", Print(value));
    }
    text += fmt::format("{}{} {} [{}]", text.empty() ? "" : "; ", exclusion.field, exclusion.kind,
                        values);
  }
  return text;
}

using Table = std::vector<std::pair<Tree, std::string>>;
void Check(const Table& table) {
  for (const auto& [tree, shown] : table) {
    EXPECT_EQ(Shown(tree), shown) << Print(ConditionOf(tree));
  }
}

TEST(Exclusions, ANegativeLeafGivesItsFieldPositiveOperatorAndValues) {
  Check({
      {All({Negated(Leaf("a", Operator::kIsNotNull))}), "a is_not_null []"},
      {All({Negated(Leaf("a", Operator::kIsNotEmpty))}), "a is_not_empty []"},
      {All({Negated(Exists("a"))}), "a exists []"},
      {All({Negated(Equals("a.b", "x"))}), "a.b eq [\"x\"]"},
      {All({Negated(Equals("a", Literal::Number("403")))}), "a eq [403]"},
      {All({Negated(IgnoringCase(Equals("a", "x")))}), "a ieq [\"x\"]"},
      {All({Negated(IsIn("a", {"x", "y"}))}), "a in [\"x\", \"y\"]"},
      {All({Negated(Leaf("a", Operator::kIsInCidr, {Literal::String("10.0.0.0/8")}))}),
       "a cidr [\"10.0.0.0/8\"]"},
      {Negated(Equals("a", "x")), "a eq [\"x\"]"},
      {All({Equals("a", "x"), Exists("b")}), ""},
  });
}

TEST(Exclusions, TheyStandInTheOrderOfTheFile) {
  Check({{All({Negated(Exists("c")), All({Negated(Exists("a"))}), None({Exists("b")})}),
          "c exists []; a exists []; b exists []"}});
}

TEST(Exclusions, NoneGivesARowForEachChildAndAnyInsideIsFlattened) {
  Check({
      {All({None({Exists("a"), Equals("b", "x")})}), "a exists []; b eq [\"x\"]"},
      {All({None({Any({Exists("a"), Any({Exists("b")})}), Exists("c")})}),
       "a exists []; b exists []; c exists []"},
      {All({None({})}), ""},
  });
}

TEST(Exclusions, ANegativeChildOfNoneIsAConjunctAndNoExclusion) {
  const Tree tree = All({None({Negated(Equals("a", "x")), Exists("b")})});
  EXPECT_EQ(Shown(tree), "b exists []");
  EXPECT_EQ(Print(ConditionOf(tree)), "a eq \"x\" and not (b exists)");
  Check({{All({None({Any({Negated(Exists("a")), Exists("b")})})}), "b exists []"},
         {All({None({Elements(Group::Kind::kNone, "list", Exists("x"))})}), ""}});
}

TEST(Exclusions, ACompoundChildOfNoneIsAnExpression) {
  Check({
      {All({None({All({Exists("a"), Negated(Equals("b", "x"))}), Exists("c")})}),
       " expression [a exists and b ne \"x\"]; c exists []"},
      {All({None({OnlyOne({Exists("a"), Exists("b")})})}),
       " expression [one_of(a exists, b exists)]"},
      {All({None({None({Exists("a")})})}), " expression [not (a exists)]"},
  });
}

TEST(Exclusions, ElementsGiveTheConditionOnThem) {
  Check({
      {All({Elements(Group::Kind::kNone, "list", All({Exists("x"), Negated(Exists("y"))}))}),
       "list any [x exists and not (y exists)]"},
      {All({None({Elements(Group::Kind::kAny, "list", Exists("x"))})}), "list any [x exists]"},
      {All({None({Elements(Group::Kind::kAll, "list", Exists("x"))})}), "list all [x exists]"},
      {All({None({Elements(Group::Kind::kOnlyOne, "list", Exists("x"))})}), "list one [x exists]"},
      {All({Elements(Group::Kind::kAny, "list", Negated(Exists("x")))}), ""},
  });
}

TEST(Exclusions, ComparisonsOfFieldsNameTheOtherField) {
  Tree tree = Negated(Leaf("a", Operator::kEquals));
  std::get<FieldTest>(tree.body).other_field = *ParseKeyPath("b.c");
  Check({{All({tree}), "a eq [field:b.c]"}});
}

TEST(Exclusions, OnlyTheTopLevelCounts) {
  Check({
      {Any({Negated(Exists("a")), Negated(Exists("b"))}), ""},
      {All({OnlyOne({Negated(Exists("a")), None({Exists("b")})})}), ""},
  });
  EXPECT_TRUE(FindExclusions(Condition{}).empty());
}

}  // namespace
}  // namespace trailsift
