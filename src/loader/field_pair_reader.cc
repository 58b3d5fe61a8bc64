#include "loader/field_pair_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>
#include <utility>

#include "loader/key_specifier.h"

namespace trailsift {
namespace {

bool ComparesFields(OperandKind operand) {
  return operand == OperandKind::kScalar || operand == OperandKind::kString ||
         operand == OperandKind::kNumber;
}

}  // namespace

bool IsFieldPair(const YamlNode& expression) {
  const YamlNode* values = expression.Find("Values");
  return values != nullptr && values->kind == YamlNode::Kind::kList &&
         !HasKeySpecifier(expression) &&
         std::ranges::any_of(
             values->items, [](const YamlNode& item) { return item.kind == YamlNode::Kind::kMap; });
}

std::optional<FieldTest> ReadFieldPair(const YamlNode& expression, const ConditionName& condition,
                                       const YamlNode& name, ProblemReporter& problems) {
  const YamlNode& values = *expression.Find("Values");
  if (!ComparesFields(condition.operand)) {
    problems.Error(name, "field-pair",
                   fmt::format("{} cannot compare two fields; what can are Equals, StartsWith, "
                               "EndsWith, Contains, IsGreaterThan and their like",
                               name.text));
    return std::nullopt;
  }
  if (const YamlNode* value = expression.Find("Value")) {
    problems.Error(*value, "unexpected-key", "a comparison of two fields takes no Value");
    return std::nullopt;
  }
  if (values.items.size() != 2) {
    problems.Error(values, "field-pair",
                   fmt::format("a comparison of two fields needs two of them in Values, not {}",
                               values.items.size()));
    return std::nullopt;
  }
  constexpr std::string_view kWhere = "a field in Values";
  auto left = ReadOnlyKeySpecifier(values.items[0], kWhere, problems);
  auto right = ReadOnlyKeySpecifier(values.items[1], kWhere, problems);
  if (!left || !right) return std::nullopt;
  FieldTest test;
  test.field = std::move(left->path);
  test.field_position = left->position;
  test.op = condition.op;
  test.negated = condition.negated;
  test.ignores_case = condition.ignores_case;
  test.other_field = std::move(right->path);
  test.other_field_position = right->position;
  return test;
}

}  // namespace trailsift
