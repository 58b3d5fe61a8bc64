#pragma once

#include <cstdint>
#include <vector>

#include "event/event.h"
#include "event/projection.h"
#include "matcher/predicate.h"
#include "rule/condition.h"

namespace trailsift {

// What one worker remembers while it runs a Program: the verdicts of predicates, each stamped with
// the number of the event it was reached on, so that nothing is cleared between events.
class ProgramMemory {
 public:
  // To be called before the first Holds on each event.
  void StartEvent() { ++event_; }

  std::uint64_t predicates_evaluated = 0;

 private:
  friend class Program;
  std::uint64_t event_ = 0;
  std::vector<std::uint64_t> verdicts_;  // Per predicate: event number * 2 + verdict.
  std::vector<std::uint8_t> counters_;
  PredicateMemory predicates_;
};

// Many conditions compiled to one piece of code over the slots of an event. Each condition is a
// chain of tests, and each test knows where to go on if its predicate holds and where if not: All,
// Any and None become such jumps alone, cheap tests first; OnlyOne counts. Predicates are shared by
// all conditions and evaluated at most once an event.
//
// Add all conditions first, then Freeze, then ask; from then on immutable and shared.
class Program {
 public:
  // Where a condition begins.
  using Entry = std::uint32_t;
  // The condition that always holds.
  static constexpr Entry kHolds = ~Entry{0};

  // Compiles a condition and adds the paths it reads to the projection. A condition without nodes
  // never holds. The entry stands for "the condition and `next`".
  Entry Add(const Condition& condition, Projection& projection, Entry next = kHolds);
  // The same for a condition that is asked on few events: its paths are added as lazy ones.
  Entry AddRare(const Condition& condition, Projection& projection);
  void Freeze() { predicates_.Freeze(); }

  ProgramMemory MakeMemory() const;
  // The event's projection must be the one given to Add. Allocates no more than a predicate does.
  bool Holds(Entry entry, const Event& event, ProgramMemory& memory) const;

  std::size_t predicate_count() const { return predicates_.size(); }

 private:
  class Compiler;

  struct Instruction {
    enum class Kind : std::uint8_t {
      kTest,      // Does predicate `operand` hold?
      kReset,     // Sets counter `operand` to 0; goes to if_true.
      kCountOne,  // Adds 1 to counter `operand`; was it the first?
      kIsOne,     // Is counter `operand` 1?
    };
    Kind kind = Kind::kTest;
    std::uint32_t operand = 0;
    Entry if_true = 0;
    Entry if_false = 0;
  };
  static constexpr Entry kFails = kHolds - 1;  // Like kHolds a jump target that ends the run.

  std::vector<Instruction> code_;  // Jumps lead to smaller addresses only, so every run ends.
  PredicateTable predicates_;
  std::uint32_t counters_ = 0;
};

}  // namespace trailsift
