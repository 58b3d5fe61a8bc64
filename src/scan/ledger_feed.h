#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "base/ledger.h"

namespace trailsift {

// Carries what decoding enters in a ledger of its own over to that of the source, which the reader
// of the text writes to meanwhile on another thread.
class LedgerFeed {
 public:
  // What was entered between two looks at a ledger, and its figures at the second.
  struct Entries {
    ByteCounts bytes;  // Those of stored bytes and `decoded`; not the classes of the latter.
    SourceState state = SourceState::kScanned;
    std::vector<Anomaly> listed;
    std::array<std::uint64_t, kAnomalyKindCount> unlisted{};
    TextRanges unverified;  // All so far.
  };

  // The ledger must outlive the feed.
  explicit LedgerFeed(const Ledger& from) : from_(from) {}

  // What was entered since the last call.
  Entries Take();
  static void Enter(Entries entries, Ledger& to);

 private:
  const Ledger& from_;
  std::size_t listed_ = 0;
  std::array<std::uint64_t, kAnomalyKindCount> counted_{};
};

}  // namespace trailsift
