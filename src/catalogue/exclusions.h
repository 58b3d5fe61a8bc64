#pragma once

#include <string>
#include <vector>

#include "rule/condition.h"

namespace trailsift {

// What must not hold for a rule to match: one row of the exclusions of a rule card (Panther rule
// specification, section 6.3).
struct Exclusion {
  std::string field;  // The canonical path; empty for "expression".
  // The positive operator: "eq", "is_not_null"; "any", "all" or "one" over the elements of a list;
  // "expression" for a combination of conditions.
  std::string kind;
  std::vector<Literal> values;  // None for unary operators.
  // In normalised notation, instead of values: of a list what holds for its elements, of an
  // expression itself, of a comparison of two fields the other one ("field:b"). Else empty.
  std::string expression;
};

// In the order of the file, from the top level only.
std::vector<Exclusion> FindExclusions(const Condition& condition);

}  // namespace trailsift
