#include "scan/delivery.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "unit/scan/collecting_sink.h"

namespace trailsift {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::Pair;
using testing::UnorderedElementsAre;

class DeliveryTest : public testing::Test {
 protected:
  DeliveryTest() {
    rules_.rules.resize(2);
    rules_.rules[0].id = "First";
    rules_.rules[1].id = "Second";
  }

  // Delivers the matches, then the account of their source and the end.
  void Deliver(const std::vector<Match>& matches) {
    Delivery delivery(rules_, options_, sink_, summary_, progress_);
    for (const Match& match : matches) delivery.OnMatch(match);
    delivery.OnSource(Ledger("a.json"));
    delivery.End();
  }

  static Match Event(const std::string& id, const std::string& title,
                     const std::string& time = "2026-11-01T00:00:00Z") {
    Match match;
    match.title = title;
    match.event_id.text = id;
    match.event_time_text.text = time;
    match.event_time = ParseTimestamp(time);
    match.place.record = 7;
    match.place.line = 8;
    return match;
  }

  std::vector<std::string> Titles() const {
    std::vector<std::string> titles;
    for (const Match& match : sink_.matches) titles.push_back(match.title);
    return titles;
  }

  RuleSet rules_;
  ScanOptions options_;
  ScanSummary summary_;
  ScanProgress progress_;
  CollectingSink sink_;
};

TEST_F(DeliveryTest, CountsBySeverityAndRule) {
  std::vector<Match> matches = {Event("1", "a"), Event("2", "b"), Event("3", "c")};
  matches[0].severity = Severity::kHigh;
  matches[1].rule = 1;
  matches[1].severity = Severity::kHigh;
  matches[2].severity = Severity::kInfo;
  matches[2].signal = true;
  Deliver(matches);
  EXPECT_EQ(summary_.matches.total, 3U);
  EXPECT_EQ(summary_.matches.signals, 1U);
  EXPECT_THAT(summary_.matches.by_severity, UnorderedElementsAre(Pair(Severity::kHigh, 2)));
  EXPECT_THAT(summary_.matches.by_rule, UnorderedElementsAre(Pair("First", 2), Pair("Second", 1)));
  EXPECT_EQ(progress_.matches, 3U);
  EXPECT_EQ(summary_.sources.read, 1U);
}

TEST_F(DeliveryTest, RepeatsAreFlaggedOrDropped) {
  Match variant = Event("1", "variant");
  variant.actor_user = "somebody else";
  Match other_event = Event("1", "other event");
  other_event.event_name.text = "Other";
  Match other_rule = Event("1", "other rule");
  other_rule.rule = 1;
  Match without_id = Event("", "without id");
  const std::vector<Match> matches = {Event("1", "first"), Event("1", "repeat"), variant,
                                      other_event,         other_rule,           without_id,
                                      without_id};
  Deliver(matches);
  EXPECT_THAT(Titles(), ElementsAre("first", "repeat", "variant", "other event", "other rule",
                                    "without id", "without id"));
  for (const Match& match : sink_.matches) {
    if (match.title == "repeat") {
      EXPECT_THAT(match.flags, ElementsAre("duplicate_delivery"));
    } else {
      EXPECT_THAT(match.flags, IsEmpty()) << match.title;
    }
  }
  EXPECT_EQ(summary_.matches.dropped_by_unique, 0U);
  // Equal ids with other content are worth a look, and the source whose record it is.
  EXPECT_EQ(summary_.anomaly_counts[AnomalyKind::kConflictingDuplicate], 2U);
  ASSERT_EQ(summary_.anomalies.size(), 2U);
  EXPECT_EQ(summary_.anomalies[0].path, "a.json");
  EXPECT_EQ(summary_.anomalies[0].anomaly.line, 8U);
  EXPECT_TRUE(summary_.complete);

  sink_.matches.clear();
  summary_ = {};
  options_.unique = true;
  Deliver(matches);
  EXPECT_THAT(Titles(),
              ElementsAre("first", "other event", "other rule", "without id", "without id"));
  EXPECT_EQ(summary_.matches.dropped_by_unique, 2U);
  EXPECT_EQ(summary_.matches.total, 5U);
  EXPECT_EQ(summary_.anomaly_counts[AnomalyKind::kConflictingDuplicate], 2U);
}

TEST_F(DeliveryTest, ASourceCountsAllItsConflicts) {
  constexpr std::size_t kMany = Ledger::kMaximumListed + 5;
  std::vector<Match> matches;
  for (std::size_t i = 0; i <= kMany; ++i) {
    matches.push_back(Event("1", "a"));
    matches.back().event_name.text = std::to_string(i);
  }
  Deliver(matches);
  EXPECT_EQ(summary_.anomaly_counts[AnomalyKind::kConflictingDuplicate], kMany);
  ASSERT_EQ(sink_.conflicts.size(), 1U);
  EXPECT_EQ(sink_.conflicts[0], kMany);
}

// The summary lists no more of one kind, however many sources there are.
TEST_F(DeliveryTest, AnomaliesOfManySourcesAreCountedButNotAllListed) {
  Delivery delivery(rules_, options_, sink_, summary_, progress_);
  constexpr std::size_t kSources = ScanSummary::kMaximumListed / Ledger::kMaximumListed + 2;
  for (std::size_t i = 0; i < kSources; ++i) {
    Ledger ledger(std::to_string(i));
    for (std::size_t j = 0; j < 2 * Ledger::kMaximumListed; ++j) {
      ledger.Report(AnomalyKind::kPadding, "zeros");
    }
    ledger.Report(AnomalyKind::kTruncated, "cut");
    delivery.OnSource(ledger);
  }
  EXPECT_EQ(summary_.anomaly_counts[AnomalyKind::kPadding], kSources * 2 * Ledger::kMaximumListed);
  EXPECT_EQ(summary_.anomalies.size(), ScanSummary::kMaximumListed + kSources);
  EXPECT_EQ(summary_.anomalies.back().path, std::to_string(kSources - 1));
}

TEST_F(DeliveryTest, SortsByTimeThenInputUnknownTimesLast) {
  options_.sort_by_time = true;
  Deliver({Event("1", "unknown", "redacted"), Event("2", "late", "2026-11-01T00:00:02Z"),
           Event("3", "early", "2026-11-01T00:00:01Z"),
           Event("4", "late too", "2026-11-01T01:00:02+01:00"), Event("5", "unknown too", ""),
           Event("6", "earliest", "2026-11-01T00:00:00.5Z")});
  EXPECT_THAT(Titles(),
              ElementsAre("earliest", "early", "late", "late too", "unknown", "unknown too"));
}

TEST_F(DeliveryTest, GivesADeadSinkNothingMore) {
  options_.sort_by_time = true;
  sink_.dies_after = 2;
  Deliver({Event("1", "a"), Event("2", "b"), Event("3", "c")});
  EXPECT_THAT(Titles(), ElementsAre("a", "b"));
}

class AlertDeliveryTest : public DeliveryTest {
 protected:
  AlertDeliveryTest() { options_.alerts = true; }

