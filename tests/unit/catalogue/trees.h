#pragma once

#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "rule/condition.h"
#include "rule/rule_set.h"

namespace trailsift {

// A condition written down in place: All({Equals("a", "x"), Negated(Exists("b"))}).
struct Tree {
  struct Elements {
    FieldPath field;
    Group::Kind kind;
  };
  std::variant<FieldTest, Group::Kind, Elements> body;
  std::vector<Tree> children;  // Of Elements the only one.
};

inline Tree Leaf(const std::string& field, Operator op, std::vector<Literal> operands = {}) {
  return {FieldTest{*ParseKeyPath(field), op, std::move(operands), false}, {}};
}
inline Tree Exists(const std::string& field) { return Leaf(field, Operator::kExists); }
inline Tree Equals(const std::string& field, Literal value) {
  return Leaf(field, Operator::kEquals, {std::move(value)});
}
inline Tree Equals(const std::string& field, const char* text) {
  return Equals(field, Literal::String(text));
}
inline Tree IsIn(const std::string& field, const std::vector<std::string>& texts) {
  std::vector<Literal> operands;
  for (const std::string& text : texts) operands.push_back(Literal::String(text));
  return Leaf(field, Operator::kIsIn, std::move(operands));
}
inline Tree Negated(Tree leaf) {
  std::get<FieldTest>(leaf.body).negated = true;
  return leaf;
}
inline Tree IgnoringCase(Tree leaf) {
  std::get<FieldTest>(leaf.body).ignores_case = true;
  return leaf;
}
inline Tree All(std::vector<Tree> children) { return {Group::Kind::kAll, std::move(children)}; }
inline Tree Any(std::vector<Tree> children) { return {Group::Kind::kAny, std::move(children)}; }
inline Tree OnlyOne(std::vector<Tree> children) {
  return {Group::Kind::kOnlyOne, std::move(children)};
}
inline Tree None(std::vector<Tree> children) { return {Group::Kind::kNone, std::move(children)}; }
inline Tree Elements(Group::Kind kind, const std::string& list, Tree inner) {
  return {Tree::Elements{*ParseKeyPath(list), kind}, {std::move(inner)}};
}

inline NodeId AddTree(Condition& condition, const Tree& tree);

inline Condition ConditionOf(const Tree& tree) {
  Condition condition;
  condition.root = AddTree(condition, tree);
  return condition;
}

inline NodeId AddTree(Condition& condition, const Tree& tree) {
  if (const auto* test = std::get_if<FieldTest>(&tree.body)) return condition.Add({*test, {}});
  if (const auto* elements = std::get_if<Tree::Elements>(&tree.body)) {
    const auto index = static_cast<std::uint32_t>(condition.element_conditions.size());
    condition.element_conditions.push_back(ConditionOf(tree.children.front()));
    return condition.Add({ElementTest{elements->field, elements->kind, index}, {}});
  }
  Group group{std::get<Group::Kind>(tree.body), {}};
  for (const Tree& child : tree.children) group.children.push_back(AddTree(condition, child));
  return condition.Add({std::move(group), {}});
}

inline void AddRule(RuleSet& rules, std::string id, const Tree& tree,
                    RuleState state = RuleState::kActive) {
  Rule& rule = rules.rules.emplace_back();
  rule.id = std::move(id);
  rule.state = state;
  if (state != RuleState::kPython) rule.condition = ConditionOf(tree);
}

}  // namespace trailsift
