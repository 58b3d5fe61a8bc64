#include "base/ledger.h"

#include <gtest/gtest.h>

namespace trailsift {
namespace {

// Every figure a different power of two, so that a sum tells which ones are in it.
ByteCounts Distinct() {
  ByteCounts bytes;
  std::uint64_t figure = 1;
  for (std::uint64_t* member :
       {&bytes.stored_read, &bytes.stored_unread, &bytes.payload, &bytes.padding,
        &bytes.passed_through, &bytes.undecodable, &bytes.decoded, &bytes.record, &bytes.envelope,
        &bytes.whitespace, &bytes.damaged, &bytes.skipped}) {
    *member = figure;
    figure *= 2;
  }
  return bytes;
}

TEST(ByteCounts, AddsEveryFigure) {
  ByteCounts sum = Distinct();
  sum += Distinct();
  EXPECT_EQ(sum.stored_read, 2u);
  EXPECT_EQ(sum.stored_unread, 4u);
  EXPECT_EQ(sum.payload, 8u);
  EXPECT_EQ(sum.padding, 16u);
  EXPECT_EQ(sum.passed_through, 32u);
  EXPECT_EQ(sum.undecodable, 64u);
  EXPECT_EQ(sum.decoded, 128u);
  EXPECT_EQ(sum.record, 256u);
  EXPECT_EQ(sum.envelope, 512u);
  EXPECT_EQ(sum.whitespace, 1024u);
  EXPECT_EQ(sum.damaged, 2048u);
  EXPECT_EQ(sum.skipped, 4096u);
}

TEST(ByteCounts, BalanceTakesEveryClass) {
  ByteCounts balanced = Distinct();
  balanced.stored_read = 4 + 8 + 16 + 32;
  balanced.decoded = 128 + 256 + 512 + 1024 + 2048;
  EXPECT_TRUE(balanced.Balanced());
  for (std::uint64_t ByteCounts::*figure :
       {&ByteCounts::stored_read, &ByteCounts::payload, &ByteCounts::padding,
        &ByteCounts::passed_through, &ByteCounts::undecodable, &ByteCounts::decoded,
        &ByteCounts::record, &ByteCounts::envelope, &ByteCounts::whitespace, &ByteCounts::damaged,
        &ByteCounts::skipped}) {
    ByteCounts off = balanced;
    ++(off.*figure);
    EXPECT_FALSE(off.Balanced());
  }
  balanced.stored_unread = 0;  // Stands outside the balance.
  EXPECT_TRUE(balanced.Balanced());
}

TEST(RecordCounts, AddsEveryFigure) {
  RecordCounts sum{1, 2, 4};
  sum += RecordCounts{8, 16, 32};
  EXPECT_EQ(sum.judged, 9u);
  EXPECT_EQ(sum.filtered, 18u);
  EXPECT_EQ(sum.salvaged, 36u);
}

TEST(Ledger, CloseReportsAnImbalanceOnce) {
  Ledger fine("x");
  fine.Close();
  EXPECT_TRUE(fine.complete());
  for (const bool stored : {true, false}) {
    Ledger off("x");
    ++(stored ? off.bytes.stored_read : off.bytes.decoded);
    off.Close();
    EXPECT_EQ(off.count(AnomalyKind::kInternalImbalance), 1u);
    EXPECT_FALSE(off.complete());
  }
}

TEST(Ledger, OnlyUnjudgedKindsMakeItIncomplete) {
  for (std::size_t i = 0; i < kAnomalyKindCount; ++i) {
    const auto kind = static_cast<AnomalyKind>(i);
    Ledger ledger("x");
    ledger.Report(kind, "odd");
    SCOPED_TRACE(AnomalyName(kind));
    EXPECT_EQ(ledger.complete(), !IsUnjudged(kind));
    EXPECT_EQ(ledger.count(kind), 1u);
    ASSERT_EQ(ledger.anomalies().size(), 1u);
    EXPECT_EQ(ledger.anomalies()[0].message, "odd");
  }
}

TEST(Ledger, CountsGoOnWhereTheListIsCut) {
  Ledger ledger("x");
  const std::size_t reports = Ledger::kMaximumListed + 5;
  for (std::size_t i = 0; i < reports; ++i) {
    ledger.Report(AnomalyKind::kDamagedRange, std::to_string(i));
  }
  ledger.Report(AnomalyKind::kPadding, "of another kind");
  EXPECT_EQ(ledger.count(AnomalyKind::kDamagedRange), reports);
  ASSERT_EQ(ledger.anomalies().size(), Ledger::kMaximumListed + 1);
  EXPECT_EQ(ledger.anomalies()[Ledger::kMaximumListed - 1].message,
            std::to_string(Ledger::kMaximumListed - 1));
  EXPECT_EQ(ledger.anomalies().back().message, "of another kind");
}

TEST(Ledger, FailingTheSourceSetsItsState) {
  Ledger ledger("x");
  for (std::size_t i = 0; i < Ledger::kMaximumListed + 5; ++i) {
    ledger.Fail(AnomalyKind::kReadError, "it failed");
  }
  EXPECT_EQ(ledger.state, SourceState::kFailed);
  EXPECT_FALSE(ledger.complete());
  EXPECT_EQ(ledger.count(AnomalyKind::kReadError), Ledger::kMaximumListed + 5);
  ASSERT_EQ(ledger.anomalies().size(), Ledger::kMaximumListed);
  EXPECT_EQ(ledger.anomalies().back().message, "it failed");
}

TEST(Ledger, SkippingTheSourceSetsItsState) {
  Ledger part("x");
  part.ReportSkipped("other_event_type", "a value", false);
  EXPECT_EQ(part.state, SourceState::kScanned);
  Ledger whole("x");
  whole.ReportSkipped("digest", "a digest");
  EXPECT_EQ(whole.state, SourceState::kSkipped);
  EXPECT_EQ(whole.anomalies()[0].reason, "digest");
  EXPECT_EQ(whole.anomalies()[0].message, "a digest");
  EXPECT_TRUE(whole.complete());
}

TEST(Coverage, KeepsFirstAndLastTime) {
  Coverage coverage;
  coverage.AddTime(std::nullopt);
  EXPECT_FALSE(coverage.first_event_time.has_value());
  coverage.AddTime(Timestamp{5, 0});
  coverage.AddTime(Timestamp{9, 1});
  coverage.AddTime(Timestamp{-3, 0});
  coverage.AddTime(Timestamp{9, 0});
  EXPECT_EQ(coverage.first_event_time, (Timestamp{-3, 0}));
  EXPECT_EQ(coverage.last_event_time, (Timestamp{9, 1}));
  EXPECT_EQ(coverage.unknown_time, 1u);
}

TEST(Coverage, SumsUp) {
  Coverage left;
  left.AddTime(Timestamp{5, 0});
  left.AddAccount("1", 2);
  left.AddRegion("eu-west-1");
  left.AddCategory("Management");
  Coverage right;
  right.AddTime(Timestamp{7, 0});
  right.AddTime(Timestamp{2, 0});
  right.AddTime(std::nullopt);
  right.AddAccount("1");
  right.AddAccount("2");
  right.AddRegion("us-east-1", 3);
  right.AddCategory("Management", 4);
  right.other_accounts = 6;
  right.other_regions = 7;
  left.Add(right);
  EXPECT_EQ(left.first_event_time, (Timestamp{2, 0}));
  EXPECT_EQ(left.last_event_time, (Timestamp{7, 0}));
  EXPECT_EQ(left.unknown_time, 1u);
  EXPECT_EQ(left.accounts, (Coverage::Counts{{"1", 3}, {"2", 1}}));
  EXPECT_EQ(left.regions, (Coverage::Counts{{"eu-west-1", 1}, {"us-east-1", 3}}));
  EXPECT_EQ(left.categories, (Coverage::Counts{{"Management", 5}}));
  EXPECT_EQ(left.other_accounts, 6u);
  EXPECT_EQ(left.other_regions, 7u);
  // Adding nothing changes nothing.
  left.Add(Coverage{});
  EXPECT_EQ(left.first_event_time, (Timestamp{2, 0}));
}

TEST(Coverage, NamesThatAreTooLongAreOnlyCounted) {
  Coverage coverage;
  coverage.AddRegion(std::string(Coverage::kLongestName, 'a'), 2);
  coverage.AddRegion(std::string(Coverage::kLongestName + 1, 'a'), 3);
  coverage.AddAccount(std::string(Coverage::kLongestName + 1, '1'));
  EXPECT_EQ(coverage.regions.size(), 1U);
  EXPECT_EQ(coverage.other_regions, 3U);
  EXPECT_TRUE(coverage.accounts.empty());
  EXPECT_EQ(coverage.other_accounts, 1U);
}

TEST(Coverage, NamesBeyondTheMaximumAreOnlyCounted) {
  Coverage coverage;
  for (std::size_t i = 0; i < Coverage::kMaximumNames; ++i) {
    coverage.AddAccount(std::to_string(i));
    coverage.AddRegion(std::to_string(i));
  }
  coverage.AddAccount("one more", 3);
  coverage.AddRegion("one more", 4);
  coverage.AddAccount("0");
  EXPECT_EQ(coverage.accounts.size(), Coverage::kMaximumNames);
  EXPECT_EQ(coverage.other_accounts, 3u);
  EXPECT_EQ(coverage.other_regions, 4u);
  EXPECT_EQ(coverage.accounts.find("0")->second, 2u);
}

}  // namespace
}  // namespace trailsift
