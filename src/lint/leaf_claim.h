#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "rule/condition.h"

namespace trailsift {

// A leaf of a condition together with what is wanted of it: that it holds, or that it does not.
// The condition must outlive it.
struct LeafClaim {
  const Condition* condition = nullptr;
  NodeId node = 0;
  bool holds = true;

  const Node& body() const { return condition->nodes[node]; }
  // Where the rule names the field, or else where the leaf begins.
  const Position& position() const;
};

// The kinds of value that a leaf may see, as bits of a set.
using ValueClasses = std::uint16_t;
inline constexpr ValueClasses kMissingClass = 1 << 0;
inline constexpr ValueClasses kNullClass = 1 << 1;
inline constexpr ValueClasses kEmptyStringClass = 1 << 2;
inline constexpr ValueClasses kStringClass = 1 << 3;  // Not empty, as below.
inline constexpr ValueClasses kNumberClass = 1 << 4;
inline constexpr ValueClasses kBooleanClass = 1 << 5;
inline constexpr ValueClasses kEmptyListClass = 1 << 6;
inline constexpr ValueClasses kListClass = 1 << 7;
inline constexpr ValueClasses kEmptyObjectClass = 1 << 8;
inline constexpr ValueClasses kObjectClass = 1 << 9;
inline constexpr ValueClasses kAllClasses = (1 << 10) - 1;

// The kinds of value with which the claim can be true. More may be in the set than really can.
ValueClasses PossibleClasses(const LeafClaim& claim);

// The kinds that the value at the first `steps` steps of its field can have if the claim is true.
ValueClasses PossibleClassesAt(const LeafClaim& claim, std::size_t steps);

// The leaf, if it is no test of list elements; else a null pointer.
const FieldTest* FieldTestOf(const LeafClaim& claim);
const FieldPath& FieldOf(const LeafClaim& claim);
// Whether the claim wants the positive form of its leaf.
bool WantsPositive(const LeafClaim& claim, const FieldTest& test);

// The claim in normalised notation.
std::string Print(const LeafClaim& claim);

// True if they say the same of the same field. False may mean that it is not known.
bool AreEqual(const LeafClaim& left, const LeafClaim& right);
// True if both look at the same value.
bool HaveSameField(const LeafClaim& left, const LeafClaim& right);

// The only values with which the claim can be true; besides them a missing field may do
// (PossibleClasses). A null pointer: they are not known. Lives as long as the condition.
const std::vector<Literal>* OnlyValues(const LeafClaim& claim);
// True if the claim is true of a field with that value. Both fields of a leaf that compares two are
// taken to be free: then true.
bool Accepts(const LeafClaim& claim, const Literal& value);
// What asking that costs, in comparisons of two literals.
std::size_t CostOfAccepts(const LeafClaim& claim);

}  // namespace trailsift
