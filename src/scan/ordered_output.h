#pragma once

#include <atomic>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "alert/match.h"
#include "base/ledger.h"
#include "scan/delivery.h"

namespace trailsift {

// Brings the results of workers into input order. The oldest unfinished source hands its matches
// straight through; sources ahead of it are buffered, up to a bound, and then wait until they are
// the oldest. Since workers take sources in order, the oldest always has a worker that does not
// wait, so there is no deadlock.
class OrderedOutput {
 public:
  // Bytes of matches held for sources ahead of the oldest.
  static constexpr std::size_t kBufferedBytes = std::size_t{32} << 20;

  OrderedOutput(Delivery& delivery, std::size_t source_count,
                std::size_t buffered_bytes = kBufferedBytes);

  // Called by the worker that scans the source. May wait.
  void Add(std::size_t source, Match match);
  // Called once for each source, after its last match.
  void Finish(std::size_t source, Ledger ledger);

  // True once nothing further can be delivered: the sink takes no more, or handing over failed.
  const std::atomic<bool>& ended() const { return ended_; }
  // Why handing over failed; empty: it did not. Only after all workers have ended.
  const std::string& failure() const { return failure_; }
  std::size_t oldest() const { return oldest_.load(std::memory_order_relaxed); }

 private:
  struct Pending {
    std::vector<Match> matches;
    std::optional<Ledger> ledger;  // Set once finished.
  };

  void Deliver(Match match);
  void Deliver(const Ledger& ledger);
  void AdvanceOldest();

  Delivery& delivery_;
  const std::size_t bound_;
  std::mutex mutex_;
  std::condition_variable oldest_changed_;
  std::vector<Pending> pending_;
  std::atomic<std::size_t> oldest_ = 0;
  std::size_t buffered_ = 0;
  std::atomic<bool> ended_ = false;
  std::string failure_;
};

}  // namespace trailsift