  // "title: ids of its matches" of each alert.
  std::vector<std::string> Alerts() const {
    std::vector<std::string> lines;
    for (const auto& [alert, matches] : sink_.alerts) {
      std::string line = alert.title + ':';
      for (const Match& match : matches) line += ' ' + *match.event_id.text;
      lines.push_back(line);
    }
    return lines;
  }

  static Match Grouped(const std::string& id, const std::string& dedup, const std::string& time) {
    Match match = Event(id, dedup, time);
    match.dedup = dedup;
    return match;
  }
};

TEST_F(AlertDeliveryTest, HandsOverNothingBeforeTheEnd) {
  Delivery delivery(rules_, options_, sink_, summary_, progress_);
  delivery.OnMatch(Grouped("1", "a", "2026-11-01T00:00:00Z"));
  Match signal = Grouped("2", "a", "2026-11-01T00:00:00Z");
  signal.signal = true;
  delivery.OnMatch(signal);
  EXPECT_THAT(Alerts(), IsEmpty());
  EXPECT_EQ(progress_.matches, 2U);
  delivery.End();
  EXPECT_THAT(Alerts(), ElementsAre("a: 1"));
  EXPECT_THAT(Titles(), ElementsAre("a"));
  EXPECT_EQ(summary_.matches.total, 2U);
  ASSERT_TRUE(summary_.alerts);
  EXPECT_EQ(summary_.alerts->total, 1U);
  EXPECT_EQ(summary_.spooled_bytes, 0U);
}

TEST_F(AlertDeliveryTest, RepeatsAreDroppedBeforeTheThresholdCounts) {
  rules_.rules[0].threshold = 2;
  const std::vector<Match> matches = {
      Grouped("1", "a", "2026-11-01T00:00:00Z"), Grouped("1", "a", "2026-11-01T00:00:00Z"),
      Grouped("2", "b", "2026-11-01T00:00:01Z"), Grouped("3", "b", "2026-11-01T00:00:02Z")};
  Deliver(matches);
  EXPECT_THAT(Alerts(), ElementsAre("a: 1 1", "b: 2 3"));
  sink_.alerts.clear();
  summary_ = {};
  options_.unique = true;
  Deliver(matches);
  EXPECT_THAT(Alerts(), ElementsAre("b: 2 3"));
  EXPECT_EQ(summary_.matches.dropped_by_unique, 1U);
  EXPECT_EQ(summary_.matches.total, 3U);
  EXPECT_EQ(summary_.alerts->matches_below_threshold, 1U);
}

TEST_F(AlertDeliveryTest, GivesADeadSinkNothingMore) {
  sink_.dies_after = 1;
  Deliver({Grouped("1", "a", ""), Grouped("2", "b", ""), Grouped("3", "c", "")});
  EXPECT_THAT(Alerts(), ElementsAre("a: 1"));
  EXPECT_EQ(summary_.alerts->total, 3U);
}

TEST_F(DeliveryTest, WithoutAlertsNothingIsSaidOfThem) {
  Deliver({Event("1", "a")});
  EXPECT_FALSE(summary_.alerts);
  EXPECT_THAT(sink_.alerts, IsEmpty());
}

}  // namespace
}  // namespace trailsift
