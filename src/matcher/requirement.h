#pragma once

#include <map>
#include <string>
#include <vector>

#include "event/projection.h"
#include "rule/condition.h"

namespace trailsift {

// What a condition cannot hold without: at each of these slots a string out of the slot's values.
struct Requirement {
  bool never = false;                               // The condition holds on no record at all.
  std::map<Slot, std::vector<std::string>> values;  // Sorted, distinct.
};

// Derives the requirement from equalities with strings. Only slots that the walk over a record
// fills are named, so that looking their values up costs no tree. Exact in one direction: a record
// that lacks the requirement does not match; one that has it may match.
Requirement DeriveRequirement(const Condition& condition, Projection& projection);

// Of two requirements that must both be met.
Requirement Both(Requirement left, Requirement&& right);

}  // namespace trailsift
