#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "base/severity.h"
#include "event/event.h"
#include "event/projection.h"
#include "rule/rule_set.h"

namespace trailsift {

// Which rules a record matches: those whose inline filter and condition hold. They are found
// through an index on the values that rules require (eventSource and eventName first), not by
// trying each. Immutable once built: all threads share it, each with a Scratch of its own.
class RuleIndex {
 public:
  // Mutable state of one worker; reused for every record so that the loop does not allocate.
  class Scratch {
   public:
    explicit Scratch(const RuleIndex& index);
    ~Scratch();
    Scratch(Scratch&&) noexcept;

    // Work done so far, for tests and the benchmark.
    std::uint64_t predicates_evaluated = 0;
    std::uint64_t rules_tried = 0;

   private:
    friend class RuleIndex;
    struct State;
    std::unique_ptr<State> state_;
  };

  // Compiles the rules named by `numbers` and adds the paths they read to the projection; those
  // that only their dynamic severities read as lazy ones. The rule set need not outlive the index.
  RuleIndex(const RuleSet& rules, const std::vector<RuleNumber>& numbers, Projection& projection);
  ~RuleIndex();
  RuleIndex(RuleIndex&&) noexcept;

  // Puts the numbers of all matching rules into `matches`, ascending. The event must have been
  // parsed with the projection given at construction.
  void FindMatches(const Event& event, Scratch& scratch, std::vector<RuleNumber>& matches) const;

  // The severity of a match of the rule on the event that FindMatches has just judged: that of the
  // first dynamic severity whose condition holds, else the rule's own.
  Severity SeverityOf(RuleNumber rule, const Event& event, Scratch& scratch) const;

  std::size_t rule_count() const;

 private:
  struct Implementation;
  std::unique_ptr<const Implementation> implementation_;
};

}  // namespace trailsift
