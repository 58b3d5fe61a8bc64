// Section 6.2 of the rule specification: the normalised notation.
#include "rule/condition.h"

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

namespace trailsift {
namespace {

// A tree that is written down in place.
struct Tree {
  std::variant<FieldTest, Group::Kind> body;
  std::vector<Tree> children;
};

Tree Leaf(const std::string& field, Operator op, std::vector<Literal> operands = {}) {
  return {FieldTest{*ParseKeyPath(field), op, std::move(operands), false}, {}};
}
Tree Exists(const std::string& field) { return Leaf(field, Operator::kExists); }
Tree Equals(const std::string& field, Literal value) {
  return Leaf(field, Operator::kEquals, {std::move(value)});
}
Tree Negated(Tree leaf) {
  std::get<FieldTest>(leaf.body).negated = true;
  return leaf;
}
Tree All(std::vector<Tree> children) { return {Group::Kind::kAll, std::move(children)}; }
Tree Any(std::vector<Tree> children) { return {Group::Kind::kAny, std::move(children)}; }
Tree OnlyOne(std::vector<Tree> children) { return {Group::Kind::kOnlyOne, std::move(children)}; }
Tree None(std::vector<Tree> children) { return {Group::Kind::kNone, std::move(children)}; }

NodeId Add(Condition& condition, const Tree& tree) {
  if (const auto* test = std::get_if<FieldTest>(&tree.body)) return condition.Add({*test, {}});
  Group group{std::get<Group::Kind>(tree.body), {}};
  for (const Tree& child : tree.children) group.children.push_back(Add(condition, child));
  return condition.Add({std::move(group), {}});
}

std::string Printed(const Tree& tree) {
  Condition condition;
  condition.root = Add(condition, tree);
  return Print(condition);
}

using Table = std::vector<std::pair<Tree, std::string>>;
void Check(const Table& table) {
  for (const auto& [tree, printed] : table) EXPECT_EQ(Printed(tree), printed);
}

const Tree kA = Exists("a");
const Tree kB = Exists("b");
const Tree kC = Exists("c");
const Tree kD = Exists("d");

TEST(PrintCondition, Leaves) {
  Check({
      {Equals("a", Literal::String("x")), "a eq \"x\""},
      {Equals("a", Literal::String("q\"\\\n\x01\xC3\xA9")), "a eq \"q\\\"\\\\\\n\\u0001\xC3\xA9\""},
      {Equals("a", Literal::Number("18446744073709551615")), "a eq 18446744073709551615"},
      {Equals("a", Literal::Number("1.50")), "a eq 1.50"},
      {Equals("a", Literal::Boolean(true)), "a eq true"},
      {Equals("a", Literal::Boolean(false)), "a eq false"},
      {Leaf("a", Operator::kContains, {Literal::String("x")}), "a contains \"x\""},
      {Leaf("a", Operator::kStartsWith, {Literal::String("x")}), "a starts_with \"x\""},
      {Leaf("a", Operator::kEndsWith, {Literal::String("x")}), "a ends_with \"x\""},
      {Leaf("a", Operator::kIsIn, {Literal::String("x"), Literal::String("y")}),
       "a in [\"x\", \"y\"]"},
      {Leaf("a", Operator::kIsIn), "a in []"},
      {Leaf("a", Operator::kExists), "a exists"},
      {Leaf("a", Operator::kIsNotNull), "a is_not_null"},
      {Exists("a.b[0][*].c"), "a.b[0][*].c exists"},
      {Exists("[\"a.b\"].c[\"d]\"]"), "[\"a.b\"].c[\"d]\"] exists"},
      {Exists("."), ". exists"},
  });
}

TEST(PrintCondition, NegativeLeavesAreExclusionsAtTheTopLevel) {
  Check({
      {Negated(Equals("a", Literal::Number("1"))), "not (a eq 1)"},
      {Negated(Leaf("a", Operator::kIsNotNull)), "not (a is_not_null)"},
      {Negated(kA), "not (a exists)"},
      {All({Negated(kA), kB, Negated(kC), kD}),
       "b exists and d exists and not (a exists or c exists)"},
  });
}

TEST(PrintCondition, NegativeLeavesBelowTheTopLevel) {
  Check({
      {Any({Negated(Equals("a", Literal::Number("1"))), kB}), "a ne 1 or b exists"},
      {Any({Negated(Leaf("a", Operator::kIsNotNull)), kB}), "a is_null or b exists"},
      {Any({Negated(kA), kB}), "not (a exists) or b exists"},
      {Any({Negated(Leaf("a", Operator::kIsIn, {Literal::String("x")})), kB}),
       "not (a in [\"x\"]) or b exists"},
      {OnlyOne({Negated(kA), kB}), "one_of(not (a exists), b exists)"},
  });
}

TEST(PrintCondition, TheTopLevelIsFlattened) {
  Check({
      {All({kA}), "a exists"},
      {All({kA, All({kB, All({kC}), Negated(kD)})}),
       "a exists and b exists and c exists and not (d exists)"},
      {All({None({kB, kC}), kA, Negated(kD)}),
       "a exists and not (b exists or c exists or d exists)"},
      {None({kA, Any({kB, Any({kC})})}), "not (a exists or b exists or c exists)"},
      {None({Negated(kA), kB}), "a exists and not (b exists)"},
      {None({All({kA, kB}), kC}), "not (a exists and b exists or c exists)"},
      {None({None({kA})}), "not (not (a exists))"},
      {None({OnlyOne({kA, kB})}), "not (one_of(a exists, b exists))"},
      {None({All({Negated(kA), kB})}), "not (not (a exists) and b exists)"},
      {All({OnlyOne({kA, kB}), kC}), "one_of(a exists, b exists) and c exists"},
  });
}

TEST(PrintCondition, BracketsStandOnlyWhereTheyAreNeeded) {
  Check({
      {Any({kA, kB}), "a exists or b exists"},
      {All({Any({kA, kB})}), "a exists or b exists"},
      {All({Any({kA, kB}), kC}), "(a exists or b exists) and c exists"},
      {All({Any({kA}), kC}), "a exists and c exists"},
      {Any({All({kA, kB}), kC}), "a exists and b exists or c exists"},
      {Any({All({kA, Any({kB, kC})}), kD}), "a exists and (b exists or c exists) or d exists"},
      {Any({kA, Any({kB, kC})}), "a exists or b exists or c exists"},
      {OnlyOne({Any({kA, kB}), All({kC, kD})}),
       "one_of(a exists or b exists, c exists and d exists)"},
      {Any({None({kA, kB}), kC}), "not (a exists or b exists) or c exists"},
  });
}

TEST(PrintCondition, EmptyGroupsHaveWords) {
  Check({
      {All({}), "always"},
      {None({}), "always"},
      {Any({}), "never"},
      {OnlyOne({}), "never"},
      {All({All({}), None({})}), "always"},
      {All({kA, Any({})}), "a exists and never"},
      {Any({kA, All({})}), "a exists or always"},
      {OnlyOne({kA, None({})}), "one_of(a exists, always)"},
  });
  EXPECT_EQ(Print(Condition{}), "never") << "a condition without nodes never holds";
}

TEST(PrintConjuncts, GivesEachConjunctAndTheExclusionsTogether) {
  const auto conjuncts = [](const Tree& tree) {
    Condition condition;
    condition.root = Add(condition, tree);
    return PrintConjuncts(condition);
  };
  using Texts = std::vector<std::string>;
  EXPECT_EQ(
      conjuncts(All({kA, Negated(kB), Any({kC, kD}), None({All({kA, kB})})})),
      (Texts{"a exists", "(c exists or d exists)", "not (b exists or a exists and b exists)"}));
  EXPECT_EQ(conjuncts(Any({kA, kB})), Texts{"a exists or b exists"});
  EXPECT_EQ(conjuncts(All({})), Texts{"always"});
  EXPECT_EQ(PrintConjuncts(Condition{}), Texts{"never"});
}

TEST(PrintNode, IsTheFormBelowTheTopLevel) {
  Condition condition;
  const NodeId node = Add(condition, Negated(Equals("a.b", Literal::String("x"))));
  EXPECT_EQ(Print(condition, node), "a.b ne \"x\"");
}

}  // namespace
}  // namespace trailsift
