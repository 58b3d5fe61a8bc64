#pragma once

#include <cstdint>
#include <deque>
#include <optional>
#include <variant>
#include <vector>

#include "event/field_path.h"
#include "event/json_value.h"
#include "matcher/pair_predicate.h"
#include "matcher/value_predicate.h"
#include "rule/condition.h"

namespace trailsift {

// Memory that predicates work in, one for each worker; between two calls it holds nothing.
struct PredicateMemory {
  PairPredicate::Folded folded;
  std::deque<JsonValue> assembled;  // Lists that [*] makes inside of elements.
};

// How many elements of a list satisfy a condition, compiled. Immutable.
class ElementPredicate {
 public:
  // A test of the kind over elements that are judged by `element`.
  ElementPredicate(Group::Kind kind, const Condition& element);

  // A null pointer, or not a list: false, for kNone true.
  bool Holds(const JsonValue* list, PredicateMemory& memory) const;

 private:
  struct Leaf {
    FieldPath field;
    bool negated = false;
    bool passes_if_missing = false;
  };
  struct ValueLeaf : Leaf {
    ValuePredicate predicate;
  };
  struct PairLeaf : Leaf {
    FieldPath other;
    PairPredicate predicate;
  };
  struct ElementLeaf {
    FieldPath field;
    std::uint32_t nested = 0;  // Index into nested_.
  };

  void AddLeaf(const FieldTest& test);

  bool HoldsAt(NodeId node, const JsonValue& element, PredicateMemory& memory) const;
  bool Holds(const Group& group, const JsonValue& element, PredicateMemory& memory) const;
  bool Holds(const ValueLeaf& leaf, const JsonValue& element, PredicateMemory& memory) const;
  bool Holds(const PairLeaf& leaf, const JsonValue& element, PredicateMemory& memory) const;
  bool Holds(const ElementLeaf& leaf, const JsonValue& element, PredicateMemory& memory) const;

  Group::Kind kind_;
  std::optional<NodeId> root_;  // Nothing: no element satisfies.
  std::vector<std::variant<Group, ValueLeaf, PairLeaf, ElementLeaf>> nodes_;
  std::vector<ElementPredicate> nested_;
};

}  // namespace trailsift
