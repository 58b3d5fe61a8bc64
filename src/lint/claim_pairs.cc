// Kinds of values decide most pairs; the rest are parts of texts, ranges of numbers and addresses.
// Each is asked twice: can both be true, and does the one that is wanted imply the one that is not.
#include "lint/claim_pairs.h"

#include <algorithm>
#include <optional>
#include <variant>

#include "event/json_value.h"
#include "lint/address_claims.h"
#include "lint/text_claims.h"
#include "rule/equal_conditions.h"

namespace trailsift {
namespace {

constexpr ValueClasses kTexts = kEmptyStringClass | kStringClass;

bool IsLowerBound(Operator op) {
  return op == Operator::kIsGreater || op == Operator::kIsGreaterOrEqual;
}
bool IsUpperBound(Operator op) { return op == Operator::kIsLess || op == Operator::kIsLessOrEqual; }
bool IncludesBound(Operator op) {
  return op == Operator::kIsGreaterOrEqual || op == Operator::kIsLessOrEqual;
}
bool IsBound(const FieldTest& test) { return IsLowerBound(test.op) || IsUpperBound(test.op); }

// Both are bounds.
bool RangeIsEmpty(const FieldTest& left, const FieldTest& right) {
  if (IsLowerBound(left.op) == IsLowerBound(right.op)) return false;
  const FieldTest& lower = IsLowerBound(left.op) ? left : right;
  const FieldTest& upper = IsLowerBound(left.op) ? right : left;
  const int order = Compare(lower.operands[0], upper.operands[0]);
  return order > 0 || (order == 0 && !(IncludesBound(left.op) && IncludesBound(right.op)));
}

bool BoundImplies(const FieldTest& known, const FieldTest& implied) {
  if (IsLowerBound(known.op) != IsLowerBound(implied.op)) return false;
  const int order = Compare(known.operands[0], implied.operands[0]);
  if (order == 0) return IncludesBound(implied.op) || !IncludesBound(known.op);
  return IsLowerBound(known.op) == (order > 0);
}

bool AsksForAddresses(const FieldTest& test) {
  return IsAddressOperator(test.op) || test.op == Operator::kCidrContains;
}

// Both positive forms are wanted of one value that is there, and which may have these classes.
bool CannotBothHold(const FieldTest& left, const FieldTest& right, ValueClasses classes) {
  if (IsBound(left) && IsBound(right)) return RangeIsEmpty(left, right);
  const bool is_text = (classes & ~kTexts) == 0;
  if (!is_text) return false;
  const std::optional<TextPart> one = TextPartOf(left);
  const std::optional<TextPart> other = TextPartOf(right);
  if (one && other) return PartsExcludeEachOther(*one, *other);
  if (one && AsksForAddresses(right)) return IsInNoAddress(*one, right.op);
  if (other && AsksForAddresses(left)) return IsInNoAddress(*other, left.op);
  return AsksForAddresses(left) && AsksForAddresses(right) &&
         AddressesExcludeEachOther(left, right);
}

// The positive form of `known` is wanted of a value that is there, that of `implied` is not.
bool Implies(const FieldTest& known, const FieldTest& implied, ValueClasses classes) {
  if (IsBound(known) && IsBound(implied)) return BoundImplies(known, implied);
  const bool is_text = (classes & ~kTexts) == 0;
  std::optional<TextPart> one = TextPartOf(known);
  std::optional<TextPart> other = TextPartOf(implied);
  if (one && other) {
    if (is_text) return PartImplies(*one, *other);
    // An element of a list is compared as a whole.
    one->kind = other->kind = TextPart::Kind::kWhole;
    return known.op == implied.op && PartImplies(*one, *other);
  }
  if (!AsksForAddresses(known) || !AsksForAddresses(implied)) return false;
  return (is_text || known.op == implied.op) && AddressesImply(known, implied);
}

// Of a text that equals the one of `whole` but for letter case; none of these is an address if that
// is none, and all are the same one if it is.
bool RefusesAddress(const LeafClaim& whole, const LeafClaim& other) {
  const FieldTest* const test = FieldTestOf(whole);
  const FieldTest* const address = FieldTestOf(other);
  if (!WantsPositive(whole, *test) || !AsksForAddresses(*address)) return false;
  const std::optional<TextPart> part = TextPartOf(*test);
  return part && part->kind == TextPart::Kind::kWhole && !Accepts(other, test->operands[0]);
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
         SayTheSame(left.condition->element_conditions[one->element],
                    right.condition->element_conditions[other->element]);
}

// Both on the same field, which cannot be missing for both, and of which `classes` are left.
bool ExcludeEachOtherOnField(const LeafClaim& left, const LeafClaim& right, ValueClasses classes) {
  if (AreOppositeElementTests(left, right)) return true;
  const FieldTest* const one = FieldTestOf(left);
  const FieldTest* const other = FieldTestOf(right);
  if (one == nullptr || other == nullptr) return false;
  const bool wants_one = WantsPositive(left, *one);
  const bool wants_other = WantsPositive(right, *other);
  if (wants_one != wants_other) {
    FieldTest same = *other;
    same.negated = one->negated;
    same.passes_if_missing = one->passes_if_missing;
    if (SayTheSame(*one, same)) return true;
  }
  if (one->other_field || other->other_field) return false;
  if (RefusesAddress(left, right) || RefusesAddress(right, left)) return true;
  if (wants_one && wants_other) return CannotBothHold(*one, *other, classes);
  if (wants_one) return Implies(*one, *other, classes);
  return wants_other && Implies(*other, *one, classes);
}

std::size_t CommonSteps(const FieldPath& left, const FieldPath& right) {
  const auto [end, other] = std::ranges::mismatch(left.steps, right.steps);
  return static_cast<std::size_t>(end - left.steps.begin());
}

bool HasRanges(const FieldTest& test) {
  return test.op == Operator::kIsInCidr || test.op == Operator::kCidrContains;
}

}  // namespace

bool ExcludeEachOther(const LeafClaim& left, const LeafClaim& right) {
  const std::size_t common = CommonSteps(FieldOf(left), FieldOf(right));
  const ValueClasses classes = PossibleClassesAt(left, common) & PossibleClassesAt(right, common);
  if (classes == 0) return true;
  if ((classes & kMissingClass) != 0 || !HaveSameField(left, right)) return false;
  return ExcludeEachOtherOnField(left, right, classes);
}

std::size_t CostOfPair(const LeafClaim& left, const LeafClaim& right) {
  constexpr std::size_t kBytesOfAComparison = 64;
  constexpr std::size_t kRange = 4;
  const FieldTest* const one = FieldTestOf(left);
  const FieldTest* const other = FieldTestOf(right);
  if (one == nullptr || other == nullptr || !HaveSameField(left, right)) return 1;
  std::size_t cost = 1 + std::min(one->operands.size(), other->operands.size());
  for (const FieldTest* test : {one, other}) {
    if (TextPartOf(*test)) cost += test->operands[0].text.size() / kBytesOfAComparison;
    if (HasRanges(*test)) cost += kRange * test->operands.size();
  }
  if (HasRanges(*one) && HasRanges(*other)) {
    cost += one->operands.size() * other->operands.size();
  }
  return cost;
}

}  // namespace trailsift
