#pragma once

#include <cstdint>

#include "loader/problem_reporter.h"
#include "loader/yaml_node.h"
#include "rule/condition.h"

namespace trailsift {

// Combinators and comprehensions that may stand inside each other.
inline constexpr std::size_t kMaximumExpressionNesting = 32;

// What a list of match expressions stands in.
enum class ConditionUse : std::uint8_t {
  kDetection,     // Detection, or Conditions of DynamicSeverities.
  kInlineFilter,  // Fewer shapes, and every leaf passes if its field is missing.
};

// Reads a list of match expressions (rule specification, section 2), all of which must hold. What
// cannot be expressed is an error with its place, never a weaker condition: the result is of use
// only if none was reported.
Condition ReadCondition(const YamlNode& expressions, ConditionUse use, ProblemReporter& problems);

}  // namespace trailsift
