#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "rule/rule.h"
#include "support/choices.h"
#include "support/random_values.h"

namespace trailsift {

// Makes conditions of every shape that the language has, but for leaves that pass if missing.
class ConditionGenerator {
 public:
  explicit ConditionGenerator(Choices& choices) : choices_(choices) {}

  // At most `depth` groups above a leaf.
  Condition Next(std::uint32_t depth) {
    Condition condition;
    condition.root = AddNode(condition, depth);
    return condition;
  }

  // Adds a subtree to a condition and returns its root.
  NodeId AddNode(Condition& condition, std::uint32_t depth) {
    if (elements_above_ < 2 && choices_.OneIn(6)) return AddElementTest(condition);
    if (depth == 0 || choices_.OneIn(3)) return condition.Add({NextLeaf(), {}});
    Group group;
    group.kind = NextKind();
    for (std::uint32_t i = choices_.Below(5); i > 0; --i) {
      group.children.push_back(AddNode(condition, depth - 1));
    }
    return condition.Add({std::move(group), {}});
  }

 private:
  Group::Kind NextKind() {
    constexpr std::array kKinds = {Group::Kind::kAll, Group::Kind::kAny, Group::Kind::kOnlyOne,
                                   Group::Kind::kNone};
    return kKinds[choices_.Below(kKinds.size())];
  }

  NodeId AddElementTest(Condition& condition) {
    const bool in_element = elements_above_ > 0;
    ElementTest test;
    test.field =
        *ParseKeyPath(choices_.PickOften(in_element ? SomeElementListPaths() : SomeListPaths()));
    test.kind = NextKind();
    ++elements_above_;
    Condition element = Next(choices_.Below(3));
    --elements_above_;
    test.element = static_cast<std::uint32_t>(condition.element_conditions.size());
    condition.element_conditions.push_back(std::move(element));
    return condition.Add({std::move(test), {}});
  }

  // Any path, or one where the operator often finds what it looks for.
  FieldPath NextPath(Operator op) {
    const bool in_element = elements_above_ > 0;
    if (choices_.OneIn(2)) {
      if (op >= Operator::kIsGreater && op <= Operator::kIsLessOrEqual) return *ParseKeyPath("n");
      if (op >= Operator::kIsIpAddress) {
        return *ParseKeyPath(!in_element ? "sourceIPAddress" : choices_.OneIn(2) ? "i" : ".");
      }
    }
    return *ParseKeyPath(choices_.PickOften(in_element ? SomeElementPaths() : SomePaths()));
  }

  // A path for one side of a comparison of two fields.
  FieldPath NextComparedPath(Operator op) {
    static const std::vector<std::string> kTexts = {"a", "b", "A"};
    static const std::vector<std::string> kNumbers = {"n", "m"};
    if (choices_.OneIn(3)) return NextPath(op);
    return *ParseKeyPath(choices_.Pick(op >= Operator::kIsGreater ? kNumbers : kTexts));
  }

  FieldTest NextLeaf() {
    constexpr auto kLast = static_cast<std::uint32_t>(Operator::kCidrContains);
    FieldTest test;
    // Half of the time one of the text comparisons, which come first.
    test.op =
        static_cast<Operator>(choices_.OneIn(2) ? choices_.Below(5) : choices_.Below(kLast + 1));
    test.field = NextPath(test.op);
    test.negated = choices_.Below(3) == 1;
    if (IsUnary(test.op)) return test;
    test.ignores_case = test.op < Operator::kIsIn && choices_.OneIn(2);
    const bool may_compare_fields = test.op != Operator::kIsIn && test.op < Operator::kExists;
    if (may_compare_fields && choices_.OneIn(3)) {
      test.field = NextComparedPath(test.op);
      test.other_field = NextComparedPath(test.op);
    } else {
      AddOperands(test);
    }
    return test;
  }

  void AddOperands(FieldTest& test) {
    switch (test.op) {
      case Operator::kStartsWith:
      case Operator::kEndsWith:
        test.operands = {NextText()};
        break;
      case Operator::kIsGreater:
      case Operator::kIsGreaterOrEqual:
      case Operator::kIsLess:
      case Operator::kIsLessOrEqual:
        test.operands = {NextNumber()};
        break;
      case Operator::kIsIn:
        for (std::uint32_t i = choices_.Below(5); i > 0; --i)
          test.operands.push_back(NextLiteral());
        break;
      case Operator::kIsInCidr:
      case Operator::kCidrContains:
        for (std::uint32_t i = choices_.Below(3); i > 0; --i) {
          test.operands.push_back(Literal::String(choices_.PickOften(SomeRanges())));
        }
        break;
      default:
        test.operands = {NextLiteral()};
    }
  }

