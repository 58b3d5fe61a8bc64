#pragma once

#include <optional>
#include <vector>

#include "alert/alert_grouping.h"
#include "alert/match.h"
#include "alert/match_sink.h"
#include "alert/match_store.h"
#include "alert/scan_summary.h"
#include "base/ledger.h"
#include "rule/rule_set.h"
#include "scan/duplicate_watch.h"
#include "scan/scan.h"

namespace trailsift {

// The end of the line: gets all matches and ledgers in input order, drops or flags repeats, counts,
// and hands the matches, or the alerts made of them, to the sink. Throws if something that must
// wait for the end cannot be put aside (see Spool). Used by one thread at a time.
class Delivery {
 public:
  // All must outlive it. The summary is filled in as results come.
  Delivery(const RuleSet& rules, const ScanOptions& options, MatchSink& sink, ScanSummary& summary,
           ScanProgress& progress)
      : rules_(rules),
        options_(options),
        sink_(sink),
        summary_(summary),
        progress_(progress),
        grouping_(rules) {}

  void OnMatch(Match match);
  // All matches of the source have been handed over.
  void OnSource(const Ledger& ledger);
  // All sources have; hands over what waited for the end.
  void End();

  // False once the sink takes no more.
  bool wanted() const { return sink_.alive(); }

 private:
  struct Held {
    std::optional<Timestamp> time;
    Spool::Range range;
  };

  bool IsDropped(Match& match);
  void ReportConflict(const Match& match);
  void Count(const Match& match);

  const RuleSet& rules_;
  const ScanOptions& options_;
  MatchSink& sink_;
  ScanSummary& summary_;
  ScanProgress& progress_;
  DuplicateWatch duplicates_;
  Ledger conflicts_{""};  // Anomalies of the source whose matches are coming in.
  MatchStore store_;
  std::vector<Held> held_;  // Until the end, if sorted by time.
  AlertGrouping grouping_;  // The same for alerts.
};

}  // namespace trailsift
