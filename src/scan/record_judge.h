#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "alert/match.h"
#include "base/ledger.h"
#include "event/record_reader.h"
#include "scan/other_readings.h"
#include "scan/running_coverage.h"
#include "scan/scan_plan.h"

namespace trailsift {

// Puts records before the rules. One per thread that reads.
class RecordJudge {
 public:
  using MatchHandler = std::function<void(Match)>;

  // The plan must outlive the judge.
  explicit RecordJudge(const ScanPlan& plan) : plan_(plan), scratch_(plan.index) {}

  // Judges the reader's current record, whose source has the ledger and the coverage, and hands its
  // matches to `handle`, without what is known of the source only. Appends the hash of its event
  // ID, if it has one.
  void Judge(RecordReader& reader, Ledger& ledger, RunningCoverage& coverage,
             std::vector<std::uint64_t>& met_ids, const MatchHandler& handle);

 private:
  void FindHits(RecordReader& reader, std::optional<Timestamp> time, Ledger& ledger);
  void ReportUpstreamCut(const RecordReader& reader, Ledger& ledger);
  void JudgeOtherReadings(const RecordReader& reader, Ledger& ledger);
  void HandleHits(const RecordReader& reader, const MatchHandler& handle);

  const ScanPlan& plan_;
  RuleIndex::Scratch scratch_;
  std::vector<RuleNumber> hits_;       // Kept across records: the loop does not allocate.
  std::vector<RuleNumber> ambiguous_;  // Of them, those that another reading lacks; ascending.
  std::optional<OtherReadings> other_readings_;  // Made for the first record that has any.
};

}  // namespace trailsift
