#pragma once

#include <cstddef>
#include <vector>

#include "event/event.h"
#include "matcher/rule_index.h"
#include "scan/scan_plan.h"

namespace trailsift {

// Judges a record that repeats keys by its other meanings. It was judged by the last value of each
// key, as Python and jq read it; other readers take the first one, and nothing says which of them
// acted on the record. So it is judged again by the first, the second … occurrence of every
// repeated key. One per worker.
class OtherReadings {
 public:
  // Readings judged beside the last.
  static constexpr std::size_t kMost = 9;

  struct Verdict {
    // Rules with a match by an earlier reading and none by the last; ascending, like the next.
    std::vector<RuleNumber> only_earlier;
    // Rules with a match by the last reading, but not by every one that was judged.
    std::vector<RuleNumber> only_some;
    bool judged_all = true;  // No key stands more than kMost + 1 times in one object.
  };

  // The plan must outlive it.
  explicit OtherReadings(const ScanPlan& plan)
      : plan_(plan), scratch_(plan.index), reading_(plan.projection) {}

  // A match is one that a scan would show: not filtered out, and of sufficient severity.
  Verdict Judge(const Event& event);

 private:
  std::vector<RuleNumber> MatchesOf(const Event& event);

  const ScanPlan& plan_;
  RuleIndex::Scratch scratch_;
  Event reading_;
};

}  // namespace trailsift
