#pragma once

#include <cstdint>
#include <map>
#include <vector>

#include "event/event.h"
#include "event/projection.h"
#include "matcher/value_table.h"
#include "rule/condition.h"

namespace trailsift {

// Number of a predicate in a PredicateTable.
using PredicateNumber = std::uint32_t;

// The distinct tests of a rule set in their positive form: leaves with the same slot, operator and
// operands share one number, so that each is evaluated at most once an event.
class PredicateTable {
 public:
  // The number of the positive form of `test`, whose field stands at `slot`.
  PredicateNumber Intern(const FieldTest& test, Slot slot, bool lazy);

  // The number of a condition that is judged by the reference evaluator.
  PredicateNumber InternTree(Condition condition);

  // The verdict on an event of the projection that the slots belong to. Allocates nothing itself;
  // an event may, when it must make its tree: for a lazy slot, and to look into a list.
  bool Holds(PredicateNumber number, const Event& event) const;

  // A rough order of expense, for testing cheap predicates first.
  std::uint32_t cost(PredicateNumber number) const { return predicates_[number].cost; }
  std::size_t size() const { return predicates_.size(); }

  // Drops what only Intern needs.
  void Freeze() { interned_.clear(); }

 private:
  struct Key {
    Slot slot = 0;
    Operator op = Operator::kEquals;
    std::vector<Literal> operands;
    auto operator<=>(const Key&) const = default;
  };
  struct Operand {
    Literal literal;
    bool plain_integer = false;
  };
  struct Predicate {
    Slot slot = 0;
    Operator op = Operator::kEquals;
    std::uint32_t cost = 0;
    std::uint32_t first = 0;  // Operands first … last - 1.
    std::uint32_t last = 0;
    std::uint32_t text_set = kNoTextSet;  // kIsIn with texts only: their table.
    std::uint32_t tree = kNoTree;         // Index into trees_.
  };
  static constexpr std::uint32_t kNoTree = ~std::uint32_t{0};
  static constexpr std::uint32_t kNoTextSet = ~std::uint32_t{0};

  static bool Equals(const FieldValue& value, const Operand& operand);
  bool IsIn(const Predicate& predicate, const FieldValue& value) const;
  bool Contains(const Predicate& predicate, const FieldValue& value, const Event& event) const;
  template <typename Satisfies>
  bool SomeOperand(const Predicate& predicate, const Satisfies& satisfies) const;

  std::vector<Predicate> predicates_;
  std::vector<Operand> operands_;
  std::vector<ValueTable> text_sets_;
  std::vector<Condition> trees_;
  std::map<Key, PredicateNumber> interned_;
};

}  // namespace trailsift
