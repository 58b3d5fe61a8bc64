#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

#include "alert/match.h"
#include "event/record_reader.h"
#include "input/find_inputs.h"
#include "input/open_input.h"
#include "scan/event_id_set.h"
#include "scan/idle_threads.h"
#include "scan/record_judge.h"
#include "scan/scan_plan.h"

namespace trailsift {

// Reads one source after the other and judges its records. One per worker.
class SourceScanner {
 public:
  using MatchHandler = std::function<void(Match)>;

  // All must outlive the scanner, which enters the IDs of all records into `event_ids` and may let
  // idle threads decode and read ahead for it. Either flag ends the reading of a source early:
  // `stop`, which its account then says, and `unwanted`, when nobody takes matches any more.
  SourceScanner(const ScanPlan& plan, const std::atomic<bool>& stop,
                const std::atomic<bool>& unwanted, EventIdSet& event_ids, IdleThreads& idle,
                ScanProgress& progress);

  // Hands the source's matches, in the order of their records, to `handle`. Returns its closed
  // account: whatever goes wrong is an anomaly. Matches of a compressed source are held back, as
  // long as there are not many, until it is known whether its checksums are right.
  Ledger Scan(FoundInput& input, const MatchHandler& handle);

 private:
  class Source;
  struct Held {
    std::vector<Match> matches;
    std::size_t bytes = 0;
  };

  void Read(const InputFile& file, Ledger& ledger, const MatchHandler& handle);
  void Release(const Ledger& ledger, const MatchHandler& handle);
  void MeetIds(const std::vector<std::uint64_t>& ids);
  void EnterIdsInBatches();
  void EnterIds();
  bool Ended() const;

  const ScanPlan& plan_;
  const std::atomic<bool>& stop_;
  const std::atomic<bool>& unwanted_;
  EventIdSet& event_ids_;
  IdleThreads& idle_;
  ScanProgress& progress_;
  std::vector<std::uint64_t> met_ids_;  // Hashes not yet entered.
  DecodeBuffers buffers_;
  // Made with the first source, where it is told if memory does not suffice.
  std::optional<RecordBuffers> record_buffers_;
  RecordJudge judge_;
  Held held_;
};

}  // namespace trailsift
