#pragma once

#include <cstddef>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "alert/match.h"
#include "alert/match_store.h"
#include "alert/value_counts.h"
#include "base/severity.h"
#include "base/timestamp.h"
#include "rule/rule_set.h"

namespace trailsift {

// The matches of an alert, in order of time, then of input. There may be many, so they are read one
// by one from where they were put aside.
class AlertMatches {
 public:
  AlertMatches() = default;
  // The store must outlive it.
  AlertMatches(const MatchStore& store, std::vector<Spool::Range> ranges)
      : store_(&store), ranges_(std::move(ranges)) {}

  std::size_t size() const { return ranges_.size(); }
  // Throws what Spool::Read does.
  Match At(std::size_t index) const { return store_->Get(ranges_[index]); }

 private:
  const MatchStore* store_ = nullptr;
  std::vector<Spool::Range> ranges_;
};

// The matches of one rule with one dedup string inside one window, at least as many as the rule's
// Threshold.
struct Alert {
  RuleNumber rule = 0;
  Severity severity = Severity::kInfo;  // The highest of its matches.
  std::string title;                    // Of the first match.
  std::string dedup;                    // As shown, at most 1000 code points.

  // Nothing if the times of the matches are not known.
  std::optional<Timestamp> first_time;
  std::optional<Timestamp> last_time;
  // From when on a match would have opened another window. Nothing also beyond the year 9999.
  std::optional<Timestamp> window_end;

  AlertMatches matches;  // Never empty.

  // The rule's summary attributes, as written, and their values as JSON texts.
  std::vector<std::pair<std::string, ValueCounts>> summary;
  // Of the matches that have such a field.
  ValueCounts actors;
  ValueCounts accounts;
  ValueCounts regions;
  ValueCounts addresses;
  ValueCounts event_names;
  std::set<std::string> flags;
};

}  // namespace trailsift
