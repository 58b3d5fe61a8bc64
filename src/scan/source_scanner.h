#pragma once

#include <atomic>
#include <cstddef>
#include <functional>
#include <vector>

#include "alert/match.h"
#include "event/record_reader.h"
#include "input/find_inputs.h"
#include "input/open_input.h"
#include "scan/scan_plan.h"

namespace trailsift {

// Reads one source after the other and judges its records. One per worker.
class SourceScanner {
 public:
  using MatchHandler = std::function<void(Match)>;

  // All must outlive the scanner. `stop` (a signal) and `unwanted` (nobody takes matches any more)
  // end the reading of a source early; its ledger then says so.
  SourceScanner(const ScanPlan& plan, const std::atomic<bool>& stop,
                const std::atomic<bool>& unwanted, ScanProgress& progress);

  // Hands the source's matches, in the order of their records, to `handle` and closes the ledger.
  // Never throws: what went wrong is an anomaly.
  void Scan(FoundInput& input, const MatchHandler& handle);

 private:
  class Source;

  bool Ended() const { return stop_.load(std::memory_order_relaxed) || unwanted_.load(); }
  void Read(FoundInput& input, const MatchHandler& handle);

  const ScanPlan& plan_;
  const std::atomic<bool>& stop_;
  const std::atomic<bool>& unwanted_;
  ScanProgress& progress_;
  DecodeBuffers buffers_;
  RuleIndex::Scratch scratch_;
  std::vector<RuleNumber> hits_;  // Kept across records: the loop does not allocate.
};

}  // namespace trailsift
