#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "rule/condition.h"

namespace trailsift {

// What a condition is compared with.
enum class OperandKind : std::uint8_t {
  kNone,    // Neither Value nor Values.
  kScalar,  // Value: a string, number or boolean.
  kString,  // Value: a string.
  kList,    // Values.
};

// A spelling that `Condition:` accepts (rule specification, section 2.4). A negative spelling is
// the exact opposite of its positive operator.
struct ConditionName {
  std::string_view name;
  std::optional<Operator> op;  // Nothing: known, but not supported yet.
  bool negated = false;
  OperandKind operand = OperandKind::kNone;
};

// Every spelling. Case counts.
std::span<const ConditionName> ConditionNames();

// A null pointer for a name that is none.
const ConditionName* FindConditionName(std::string_view name);

}  // namespace trailsift
