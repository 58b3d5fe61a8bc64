// What single leaves can be true of: kinds of values, and of leaves that name their values which of
// these, tried on each by the reference evaluator.
#include "lint/leaf_claim.h"

#include <algorithm>
#include <optional>
#include <string_view>
#include <utility>

#include "base/ascii.h"
#include "event/json_value.h"
#include "matcher/explain.h"
#include "rule/equal_conditions.h"

namespace trailsift {
namespace {

ValueClasses ClassOf(const Literal& value) {
  switch (value.kind) {
    case Literal::Kind::kString:
      return value.text.empty() ? kEmptyStringClass : kStringClass;
    case Literal::Kind::kNumber:
      return kNumberClass;
    case Literal::Kind::kBoolean:
      return kBooleanClass;
  }
  return 0;
}

// The kinds that the positive form of a leaf can be true of, and whether it is true of all of them.
std::pair<ValueClasses, bool> PositiveClasses(const FieldTest& test) {
  constexpr ValueClasses kPresent = kAllClasses & ~kMissingClass;
  // Missing or null on either side is false.
  if (test.other_field) return {kPresent & ~kNullClass, false};
  ValueClasses operands = 0;
  for (const Literal& operand : test.operands) operands |= ClassOf(operand);
  const ValueClasses empty = operands & kEmptyStringClass;
  const bool is_text = (operands & (kEmptyStringClass | kStringClass)) != 0;
  switch (test.op) {
    case Operator::kExists:
      return {kPresent, true};
    case Operator::kIsNotNull:
      return {kPresent & ~kNullClass, true};
    case Operator::kIsNotEmpty:
      return {kPresent & ~(kNullClass | kEmptyStringClass | kEmptyListClass | kEmptyObjectClass),
              true};
    case Operator::kEquals:
    case Operator::kIsIn:
      return {operands, false};
    case Operator::kContains:
      return {kListClass | empty | (is_text ? kStringClass : 0), false};
    case Operator::kStartsWith:
    case Operator::kEndsWith:
      // Every text begins and ends with the empty one.
      return {kStringClass | empty, empty != 0};
    case Operator::kIsGreater:
    case Operator::kIsGreaterOrEqual:
    case Operator::kIsLess:
    case Operator::kIsLessOrEqual:
      return {kNumberClass, false};
    case Operator::kIsIpAddress:
    case Operator::kIsIpv4Address:
    case Operator::kIsIpv6Address:
    case Operator::kIsPublicIpAddress:
    case Operator::kIsPrivateIpAddress:
    case Operator::kIsInCidr:
      return {kStringClass, false};
    case Operator::kCidrContains:
      return {kStringClass | kListClass, false};
  }
  return {kAllClasses, false};
}

// The same for a leaf over the elements of a list.
std::pair<ValueClasses, bool> PositiveClasses(const ElementTest& test) {
  switch (test.kind) {
    case Group::Kind::kAny:
    case Group::Kind::kOnlyOne:
      return {kListClass, false};
    case Group::Kind::kAll:
      return {kEmptyListClass | kListClass, false};
    case Group::Kind::kNone:
      return {kAllClasses, false};
  }
  return {kAllClasses, false};
}

// A field test whose positive form is wanted of a field that must be there, compared with a
// constant; else a null pointer.
const FieldTest* PositiveTest(const LeafClaim& claim) {
  const FieldTest* const test = FieldTestOf(claim);
  const bool usable = test != nullptr && WantsPositive(claim, *test) && !test->other_field;
  return usable ? test : nullptr;
}

// True of all texts that other texts may equal if letter case is ignored.
bool HasLetters(const Literal& value) {
  return value.kind == Literal::Kind::kString && std::ranges::any_of(value.text, [](char c) {
           const char folded = FoldAscii(c);
           return (folded >= 'a' && folded <= 'z') || static_cast<unsigned char>(c) >= 0x80;
         });
}

// With exact letter case; for these no record has to be made.
bool ComparesForEquality(const FieldTest& test) {
  return (test.op == Operator::kEquals || test.op == Operator::kIsIn) && !test.ignores_case;
}

// The leaf alone, about a field "v".
Condition SingleTest(FieldTest test) {
  test.field = FieldPath::OfNames({"v"});
  Condition condition;
  condition.root = condition.Add({std::move(test), {}});
  return condition;
}

JsonValue RecordWith(const Literal& value) { return JsonValue::Object({{"v", ToJson(value)}}); }

}  // namespace

const Position& LeafClaim::position() const {
  const FieldTest* const test = std::get_if<FieldTest>(&body().body);
  const Position& field =
      test != nullptr ? test->field_position : std::get<ElementTest>(body().body).field_position;
  return field.line > 0 ? field : body().position;
}

const FieldTest* FieldTestOf(const LeafClaim& claim) {
  return std::get_if<FieldTest>(&claim.body().body);
}

const FieldPath& FieldOf(const LeafClaim& claim) {
  const FieldTest* const test = FieldTestOf(claim);
  return test != nullptr ? test->field : std::get<ElementTest>(claim.body().body).field;
}

bool WantsPositive(const LeafClaim& claim, const FieldTest& test) {
  return claim.holds != test.negated;
}

ValueClasses PossibleClasses(const LeafClaim& claim) {
  const FieldTest* const test = FieldTestOf(claim);
  const auto [classes, exact] = test != nullptr
                                    ? PositiveClasses(*test)
                                    : PositiveClasses(std::get<ElementTest>(claim.body().body));
  const bool positive = test != nullptr ? WantsPositive(claim, *test) : claim.holds;
  ValueClasses possible = classes;
  if (!positive) possible = exact ? static_cast<ValueClasses>(kAllClasses & ~classes) : kAllClasses;
  if (test == nullptr || !test->passes_if_missing) return possible;
  return static_cast<ValueClasses>(claim.holds ? possible | kMissingClass
                                               : possible & ~kMissingClass);
}

ValueClasses PossibleClassesAt(const LeafClaim& claim, std::size_t steps) {
  constexpr ValueClasses kLists = kEmptyListClass | kListClass;
  const std::vector<PathStep>& path = FieldOf(claim).steps;
  const ValueClasses at_end = PossibleClasses(claim);
  if (steps == path.size()) return at_end;
  if ((at_end & kMissingClass) != 0) return kAllClasses;
  const auto next = path.begin() + static_cast<std::ptrdiff_t>(steps);
  // Behind a [*] the value is the list of what was found.
  const bool is_spread = std::ranges::any_of(
      path.begin(), next, [](const PathStep& s) { return s.kind == PathStep::Kind::kWildcard; });
  if (is_spread) return kLists;
  switch (next->kind) {
    case PathStep::Kind::kName:
      // Even an empty record has derived fields.
      return steps == 0 ? kEmptyObjectClass | kObjectClass : kObjectClass;
    case PathStep::Kind::kIndex:
      return kListClass;
    case PathStep::Kind::kWildcard:
      return kLists;
  }
  return kAllClasses;
}

std::string Print(const LeafClaim& claim) {
  const FieldTest* const test = FieldTestOf(claim);
  if (test == nullptr) {
    const std::string text = Print(*claim.condition, claim.node);
    return claim.holds ? text : "not (" + text + ")";
  }
  Condition shown;
  FieldTest wanted = *test;
  wanted.negated = !WantsPositive(claim, *test);
  shown.root = shown.Add({std::move(wanted), {}});
  return Print(shown, shown.root);
}

bool AreEqual(const LeafClaim& left, const LeafClaim& right) {
  return left.holds == right.holds &&
         SayTheSame(*left.condition, left.node, *right.condition, right.node);
}

bool HaveSameField(const LeafClaim& left, const LeafClaim& right) {
  return FieldOf(left) == FieldOf(right);
}

const std::vector<Literal>* OnlyValues(const LeafClaim& claim) {
  const FieldTest* const test = PositiveTest(claim);
  if (test == nullptr || (test->op != Operator::kEquals && test->op != Operator::kIsIn)) {
    return nullptr;
  }
  // Texts without letters are the only ones that fold to themselves.
  const bool folded = test->ignores_case && std::ranges::any_of(test->operands, HasLetters);
  if (folded || test->operands.empty()) return nullptr;
  return &test->operands;
}

bool Accepts(const LeafClaim& claim, const Literal& value) {
  if ((PossibleClasses(claim) & ClassOf(value)) == 0) return false;
  const FieldTest* const test = FieldTestOf(claim);
  if (test == nullptr || test->other_field) return true;
  if (ComparesForEquality(*test)) {
    const bool equal = std::ranges::any_of(
        test->operands, [&](const Literal& operand) { return Compare(operand, value) == 0; });
    return equal == WantsPositive(claim, *test);
  }
  return Evaluate(SingleTest(*test), RecordWith(value)) == claim.holds;
}

std::size_t CostOfAccepts(const LeafClaim& claim) {
  constexpr std::size_t kEvaluation = 20;
  const FieldTest* const test = FieldTestOf(claim);
  if (test == nullptr || test->other_field) return 1;
  return test->operands.size() + (ComparesForEquality(*test) ? 1 : kEvaluation);
}

}  // namespace trailsift
