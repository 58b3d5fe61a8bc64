#include "matcher/pair_predicate.h"

#include <cstring>
#include <functional>
#include <optional>
#include <string_view>

#include "event/case_fold.h"
#include "event/ip_address.h"
#include "event/json_value.h"
#include "event/number_order.h"
#include "matcher/value_predicate.h"

namespace trailsift {
namespace {

bool IsAddressIn(const FieldValue& value, const FieldValue& range) {
  if (value.kind != ValueKind::kString || range.kind != ValueKind::kString) return false;
  const std::optional<IpAddress> address = ParseIpAddress(value.text);
  if (!address) return false;
  const std::optional<Cidr> cidr = ParseCidr(range.text);
  return cidr && Contains(*cidr, *address);
}

// In linear time, as string_view::find is not.
bool HasPart(std::string_view text, std::string_view part) {
  return part.empty() ||
         (!text.empty() && memmem(text.data(), text.size(), part.data(), part.size()) != nullptr);
}

}  // namespace

PairPredicate::PairPredicate(Operator op, bool ignores_case)
    : op_(op), ignores_case_(ignores_case && ComparesTexts(op)) {}

bool PairPredicate::Holds(const FieldValue& left, const FieldValue& right, Folded& folded) const {
  const auto absent = [](const FieldValue& value) {
    return value.kind == ValueKind::kMissing || value.kind == ValueKind::kNull;
  };
  if (absent(left) || absent(right)) return false;
  switch (op_) {
    case Operator::kEquals:
    case Operator::kIsIn:
      return AreEqual(left, right, folded);
    case Operator::kContains:
      if (left.kind == ValueKind::kList) return ContainsElement(left, right, folded);
      return CompareTexts(left, right, folded, HasPart);
    case Operator::kStartsWith:
      return CompareTexts(left, right, folded, [](std::string_view text, std::string_view part) {
        return text.starts_with(part);
      });
    case Operator::kEndsWith:
      return CompareTexts(left, right, folded, [](std::string_view text, std::string_view part) {
        return text.ends_with(part);
      });
    case Operator::kIsGreater:
    case Operator::kIsGreaterOrEqual:
    case Operator::kIsLess:
    case Operator::kIsLessOrEqual:
      return left.kind == ValueKind::kNumber && right.kind == ValueKind::kNumber &&
             IsOrderedAs(op_, CompareNumbers(left.text, right.text));
    case Operator::kIsInCidr:
      return IsAddressIn(left, right);
    case Operator::kCidrContains:
      return IsAddressIn(left, right) ||
             SomeElement(left, [&](const FieldValue& each) { return IsAddressIn(each, right); });
    case Operator::kExists:
    case Operator::kIsNotNull:
    case Operator::kIsNotEmpty:
    case Operator::kIsIpAddress:
    case Operator::kIsIpv4Address:
    case Operator::kIsIpv6Address:
    case Operator::kIsPublicIpAddress:
    case Operator::kIsPrivateIpAddress:
      break;
  }
  return false;
}

template <typename Compares>
bool PairPredicate::CompareTexts(const FieldValue& left, const FieldValue& right, Folded& folded,
                                 const Compares& compares) const {
  if (left.kind != ValueKind::kString || right.kind != ValueKind::kString) return false;
  if (!ignores_case_) return compares(left.text, right.text);
  FoldCase(left.text, folded.left);
  FoldCase(right.text, folded.right);
  return compares(std::string_view(folded.left), std::string_view(folded.right));
}

// Takes the wanted value apart once: a record must not cost the product of its two values.
bool PairPredicate::ContainsElement(const FieldValue& list, const FieldValue& wanted,
                                    Folded& folded) const {
  switch (wanted.kind) {
    case ValueKind::kNumber: {
      const Decimal number(wanted.text);
      return SomeElement(list, [&](const FieldValue& each) {
        return each.kind == ValueKind::kNumber && Decimal::Compare(Decimal(each.text), number) == 0;
      });
    }
    case ValueKind::kString:
      if (!ignores_case_) break;
      FoldCase(wanted.text, folded.right);
      return SomeElement(list, [&](const FieldValue& each) {
        if (each.kind != ValueKind::kString) return false;
        FoldCase(each.text, folded.left);
        return folded.left == folded.right;
      });
    case ValueKind::kList:
    case ValueKind::kObject: {
      if (wanted.tree == nullptr) return false;
      const JsonValue once = WithoutRepeats(*wanted.tree);
      return SomeElement(list, [&](const FieldValue& each) {
        return each.tree != nullptr && EqualValues(*each.tree, once);
      });
    }
    case ValueKind::kMissing:
    case ValueKind::kNull:
    case ValueKind::kBoolean:
      break;
  }
  return SomeElement(list, [&](const FieldValue& each) { return AreEqual(each, wanted, folded); });
}

bool PairPredicate::AreEqual(const FieldValue& left, const FieldValue& right,
                             Folded& folded) const {
  if (left.kind != right.kind) return false;
  switch (left.kind) {
    case ValueKind::kMissing:
    case ValueKind::kNull:
      return true;
    case ValueKind::kBoolean:
      return left.boolean == right.boolean;
    case ValueKind::kNumber:
      return CompareNumbers(left.text, right.text) == 0;
    case ValueKind::kString:
      return CompareTexts(left, right, folded, std::equal_to<>());
    case ValueKind::kList:
    case ValueKind::kObject:
      return left.tree != nullptr && right.tree != nullptr && EqualValues(*left.tree, *right.tree);
  }
  return false;
}

}  // namespace trailsift