  Literal NextText() {
    return Literal::String(choices_.PickOften(choices_.OneIn(8) ? SomeAddresses() : SomeTexts()));
  }
  Literal NextNumber() { return Literal::Number(choices_.PickOften(SomeNumbers())); }
  Literal NextLiteral() {
    switch (choices_.Below(6)) {
      case 0:
        return NextNumber();
      case 1:
        return Literal::Boolean(choices_.Below(2) == 1);
      default:
        return NextText();
    }
  }

  Choices& choices_;
  std::uint32_t elements_above_ = 0;
};

inline Condition RandomCondition(Choices& choices) { return ConditionGenerator(choices).Next(4); }

// A condition as rules have it: a few values for a few fields that all must be met, and sometimes
// more.
inline Condition RandomFiledCondition(Choices& choices) {
  Condition condition;
  Group all;
  for (const char* field : {"eventName", "eventSource", "a", "o.a"}) {
    if (choices.OneIn(3)) continue;
    FieldTest test;
    test.field = *ParseKeyPath(field);
    test.op = Operator::kIsIn;
    for (std::uint32_t i = choices.Below(3) + 1; i > 0; --i) {
      test.operands.push_back(Literal::String(choices.PickOften(SomeTexts())));
    }
    if (test.operands.size() == 1) test.op = Operator::kEquals;
    all.children.push_back(condition.Add({std::move(test), {}}));
  }
  if (choices.OneIn(2)) {
    all.children.push_back(ConditionGenerator(choices).AddNode(condition, 3));
  }
  condition.root = condition.Add({std::move(all), {}});
  return condition;
}

// A leaf that looks for a text out of the pool in the value at the field.
inline FieldTest RandomTextLeaf(Choices& choices, const char* field, bool ignores_case,
                                const std::vector<std::string>& texts) {
  constexpr std::array kOperators = {Operator::kContains, Operator::kContains,
                                     Operator::kStartsWith, Operator::kEndsWith, Operator::kEquals};
  FieldTest test;
  test.field = *ParseKeyPath(field);
  test.op = kOperators[choices.Below(kOperators.size())];
  test.ignores_case = ignores_case != choices.OneIn(20);
  test.operands = {choices.OneIn(20) ? Literal::Number("1") : Literal::String(choices.Pick(texts))};
  test.negated = choices.OneIn(10);
  return test;
}

// A condition as rules have it of which many look for texts in the same field: for one, for any or
// for all of a few, and sometimes it asks more. Its fields are a, b and o.a.
inline Condition RandomTextsCondition(Choices& choices, const std::vector<std::string>& texts) {
  Condition condition;
  Group all;
  for (const char* field : {"a", "b", "o.a"}) {
    if (choices.OneIn(2)) continue;
    Group some;
    some.kind = choices.OneIn(3) ? Group::Kind::kAll : Group::Kind::kAny;
    const bool ignores_case = choices.OneIn(3);
    for (std::uint32_t i = choices.Below(3) + 1; i > 0; --i) {
      some.children.push_back(
          condition.Add({RandomTextLeaf(choices, field, ignores_case, texts), {}}));
    }
    all.children.push_back(condition.Add({std::move(some), {}}));
  }
  if (choices.OneIn(4)) {
    all.children.push_back(ConditionGenerator(choices).AddNode(condition, 2));
  }
  condition.root = condition.Add({std::move(all), {}});
  return condition;
}

// Lets about half of the leaves pass where their field is missing, as those of inline filters do.
inline void LetLeavesPass(Choices& choices, Condition& condition) {
  for (Node& node : condition.nodes) {
    if (auto* test = std::get_if<FieldTest>(&node.body)) test->passes_if_missing = choices.OneIn(2);
  }
  for (Condition& element : condition.element_conditions) LetLeavesPass(choices, element);
}

// A rule with a condition, and sometimes with an inline filter and dynamic severities.
inline Rule RandomRule(Choices& choices) {
  Rule rule;
  rule.condition = choices.OneIn(2) ? RandomCondition(choices) : RandomFiledCondition(choices);
  if (choices.OneIn(3)) {
    rule.inline_filter = ConditionGenerator(choices).Next(2);
    LetLeavesPass(choices, *rule.inline_filter);
  }
  if (choices.OneIn(4)) {
    for (std::uint32_t i = choices.Below(3) + 1; i > 0; --i) {
      DynamicSeverity dynamic;
      if (!choices.OneIn(4)) dynamic.severity = static_cast<Severity>(choices.Below(5));
      dynamic.condition = ConditionGenerator(choices).Next(2);
      rule.dynamic_severities.push_back(std::move(dynamic));
    }
  }
  return rule;
}

}  // namespace trailsift
