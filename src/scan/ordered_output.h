#pragma once

#include <atomic>
#include <condition_variable>
#include <cstddef>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "alert/match.h"
#include "base/ledger.h"
#include "scan/delivery.h"

namespace trailsift {

// Brings the results of workers into input order. The oldest unfinished source hands its matches
// straight through; sources ahead of it are buffered, up to bounds, and then wait until it is their
// turn. Workers take sources in order and finish each they have taken, so the oldest always has a
// worker that does not wait: there is no deadlock.
class OrderedOutput {
 public:
  struct Bounds {
    // Bytes of matches held for sources ahead of the oldest.
    std::size_t bytes = std::size_t{32} << 20;
    // How many sources may be begun or finished ahead of it.
    std::size_t sources = 4096;
  };

  // `source_count`: that many or fewer.
  OrderedOutput(Delivery& delivery, std::size_t source_count, const Bounds& bounds);

  // Called by the worker that scans the source. May wait.
  void Add(std::size_t source, Match match);
  // Called once for each source that was taken, after its last match, with its account, which is
  // not null. May wait.
  void Finish(std::size_t source, std::unique_ptr<Ledger> ledger);

  // True once nothing further can be delivered: the sink takes no more, or handing over failed.
  const std::atomic<bool>& ended() const { return ended_; }
  // Why handing over failed; empty: it did not. Only after all workers have ended.
  const std::string& failure() const { return failure_; }

 private:
  struct Pending {
    std::vector<Match> matches;
    std::unique_ptr<Ledger> ledger;  // Set once finished.
  };

  Pending& PendingOf(std::size_t source) { return pending_[source % pending_.size()]; }
  bool IsNear(std::size_t source) const { return source - oldest_ < pending_.size(); }
  void AdvanceOldest();
  template <typename HandOver>
  void Deliver(const HandOver& hand_over);

  Delivery& delivery_;
  const std::size_t source_count_;
  const std::size_t bound_;
  std::mutex mutex_;
  std::condition_variable oldest_changed_;
  std::vector<Pending> pending_;  // A ring, the oldest source and those ahead of it.
  std::size_t oldest_ = 0;
  std::size_t buffered_ = 0;
  std::atomic<bool> ended_ = false;
  std::string failure_;
};

}  // namespace trailsift
