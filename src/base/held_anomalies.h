#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "base/anomaly.h"
#include "base/ledger.h"

namespace trailsift {

// Calls report(anomaly) for those that a ledger or its like has counted but not listed, by
// count(kind) of each kind. They have nothing but their kind.
template <typename Count, typename Report>
void ReportUnlisted(const Count& count, const Report& report) {
  for (std::size_t kind = 0; kind < kAnomalyKindCount; ++kind) {
    const std::uint64_t counted = count(static_cast<AnomalyKind>(kind));
    if (counted <= Ledger::kMaximumListed) continue;
    Anomaly anomaly;
    anomaly.kind = static_cast<AnomalyKind>(kind);
    for (std::uint64_t i = Ledger::kMaximumListed; i < counted; ++i) report(anomaly);
  }
}

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
    if (listed_.empty()) return;
    for (Anomaly& anomaly : std::exchange(listed_, {})) report(std::move(anomaly));
    ReportUnlisted(
        [&](AnomalyKind kind) { return std::exchange(counts_[static_cast<std::size_t>(kind)], 0); },
        report);
  }

 private:
  std::vector<Anomaly> listed_;
  std::array<std::uint64_t, kAnomalyKindCount> counts_{};
};

}  // namespace trailsift
