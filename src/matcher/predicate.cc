#include "matcher/predicate.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "event/json_value.h"
#include "matcher/explain.h"

namespace trailsift {
namespace {

// An integer in the one spelling it has without point, exponent, leading zero or "-0". Two such
// tokens are equal numbers only if they are equal bytes.
bool IsPlainInteger(std::string_view token) {
  const bool negative = token.starts_with('-');
  const std::string_view digits = token.substr(negative ? 1 : 0);
  if (digits == "0") return !negative;
  return !digits.empty() && digits.front() != '0' &&
         std::ranges::all_of(digits, [](char c) { return c >= '0' && c <= '9'; });
}

std::uint32_t CostOf(Operator op, bool lazy) {
  constexpr std::uint32_t kTreeOfRecord = 1000;
  const std::uint32_t base = lazy ? kTreeOfRecord : 0;
  switch (op) {
    case Operator::kExists:
    case Operator::kIsNotNull:
      return base + 1;
    case Operator::kEquals:
      return base + 2;
    case Operator::kStartsWith:
    case Operator::kEndsWith:
      return base + 3;
    case Operator::kIsIn:
      return base + 4;
    case Operator::kContains:
      return base + 20;
    default:
      return base + 100;
  }
}

}  // namespace

PredicateNumber PredicateTable::Intern(const FieldTest& test, Slot slot, bool lazy) {
  Key key{slot, test.op, test.operands};
  std::ranges::sort(key.operands);
  key.operands.erase(std::unique(key.operands.begin(), key.operands.end()), key.operands.end());
  if (key.op == Operator::kIsIn && key.operands.size() == 1) key.op = Operator::kEquals;
  const auto [place, added] =
      interned_.try_emplace(std::move(key), static_cast<PredicateNumber>(predicates_.size()));
  if (!added) return place->second;

  const std::vector<Literal>& operands = place->first.operands;
  Predicate predicate{slot, place->first.op, CostOf(place->first.op, lazy)};
  predicate.first = static_cast<std::uint32_t>(operands_.size());
  std::vector<std::string> texts;
  for (const Literal& literal : operands) {
    operands_.push_back(
        {literal, literal.kind == Literal::Kind::kNumber && IsPlainInteger(literal.text)});
    if (literal.kind == Literal::Kind::kString) texts.push_back(literal.text);
  }
  predicate.last = static_cast<std::uint32_t>(operands_.size());
  if (predicate.op == Operator::kIsIn && texts.size() == operands.size()) {
    predicate.text_set = static_cast<std::uint32_t>(text_sets_.size());
    text_sets_.emplace_back(texts);
  }
  predicates_.push_back(predicate);
  return place->second;
}

PredicateNumber PredicateTable::InternTree(Condition condition) {
  constexpr std::uint32_t kCost = 2000;
  Predicate predicate{0, Operator::kExists, kCost};
  predicate.tree = static_cast<std::uint32_t>(trees_.size());
  trees_.push_back(std::move(condition));
  predicates_.push_back(predicate);
  return static_cast<PredicateNumber>(predicates_.size() - 1);
}

bool PredicateTable::Holds(PredicateNumber number, const Event& event) const {
  const Predicate& predicate = predicates_[number];
  if (predicate.tree != kNoTree) return Evaluate(trees_[predicate.tree], event.Tree());
  const FieldValue& value = event.At(predicate.slot);
  switch (predicate.op) {
    case Operator::kEquals:
    case Operator::kIsIn:
      return IsIn(predicate, value);
    case Operator::kContains:
      return Contains(predicate, value, event);
    case Operator::kStartsWith:
      return value.kind == ValueKind::kString && SomeOperand(predicate, [&](const Operand& each) {
               return each.literal.kind == Literal::Kind::kString &&
                      value.text.starts_with(each.literal.text);
             });
    case Operator::kEndsWith:
      return value.kind == ValueKind::kString && SomeOperand(predicate, [&](const Operand& each) {
               return each.literal.kind == Literal::Kind::kString &&
                      value.text.ends_with(each.literal.text);
             });
    case Operator::kExists:
      return value.kind != ValueKind::kMissing;
    case Operator::kIsNotNull:
      return value.kind != ValueKind::kMissing && value.kind != ValueKind::kNull;
    default:
      return false;
  }
}

template <typename Satisfies>
bool PredicateTable::SomeOperand(const Predicate& predicate, const Satisfies& satisfies) const {
  return std::any_of(operands_.begin() + predicate.first, operands_.begin() + predicate.last,
                     satisfies);
}

bool PredicateTable::Equals(const FieldValue& value, const Operand& operand) {
  const Literal& literal = operand.literal;
  switch (literal.kind) {
    case Literal::Kind::kString:
      return value.kind == ValueKind::kString && value.text == literal.text;
    case Literal::Kind::kBoolean:
      return value.kind == ValueKind::kBoolean && value.boolean == literal.boolean;
    case Literal::Kind::kNumber:
      if (value.kind != ValueKind::kNumber) return false;
      if (value.text == literal.text) return true;
      if (operand.plain_integer && IsPlainInteger(value.text)) return false;
      return CompareNumbers(value.text, literal.text) == 0;
  }
  return false;
}

bool PredicateTable::IsIn(const Predicate& predicate, const FieldValue& value) const {
  if (predicate.text_set != kNoTextSet) {
    return value.kind == ValueKind::kString &&
           text_sets_[predicate.text_set].Find(value.text) != ValueTable::kNotFound;
  }
  return SomeOperand(predicate, [&](const Operand& each) { return Equals(value, each); });
}

bool PredicateTable::Contains(const Predicate& predicate, const FieldValue& value,
                              const Event& event) const {
  if (value.kind == ValueKind::kString) {
    return SomeOperand(predicate, [&](const Operand& each) {
      return each.literal.kind == Literal::Kind::kString &&
             value.text.find(each.literal.text) != std::string_view::npos;
    });
  }
  if (value.kind != ValueKind::kList) return false;
  const JsonValue* list = event.Expanded(predicate.slot).tree;
  if (list == nullptr) return false;
  return std::ranges::any_of(list->elements, [&](const JsonValue& element) {
    const FieldValue view = element.View();
    return SomeOperand(predicate, [&](const Operand& each) { return Equals(view, each); });
  });
}

}  // namespace trailsift
