#pragma once

#include <compare>
#include <map>
#include <string>
#include <vector>

#include "event/projection.h"
#include "matcher/text_table.h"
#include "rule/condition.h"

namespace trailsift {

// The text at a slot, as it is or by FoldCase.
struct TextField {
  Slot slot = 0;
  bool ignores_case = false;
  auto operator<=>(const TextField&) const = default;
};

// What a condition cannot hold without.
struct Requirement {
  bool never = false;  // The condition holds on no record at all.
  // At each of these slots a string out of the slot's values. Sorted, distinct.
  std::map<Slot, std::vector<std::string>> values;
  // At each of these fields a string that holds one of the texts at its place, or, for texts of
  // kAnywhere, a list with a string that is equal to one. As TextTable wants them; for a field that
  // ignores case they are folded.
  std::map<TextField, std::vector<PlacedText>> texts;
};

// Derives the requirement from comparisons with strings. Only slots that the walk over a record
// fills are named, so that looking their values up costs no tree. Exact in one direction: a record
// that lacks the requirement does not match; one that has it may match.
Requirement DeriveRequirement(const Condition& condition, Projection& projection);

// Of two requirements that must both be met.
Requirement Both(Requirement left, Requirement&& right);

}  // namespace trailsift
