// What single leaves can be true of. Classes of values decide most pairs; leaves that name their
// values are tried on each of them by the reference evaluator; the rest are pairs of prefixes,
// suffixes, number ranges and kinds of addresses.
#include "lint/leaf_claim.h"

#include <algorithm>
#include <optional>
#include <string_view>
#include <utility>

#include "event/case_fold.h"
#include "event/ip_address.h"
#include "event/json_value.h"
#include "matcher/explain.h"

namespace trailsift {
namespace {

constexpr ValueClasses kNull = 1 << 1;
constexpr ValueClasses kEmptyString = 1 << 2;
constexpr ValueClasses kString = 1 << 3;  // Not empty, as below.
constexpr ValueClasses kNumber = 1 << 4;
constexpr ValueClasses kBoolean = 1 << 5;
constexpr ValueClasses kEmptyList = 1 << 6;
constexpr ValueClasses kList = 1 << 7;
constexpr ValueClasses kEmptyObject = 1 << 8;
// 1 << 9: an object that is not empty; no leaf here names it alone.

ValueClasses ClassOf(const Literal& value) {
  switch (value.kind) {
    case Literal::Kind::kString:
      return value.text.empty() ? kEmptyString : kString;
    case Literal::Kind::kNumber:
      return kNumber;
    case Literal::Kind::kBoolean:
      return kBoolean;
  }
  return 0;
}

// Of a leaf that compares with a constant: the kinds its positive form can be true of.
ValueClasses ComparedClasses(const FieldTest& test) {
  ValueClasses classes = 0;
  for (const Literal& operand : test.operands) classes |= ClassOf(operand);
  switch (test.op) {
    case Operator::kEquals:
    case Operator::kIsIn:
      return classes;
    case Operator::kContains:
      return static_cast<ValueClasses>(
          kList | (classes & kString) |
          ((classes & kEmptyString) != 0 ? kEmptyString | kString : 0));
    case Operator::kStartsWith:
    case Operator::kEndsWith:
      return static_cast<ValueClasses>(kString | (classes & kEmptyString));
    default:
      return kAllClasses;
  }
}

// The kinds that the positive form of a leaf can be true of, and whether it is true of all of them.
std::pair<ValueClasses, bool> PositiveClasses(const FieldTest& test) {
  constexpr ValueClasses kPresent = kAllClasses & ~kMissingClass;
  switch (test.op) {
    case Operator::kExists:
      return {kPresent, true};
    case Operator::kIsNotNull:
      return {kPresent & ~kNull, true};
    case Operator::kIsNotEmpty:
      return {kPresent & ~(kNull | kEmptyString | kEmptyList | kEmptyObject), true};
    case Operator::kIsGreater:
    case Operator::kIsGreaterOrEqual:
    case Operator::kIsLess:
    case Operator::kIsLessOrEqual:
      return {kNumber, false};
    case Operator::kIsIpAddress:
    case Operator::kIsIpv4Address:
    case Operator::kIsIpv6Address:
    case Operator::kIsPublicIpAddress:
    case Operator::kIsPrivateIpAddress:
    case Operator::kIsInCidr:
      return {kString, false};
    case Operator::kCidrContains:
      return {kString | kList, false};
    case Operator::kEquals:
    case Operator::kContains:
    case Operator::kStartsWith:
    case Operator::kEndsWith:
    case Operator::kIsIn:
      break;
  }
  // Missing or null on either side is false.
  if (test.other_field) return {kPresent & ~kNull, false};
  return {ComparedClasses(test), false};
}

// The same for a leaf over the elements of a list.
std::pair<ValueClasses, bool> PositiveClasses(const ElementTest& test) {
  switch (test.kind) {
    case Group::Kind::kAny:
    case Group::Kind::kOnlyOne:
      return {kList, false};
    case Group::Kind::kAll:
      return {kEmptyList | kList, false};
    case Group::Kind::kNone:
      return {kAllClasses, false};
  }
  return {kAllClasses, false};
}

const FieldTest* FieldTestOf(const LeafClaim& claim) {
  return std::get_if<FieldTest>(&claim.body().body);
}

// True if the positive form of the leaf is wanted.
bool IsPositive(const LeafClaim& claim, const FieldTest& test) {
  return claim.holds != test.negated;
}

// A field test whose positive form is wanted of a field that must be there, compared with a
// constant; else a null pointer.
const FieldTest* PositiveTest(const LeafClaim& claim) {
  const FieldTest* const test = FieldTestOf(claim);
  const bool usable = test != nullptr && IsPositive(claim, *test) && !test->other_field;
  return usable ? test : nullptr;
}

const Literal* TextOperand(const FieldTest& test) {
  if (test.operands.size() != 1) return nullptr;
  return test.operands[0].kind == Literal::Kind::kString ? &test.operands[0] : nullptr;
}

// What the value of a text that satisfies the test begins or ends with; nothing: not known.
std::optional<std::string> KnownEnd(const FieldTest& test, Operator end) {
  const Literal* const operand = TextOperand(test);
  if (operand == nullptr || (test.op != end && test.op != Operator::kEquals)) return std::nullopt;
  return operand->text;
}

// Two ends of one text: the shorter must be that of the longer.
bool EndsConflict(const FieldTest& left, const FieldTest& right, Operator end) {
  auto one = KnownEnd(left, end);
  auto other = KnownEnd(right, end);
  if (!one || !other) return false;
  if (left.ignores_case || right.ignores_case) {
    one = FoldCase(*one);
    other = FoldCase(*other);
  }
  if (one->size() > other->size()) std::swap(one, other);
  const bool whole = left.op == Operator::kEquals && right.op == Operator::kEquals;
  if (whole) return *one != *other;
  return end == Operator::kStartsWith ? !other->starts_with(*one) : !other->ends_with(*one);
}

bool IsLowerBound(Operator op) {
  return op == Operator::kIsGreater || op == Operator::kIsGreaterOrEqual;
}
bool IsUpperBound(Operator op) { return op == Operator::kIsLess || op == Operator::kIsLessOrEqual; }

bool RangeIsEmpty(const FieldTest& left, const FieldTest& right) {
  if (IsLowerBound(right.op)) return !IsLowerBound(left.op) && RangeIsEmpty(right, left);
  if (!IsLowerBound(left.op) || !IsUpperBound(right.op)) return false;
  const int order = CompareNumbers(left.operands[0].text, right.operands[0].text);
  const bool both_inclusive =
      left.op == Operator::kIsGreaterOrEqual && right.op == Operator::kIsLessOrEqual;
  return order > 0 || (order == 0 && !both_inclusive);
}

bool AddressKindsConflict(Operator left, Operator right) {
  const auto are = [&](Operator one, Operator other) {
    return (left == one && right == other) || (left == other && right == one);
  };
  return are(Operator::kIsIpv4Address, Operator::kIsIpv6Address) ||
         are(Operator::kIsPublicIpAddress, Operator::kIsPrivateIpAddress);
}

// True if a value that satisfies the first operator is an address in any case, so that it cannot
// fail the second.
bool IsAddressKind(Operator op) {
  return op >= Operator::kIsIpv4Address && op <= Operator::kIsInCidr;
}

bool RangesConflict(const FieldTest& left, const FieldTest& right) {
  constexpr std::size_t kMostPairs = 10'000;
  if (left.op != Operator::kIsInCidr || right.op != Operator::kIsInCidr) return false;
  if (left.operands.size() * right.operands.size() > kMostPairs) return false;
  return std::ranges::none_of(left.operands, [&](const Literal& one) {
    return std::ranges::any_of(right.operands, [&](const Literal& other) {
      const std::optional<Cidr> a = ParseCidr(one.text);
      const std::optional<Cidr> b = ParseCidr(other.text);
      return !a || !b || Contains(*a, b->network) || Contains(*b, a->network);
    });
  });
}

// With exact letter case; for these no record has to be made.
bool ComparesForEquality(const FieldTest& test) {
  return (test.op == Operator::kEquals || test.op == Operator::kIsIn) && !test.ignores_case;
}

// Of one kind.
bool AreEqual(const Literal& left, const Literal& right) {
  if (left.kind == Literal::Kind::kNumber) return CompareNumbers(left.text, right.text) == 0;
  return left == right;
}

// The leaf alone, about a field "v".
Condition SingleTest(FieldTest test) {
  test.field = FieldPath::OfNames({"v"});
  Condition condition;
  condition.root = condition.Add({std::move(test), {}});
  return condition;
}

JsonValue RecordWith(const Literal& value) { return JsonValue::Object({{"v", ToJson(value)}}); }

const FieldPath& FieldOf(const LeafClaim& claim) {
  const FieldTest* const test = FieldTestOf(claim);
  return test != nullptr ? test->field : std::get<ElementTest>(claim.body().body).field;
}

bool AreEqual(const Condition& left, const Condition& right);

bool AreEqual(const FieldTest& left, const FieldTest& right) {
  return left.field == right.field && left.op == right.op && left.operands == right.operands &&
         left.negated == right.negated && left.ignores_case == right.ignores_case &&
         left.other_field == right.other_field && left.passes_if_missing == right.passes_if_missing;
}

bool AreEqual(const Condition& left, NodeId left_node, const Condition& right, NodeId right_node) {
  const auto& one = left.nodes[left_node].body;
  const auto& other = right.nodes[right_node].body;
  if (one.index() != other.index()) return false;
  if (const auto* test = std::get_if<FieldTest>(&one)) {
    return AreEqual(*test, std::get<FieldTest>(other));
  }
  if (const auto* test = std::get_if<ElementTest>(&one)) {
    const auto& second = std::get<ElementTest>(other);
    return test->field == second.field && test->kind == second.kind &&
           AreEqual(left.element_conditions[test->element],
                    right.element_conditions[second.element]);
  }
  const auto& group = std::get<Group>(one);
  const auto& second = std::get<Group>(other);
  return group.kind == second.kind &&
         std::ranges::equal(group.children, second.children,
                            [&](NodeId a, NodeId b) { return AreEqual(left, a, right, b); });
}

bool AreEqual(const Condition& left, const Condition& right) {
  return AreEqual(left, left.root, right, right.root);
}

// NoElement is the exact negation of AnyElement.
bool AreOppositeElementTests(const LeafClaim& left, const LeafClaim& right) {
  const auto* const one = std::get_if<ElementTest>(&left.body().body);
  const auto* const other = std::get_if<ElementTest>(&right.body().body);
  if (one == nullptr || other == nullptr) return false;
  const auto as_any = [](Group::Kind kind) {
    return kind == Group::Kind::kNone ? Group::Kind::kAny : kind;
  };
  const bool one_holds = left.holds != (one->kind == Group::Kind::kNone);
  const bool other_holds = right.holds != (other->kind == Group::Kind::kNone);
  return one_holds != other_holds && as_any(one->kind) == as_any(other->kind) &&
         one->field == other->field &&
         AreEqual(left.condition->element_conditions[one->element],
                  right.condition->element_conditions[other->element]);
}

}  // namespace

const Position& LeafClaim::position() const {
  const FieldTest* const test = std::get_if<FieldTest>(&body().body);
  const Position& field =
      test != nullptr ? test->field_position : std::get<ElementTest>(body().body).field_position;
  return field.line > 0 ? field : body().position;
}

ValueClasses PossibleClasses(const LeafClaim& claim) {
  const FieldTest* const test = FieldTestOf(claim);
  const auto [classes, exact] = test != nullptr
                                    ? PositiveClasses(*test)
                                    : PositiveClasses(std::get<ElementTest>(claim.body().body));
  const bool positive = test != nullptr ? IsPositive(claim, *test) : claim.holds;
  ValueClasses possible = classes;
  if (!positive) possible = exact ? static_cast<ValueClasses>(kAllClasses & ~classes) : kAllClasses;
  if (test == nullptr || !test->passes_if_missing) return possible;
  return static_cast<ValueClasses>(claim.holds ? possible | kMissingClass
                                               : possible & ~kMissingClass);
}

std::string Print(const LeafClaim& claim) {
  const FieldTest* const test = FieldTestOf(claim);
  if (test == nullptr) {
    const std::string text = Print(*claim.condition, claim.node);
    return claim.holds ? text : "not (" + text + ")";
  }
  Condition shown;
  FieldTest wanted = *test;
  wanted.negated = !IsPositive(claim, *test);
  shown.root = shown.Add({std::move(wanted), {}});
  return Print(shown, shown.root);
}

bool AreEqual(const LeafClaim& left, const LeafClaim& right) {
  return left.holds == right.holds &&
         AreEqual(*left.condition, left.node, *right.condition, right.node);
}

bool HaveSameField(const LeafClaim& left, const LeafClaim& right) {
  return FieldOf(left) == FieldOf(right);
}

const std::vector<Literal>* OnlyValues(const LeafClaim& claim) {
  const FieldTest* const test = PositiveTest(claim);
  if (test == nullptr || (test->op != Operator::kEquals && test->op != Operator::kIsIn)) {
    return nullptr;
  }
  const bool folded = test->ignores_case && std::ranges::any_of(test->operands, [](const auto& v) {
                        return v.kind == Literal::Kind::kString;
                      });
  if (folded || test->operands.empty()) return nullptr;
  return &test->operands;
}

bool Accepts(const LeafClaim& claim, const Literal& value) {
  if ((PossibleClasses(claim) & ClassOf(value)) == 0) return false;
  const FieldTest* const test = FieldTestOf(claim);
  if (test == nullptr || test->other_field) return true;
  if (ComparesForEquality(*test)) {
    const bool equal = std::ranges::any_of(test->operands, [&](const Literal& operand) {
      return operand.kind == value.kind && AreEqual(operand, value);
    });
    return equal == IsPositive(claim, *test);
  }
  return Evaluate(SingleTest(*test), RecordWith(value)) == claim.holds;
}

std::size_t CostOfAccepts(const LeafClaim& claim) {
  constexpr std::size_t kEvaluation = 20;
  const FieldTest* const test = FieldTestOf(claim);
  if (test == nullptr || test->other_field) return 1;
  return test->operands.size() + (ComparesForEquality(*test) ? 1 : kEvaluation);
}

bool ExcludeEachOther(const LeafClaim& left, const LeafClaim& right) {
  if ((PossibleClasses(left) & PossibleClasses(right)) == 0) return true;
  if (AreOppositeElementTests(left, right)) return true;
  const FieldTest* const one = FieldTestOf(left);
  const FieldTest* const other = FieldTestOf(right);
  if (one == nullptr || other == nullptr) return false;
  const bool may_miss = one->passes_if_missing || other->passes_if_missing;
  if (may_miss) return false;
  FieldTest same = *other;
  same.negated = one->negated;
  const bool opposed = IsPositive(left, *one) != IsPositive(right, *other);
  if (opposed && AreEqual(*one, same)) return true;
  if (one->other_field || other->other_field) return false;
  if (opposed) {
    const FieldTest& wanted = IsPositive(left, *one) ? *one : *other;
    const FieldTest& unwanted = IsPositive(left, *one) ? *other : *one;
    return IsAddressKind(wanted.op) && unwanted.op == Operator::kIsIpAddress;
  }
  if (!IsPositive(left, *one)) return false;
  return EndsConflict(*one, *other, Operator::kStartsWith) ||
         EndsConflict(*one, *other, Operator::kEndsWith) || RangeIsEmpty(*one, *other) ||
         AddressKindsConflict(one->op, other->op) || RangesConflict(*one, *other);
}

}  // namespace trailsift
