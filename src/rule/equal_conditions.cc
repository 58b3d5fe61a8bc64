#include "rule/equal_conditions.h"

#include <algorithm>
#include <variant>

#include "event/case_fold.h"
#include "event/json_value.h"

namespace trailsift {
namespace {

bool AreEqual(const Literal& left, const Literal& right, bool ignores_case) {
  const bool strings = left.kind == Literal::Kind::kString && right.kind == Literal::Kind::kString;
  if (strings && ignores_case) return FoldCase(left.text) == FoldCase(right.text);
  return Compare(left, right) == 0;
}

}  // namespace

int Compare(const Literal& left, const Literal& right) {
  if (left.kind != right.kind) return left.kind < right.kind ? -1 : 1;
  switch (left.kind) {
    case Literal::Kind::kString:
      return left.text.compare(right.text);
    case Literal::Kind::kNumber:
      return CompareNumbers(left.text, right.text);
    case Literal::Kind::kBoolean:
      return static_cast<int>(left.boolean) - static_cast<int>(right.boolean);
  }
  return 0;
}

bool SayTheSame(const FieldTest& left, const FieldTest& right) {
  return left.field == right.field && left.op == right.op && left.negated == right.negated &&
         left.ignores_case == right.ignores_case && left.other_field == right.other_field &&
         left.passes_if_missing == right.passes_if_missing &&
         std::ranges::equal(left.operands, right.operands, [&](const auto& one, const auto& other) {
           return AreEqual(one, other, left.ignores_case);
         });
}

bool SayTheSame(const Condition& left, NodeId left_node, const Condition& right,
                NodeId right_node) {
  const auto& one = left.nodes[left_node].body;
  const auto& other = right.nodes[right_node].body;
  if (one.index() != other.index()) return false;
  if (const auto* test = std::get_if<FieldTest>(&one)) {
    return SayTheSame(*test, std::get<FieldTest>(other));
  }
  if (const auto* test = std::get_if<ElementTest>(&one)) {
    const auto& second = std::get<ElementTest>(other);
    return test->field == second.field && test->kind == second.kind &&
           SayTheSame(left.element_conditions[test->element],
                      right.element_conditions[second.element]);
  }
  const auto& group = std::get<Group>(one);
  const auto& second = std::get<Group>(other);
  return group.kind == second.kind &&
         std::ranges::equal(group.children, second.children,
                            [&](NodeId a, NodeId b) { return SayTheSame(left, a, right, b); });
}

bool SayTheSame(const Condition& left, const Condition& right) {
  return SayTheSame(left, left.root, right, right.root);
}

}  // namespace trailsift
