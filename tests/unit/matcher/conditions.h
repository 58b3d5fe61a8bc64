#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "rule/condition.h"
#include "rule/rule_set.h"

namespace trailsift {

// Conditions written as trees: All({Equals("a", "x"), Not(Exists("b"))}). A tree is a condition
// whose root is its last node.
inline Condition Leaf(std::string_view field, Operator op, std::vector<Literal> operands = {}) {
  Condition condition;
  condition.root =
      condition.Add({FieldTest{*ParseKeyPath(field), op, std::move(operands), false}, {}});
  return condition;
}

inline Condition Equals(std::string_view field, std::string_view text) {
  return Leaf(field, Operator::kEquals, {Literal::String(std::string(text))});
}

inline Condition IsIn(std::string_view field, std::initializer_list<const char*> texts) {
  std::vector<Literal> operands;
  for (const char* text : texts) operands.push_back(Literal::String(text));
  return Leaf(field, Operator::kIsIn, std::move(operands));
}

inline Condition Contains(std::string_view field, std::string_view text) {
  return Leaf(field, Operator::kContains, {Literal::String(std::string(text))});
}

inline Condition Exists(std::string_view field) { return Leaf(field, Operator::kExists); }

// The same without letter case.
inline Condition Folded(Condition leaf) {
  std::get<FieldTest>(leaf.nodes[leaf.root].body).ignores_case = true;
  return leaf;
}

// A leaf of an inline filter.
inline Condition Filter(Condition leaf) {
  std::get<FieldTest>(leaf.nodes[leaf.root].body).passes_if_missing = true;
  return leaf;
}

// A comparison of two fields.
inline Condition Fields(std::string_view left, Operator op, std::string_view right) {
  Condition condition = Leaf(left, op);
  std::get<FieldTest>(condition.nodes[condition.root].body).other_field = *ParseKeyPath(right);
  return condition;
}

// A condition over the elements of a list.
inline Condition Elements(Group::Kind kind, std::string_view list, Condition element) {
  Condition condition;
  condition.element_conditions.push_back(std::move(element));
  condition.root = condition.Add({ElementTest{*ParseKeyPath(list), kind, 0}, {}});
  return condition;
}
inline Condition AnyElement(std::string_view list, Condition element) {
  return Elements(Group::Kind::kAny, list, std::move(element));
}

inline Condition Not(Condition leaf) {
  auto& test = std::get<FieldTest>(leaf.nodes[leaf.root].body);
  test.negated = !test.negated;
  return leaf;
}

inline Condition MakeGroup(Group::Kind kind, const std::vector<Condition>& children) {
  Condition condition;
  Group group;
  group.kind = kind;
  for (const Condition& child : children) {
    const auto shift = static_cast<NodeId>(condition.nodes.size());
    const auto element_shift = static_cast<std::uint32_t>(condition.element_conditions.size());
    for (const Condition& element : child.element_conditions) {
      condition.element_conditions.push_back(element);
    }
    for (Node node : child.nodes) {
      if (auto* inner = std::get_if<Group>(&node.body)) {
        for (NodeId& id : inner->children) id += shift;
      } else if (auto* test = std::get_if<ElementTest>(&node.body)) {
        test->element += element_shift;
      }
      condition.Add(std::move(node));
    }
    group.children.push_back(shift + child.root);
  }
  condition.root = condition.Add({std::move(group), {}});
  return condition;
}

inline Condition All(const std::vector<Condition>& children) {
  return MakeGroup(Group::Kind::kAll, children);
}
inline Condition Any(const std::vector<Condition>& children) {
  return MakeGroup(Group::Kind::kAny, children);
}
inline Condition OnlyOne(const std::vector<Condition>& children) {
  return MakeGroup(Group::Kind::kOnlyOne, children);
}
inline Condition None(const std::vector<Condition>& children) {
  return MakeGroup(Group::Kind::kNone, children);
}

// One rule for each condition, and the numbers of all.
inline RuleSet RulesOf(std::vector<Condition> conditions) {
  RuleSet rules;
  for (Condition& condition : conditions) {
    rules.rules.emplace_back().condition = std::move(condition);
  }
  return rules;
}

inline std::vector<RuleNumber> AllNumbers(const RuleSet& rules) {
  std::vector<RuleNumber> numbers;
  for (RuleNumber i = 0; i < rules.rules.size(); ++i) numbers.push_back(i);
  return numbers;
}

}  // namespace trailsift
