#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <variant>
#include <vector>

#include "event/event.h"
#include "event/projection.h"
#include "matcher/element_predicate.h"
#include "matcher/pair_predicate.h"
#include "matcher/value_predicate.h"
#include "rule/condition.h"

namespace trailsift {

// Number of a predicate in a PredicateTable.
using PredicateNumber = std::uint32_t;

// The distinct tests of a rule set in their positive form: leaves that ask the same of the same
// slots share one number, so that each is evaluated at most once an event.
class PredicateTable {
 public:
  // The number of the positive form of a leaf, which asks whether its value exists or how it
  // compares; passes_if_missing is left to the caller. `other` is the slot of its other_field.
  // `lazy`: a slot is.
  PredicateNumber Intern(const FieldTest& test, Slot slot, Slot other, bool lazy);

  // The number of a test of the list at `slot`. `kind` is not kNone, which negates kAny.
  PredicateNumber Intern(Group::Kind kind, const Condition& element, Slot slot);

  // The verdict on an event of the projection that the slots belong to. Allocates nothing itself;
  // an event may, when it must make its tree: for a lazy slot, and to look into a list or object.
  bool Holds(PredicateNumber number, const Event& event, PredicateMemory& memory) const;

  // A rough order of expense, for testing cheap predicates first.
  std::uint32_t cost(PredicateNumber number) const { return costs_[number]; }
  std::size_t size() const { return costs_.size(); }

  // Compiles the predicates and drops what only Intern needs. Holds can be asked from now on.
  void Freeze();

 private:
  struct LeafKey {
    Slot slot = 0;
    Slot other = 0;
    FieldTest test;  // Without what does not matter to the predicate.
    auto operator<=>(const LeafKey&) const = default;
  };
  struct ElementKey {
    Slot slot = 0;
    Group::Kind kind = Group::Kind::kAny;
    Condition element;
    auto operator<=>(const ElementKey&) const = default;
  };
  struct Predicate {
    Slot slot = 0;
    Slot other = 0;  // Of a PairPredicate.
    std::variant<ValuePredicate, PairPredicate, ElementPredicate> test;
  };

  static Predicate Compile(const LeafKey& key);
  static Predicate Compile(const ElementKey& key);

  std::vector<std::uint32_t> costs_;
  std::vector<Predicate> predicates_;
  // Only until Freeze.
  std::map<LeafKey, PredicateNumber> leaves_;
  std::map<ElementKey, PredicateNumber> element_tests_;
};

}  // namespace trailsift
