#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "rule/condition.h"

namespace trailsift {

// What a condition is compared with.
enum class OperandKind : std::uint8_t {
  kNone,    // Neither Value nor Values.
  kScalar,  // Value: a string, number or boolean.
  kString,  // Value: a string.
  kNumber,  // Value: a number.
  kList,    // Values.
  kCidr,    // Value or Values: ranges of addresses.
};

// A spelling of a leaf that `Condition:` accepts (rule specification, section 2.4). A negative
// spelling is the exact opposite of its positive operator.
struct ConditionName {
  std::string_view name;
  Operator op = Operator::kEquals;
  bool negated = false;
  OperandKind operand = OperandKind::kNone;
  bool ignores_case = false;
};

// A spelling of `Condition:` beside Expressions, or a combinator key.
struct GroupName {
  std::string_view name;
  Group::Kind kind = Group::Kind::kAll;
};

// A spelling of `Condition:` that stands alone.
struct AbsoluteName {
  std::string_view name;
  bool holds = false;
};

// Every spelling. Case counts.
std::span<const ConditionName> ConditionNames();
std::span<const GroupName> ComprehensionNames();  // AnyElement …
std::span<const AbsoluteName> AbsoluteNames();    // AlwaysTrue, AlwaysFalse
std::span<const GroupName> CombinatorNames();     // All …

// A null pointer for a name that is none.
const ConditionName* FindConditionName(std::string_view name);
const GroupName* FindComprehensionName(std::string_view name);
const AbsoluteName* FindAbsoluteName(std::string_view name);
const GroupName* FindCombinatorName(std::string_view name);

// True for the keys of an expression that hold expressions: the combinators and Expressions.
bool HoldsExpressions(std::string_view key);

// All that may stand behind `Condition:`.
std::vector<std::string_view> AllConditionNames();

// True for the conditions that Panther documents for InlineFilters.
bool IsDocumentedInFilters(std::string_view condition);

}  // namespace trailsift
