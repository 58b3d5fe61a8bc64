#include "matcher/value_predicate.h"

#include <optional>
#include <utility>

#include "event/case_fold.h"

namespace trailsift {
namespace {

bool IsEmpty(const FieldValue& value) {
  switch (value.kind) {
    case ValueKind::kMissing:
    case ValueKind::kNull:
      return true;
    case ValueKind::kString:
      return value.text.empty();
    case ValueKind::kList:
      if (value.tree != nullptr) return value.tree->elements.empty();
      break;
    case ValueKind::kObject:
      if (value.tree != nullptr) return value.tree->members.empty();
      break;
    case ValueKind::kBoolean:
    case ValueKind::kNumber:
      return false;
  }
  // The text of a list or object: nothing but blanks between its brackets.
  return value.text.find_first_not_of(" \t\r\n", 1) == value.text.size() - 1;
}

}  // namespace

bool ComparesTexts(Operator op) {
  return op == Operator::kEquals || op == Operator::kIsIn || op == Operator::kContains ||
         op == Operator::kStartsWith || op == Operator::kEndsWith;
}

bool IsPlainInteger(std::string_view token) {
  const bool negative = token.starts_with('-');
  const std::string_view digits = token.substr(negative ? 1 : 0);
  if (digits == "0") return !negative;
  return !digits.empty() && digits.front() != '0' &&
         std::ranges::all_of(digits, [](char c) { return c >= '0' && c <= '9'; });
}

bool IsOrderedAs(Operator op, int order) {
  if (op == Operator::kIsGreater) return order > 0;
  if (op == Operator::kIsGreaterOrEqual) return order >= 0;
  if (op == Operator::kIsLess) return order < 0;
  return op == Operator::kIsLessOrEqual && order <= 0;
}

ValuePredicate::ValuePredicate(const FieldTest& test)
    : op_(test.op), ignores_case_(test.ignores_case && ComparesTexts(test.op)) {
  std::vector<Literal> operands = test.operands;
  for (Literal& operand : operands) {
    if (ignores_case_) operand.text = FoldCase(operand.text);
  }
  std::ranges::sort(operands);
  operands.erase(std::unique(operands.begin(), operands.end()), operands.end());

  const bool wants_range = op_ == Operator::kIsInCidr || op_ == Operator::kCidrContains;
  const bool wants_equal = op_ == Operator::kEquals || op_ == Operator::kIsIn;
  std::vector<std::string> texts;
  for (const Literal& operand : operands) {
    if (operand.kind == Literal::Kind::kString) texts.push_back(operand.text);
  }
  if (wants_equal && texts.size() > 1) texts_ = std::make_unique<ValueTable>(texts);
  for (Literal& operand : operands) {
    const bool is_text = operand.kind == Literal::Kind::kString;
    if (wants_range && is_text) {
      if (const std::optional<Cidr> range = ParseCidr(operand.text)) ranges_.push_back(*range);
    } else if (!(is_text && texts_)) {
      const bool plain = operand.kind == Literal::Kind::kNumber && IsPlainInteger(operand.text);
      operands_.push_back({std::move(operand), plain});
    }
  }
}

bool ValuePredicate::Holds(const FieldValue& value, std::string& folded) const {
  const bool is_text = value.kind == ValueKind::kString;
  switch (op_) {
    case Operator::kEquals:
    case Operator::kIsIn:
      return EqualsSome(value, folded);
    case Operator::kContains: {
      if (!is_text) {
        return SomeElement(value, [&](const FieldValue& each) { return EqualsSome(each, folded); });
      }
      const std::string_view text = Text(value, folded);
      return SomeOperand(Literal::Kind::kString, [&](const Operand& each) {
        return text.find(each.literal.text) != std::string_view::npos;
      });
    }
    case Operator::kStartsWith: {
      if (!is_text) return false;
      const std::string_view text = Text(value, folded);
      return SomeOperand(Literal::Kind::kString,
                         [&](const Operand& each) { return text.starts_with(each.literal.text); });
    }
    case Operator::kEndsWith: {
      if (!is_text) return false;
      const std::string_view text = Text(value, folded);
      return SomeOperand(Literal::Kind::kString,
                         [&](const Operand& each) { return text.ends_with(each.literal.text); });
    }
    case Operator::kIsGreater:
    case Operator::kIsGreaterOrEqual:
    case Operator::kIsLess:
    case Operator::kIsLessOrEqual:
      return IsOrdered(value);
    case Operator::kExists:
      return value.kind != ValueKind::kMissing;
    case Operator::kIsNotNull:
      return value.kind != ValueKind::kMissing && value.kind != ValueKind::kNull;
    case Operator::kIsNotEmpty:
      return !IsEmpty(value);
    case Operator::kIsIpAddress:
    case Operator::kIsIpv4Address:
    case Operator::kIsIpv6Address:
    case Operator::kIsPublicIpAddress:
    case Operator::kIsPrivateIpAddress:
      return IsAddress(value);
    case Operator::kIsInCidr:
      return IsInRange(value);
    case Operator::kCidrContains:
      return IsInRange(value) ||
             SomeElement(value, [this](const FieldValue& each) { return IsInRange(each); });
  }
  return false;
}

template <typename Satisfies>
bool ValuePredicate::SomeOperand(Literal::Kind kind, const Satisfies& satisfies) const {
  return std::ranges::any_of(
      operands_, [&](const Operand& each) { return each.literal.kind == kind && satisfies(each); });
}

std::string_view ValuePredicate::Text(const FieldValue& value, std::string& folded) const {
  if (!ignores_case_) return value.text;
  FoldCase(value.text, folded);
  return folded;
}

bool ValuePredicate::EqualsSome(const FieldValue& value, std::string& folded) const {
  switch (value.kind) {
    case ValueKind::kString: {
      const std::string_view text = Text(value, folded);
      if (texts_) return texts_->Find(text) != ValueTable::kNotFound;
      return SomeOperand(Literal::Kind::kString,
                         [&](const Operand& each) { return text == each.literal.text; });
    }
    case ValueKind::kNumber: {
      const bool plain = !operands_.empty() && IsPlainInteger(value.text);
      return SomeOperand(Literal::Kind::kNumber, [&](const Operand& each) {
        if (value.text == each.literal.text) return true;
        return !(plain && each.plain_integer) && CompareNumbers(value.text, each.literal.text) == 0;
      });
    }
    case ValueKind::kBoolean:
      return SomeOperand(Literal::Kind::kBoolean, [&](const Operand& each) {
        return value.boolean == each.literal.boolean;
      });
    case ValueKind::kMissing:
    case ValueKind::kNull:
    case ValueKind::kList:
    case ValueKind::kObject:
      return false;
  }
  return false;
}

bool ValuePredicate::IsOrdered(const FieldValue& value) const {
  return value.kind == ValueKind::kNumber &&
         SomeOperand(Literal::Kind::kNumber, [&](const Operand& each) {
           return IsOrderedAs(op_, CompareNumbers(value.text, each.literal.text));
         });
}

bool ValuePredicate::IsAddress(const FieldValue& value) const {
  if (value.kind != ValueKind::kString) return false;
  const std::optional<IpAddress> address = ParseIpAddress(value.text);
  if (!address) return false;
  switch (op_) {
    case Operator::kIsIpv4Address:
      return !address->ipv6;
    case Operator::kIsIpv6Address:
      return address->ipv6;
    case Operator::kIsPublicIpAddress:
      return !IsPrivateIpAddress(*address);
    case Operator::kIsPrivateIpAddress:
      return IsPrivateIpAddress(*address);
    default:
      return true;
  }
}

bool ValuePredicate::IsInRange(const FieldValue& value) const {
  if (value.kind != ValueKind::kString || ranges_.empty()) return false;
  const std::optional<IpAddress> address = ParseIpAddress(value.text);
  return address &&
         std::ranges::any_of(ranges_, [&](const Cidr& range) { return Contains(range, *address); });
}

}  // namespace trailsift
