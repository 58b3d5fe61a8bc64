#include "base/held_anomalies.h"

#include <gtest/gtest.h>

namespace trailsift {
namespace {

TEST(HeldAnomalies, AreListedAsFarAsALedgerListsThemAndCountedBeyond) {
  constexpr std::size_t kMany = 3 * Ledger::kMaximumListed;
  HeldAnomalies held;
  for (std::size_t i = 0; i < kMany; ++i) {
    Anomaly anomaly;
    anomaly.kind = i % 3 == 0 ? AnomalyKind::kTruncated : AnomalyKind::kCorruptStream;
    anomaly.stored_offset = i;
    held.Hold(anomaly);
  }
  EXPECT_EQ(held.listed().size(), 2 * Ledger::kMaximumListed);

  Ledger ledger("a");
  const auto release = [&] { held.Release([&](Anomaly anomaly) { ledger.Report(anomaly); }); };
  release();
  release();  // Nothing is left.
  EXPECT_EQ(ledger.count(AnomalyKind::kTruncated), kMany / 3);
  EXPECT_EQ(ledger.count(AnomalyKind::kCorruptStream), kMany - kMany / 3);
  ASSERT_EQ(ledger.anomalies().size(), 2 * Ledger::kMaximumListed);
  EXPECT_EQ(ledger.anomalies()[1].stored_offset, 1U);
  EXPECT_EQ(ledger.anomalies()[1].kind, AnomalyKind::kCorruptStream);
}

}  // namespace
}  // namespace trailsift
