#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "base/anomaly.h"
#include "base/ledger.h"

namespace trailsift {

// Anomalies of one source that wait until they may be entered into its ledger, in bounded memory:
// as many of a kind as the ledger lists; the rest is counted.
class HeldAnomalies {
 public:
  void Hold(Anomaly anomaly) {
    const std::uint64_t count = ++counts_[static_cast<std::size_t>(anomaly.kind)];
    if (count <= Ledger::kMaximumListed) listed_.push_back(std::move(anomaly));
  }

  const std::vector<Anomaly>& listed() const { return listed_; }

  // Calls report(anomaly) for each and forgets them; those that were only counted have nothing but
  // their kind.
  template <typename Report>
  void Release(const Report& report) {
    for (Anomaly& anomaly : std::exchange(listed_, {})) report(std::move(anomaly));
    for (std::size_t kind = 0; kind < counts_.size(); ++kind) {
      const std::uint64_t count = std::exchange(counts_[kind], 0);
      for (std::uint64_t i = Ledger::kMaximumListed; i < count; ++i) {
        Anomaly anomaly;
        anomaly.kind = static_cast<AnomalyKind>(kind);
        report(std::move(anomaly));
      }
    }
  }

 private:
  std::vector<Anomaly> listed_;
  std::array<std::uint64_t, kAnomalyKindCount> counts_{};
};

}  // namespace trailsift
