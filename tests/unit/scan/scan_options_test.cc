// What the options of a scan do to its matches.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>

#include "base/temporary_file.h"
#include "scan/event_id_set.h"
#include "unit/scan/scanned_files.h"

namespace trailsift {
namespace {

using testing::ElementsAre;

TEST(Scan, UniqueDropsRepeatsAcrossFiles) {
  const TempDir folder;
  folder.Write("a.json", Deletion("1"));
  folder.Write("b.json", "[" + Deletion("2") + "," + Deletion("1") + "]");
  folder.Write("c.json", Deletion("1", R"(,"eventTime":"2026-11-02T00:00:00Z")"));
  ScanResult result = RunScan({folder.path()}, OneRule());
  EXPECT_THAT(result.EventIds(), ElementsAre("1", "2", "1", "1"));
  EXPECT_THAT(result.matches[2].flags, ElementsAre("duplicate_delivery"));
  ScanOptions options;
  options.unique = true;
  result = RunScan({folder.path()}, OneRule(), options);
  EXPECT_THAT(result.EventIds(), ElementsAre("1", "2", "1"));  // The last is another event.
  EXPECT_THAT(result.Anomalies(), testing::Contains("c.json conflicting_duplicate"));
}

// More of them than wait in memory, and repeats far from each other.
TEST(Scan, PutsEventIdsAsideInTheFileGiven) {
  constexpr std::size_t kEvents = EventIdSet::kRun + 10;
  const TempDir folder;
  std::string lines;
  for (std::size_t i = 0; i < kEvents; ++i) {
    lines += R"({"eventName":"Get","eventID":")" + std::to_string(i) + "\"}\n";
  }
  folder.Write("a.jsonl", lines);
  folder.Write("b.jsonl", R"({"eventName":"Get","eventID":"0"})");
  for (const unsigned jobs : {1U, 2U}) {
    TemporaryFile file;
    ScanOptions options;
    options.jobs = jobs;
    options.event_id_file = &file;
    const ScanResult result = RunScan({folder.path()}, OneRule(), options);
    EXPECT_EQ(result.summary.records.judged, kEvents + 1);
    EXPECT_EQ(result.summary.duplicate_event_ids, 1U);
    std::string written(EventIdSet::kRun * sizeof(std::uint64_t), '\0');
    EXPECT_NO_THROW(file.Read(0, written));
  }
}

TEST(Scan, SortsByTime) {
  const TempDir folder;
  folder.Write("a.json", "[" + Deletion("late", R"(,"eventTime":"2026-11-03T00:00:00Z")") + "," +
                             Deletion("never", R"(,"eventTime":"redacted")") + "]");
  folder.Write("b.json", Deletion("early", R"(,"eventTime":"2026-11-02T00:00:00Z")"));
  ScanOptions options;
  options.sort_by_time = true;
  EXPECT_THAT(RunScan({folder.path()}, OneRule(), options).EventIds(),
              ElementsAre("early", "late", "never"));
}

TEST(Scan, GroupsMatchesOfAllFilesIntoAlerts) {
  const TempDir folder;
  folder.Write("a.json", "[" + Deletion("late", R"(,"eventTime":"2026-11-02T00:59:59Z")") + "," +
                             Deletion("next", R"(,"eventTime":"2026-11-02T01:00:00Z")") + "]");
  folder.Write("b.json", Deletion("early", R"(,"eventTime":"2026-11-02T00:00:00Z","a":[1,2])"));
  RuleSet rules = OneRule();
  rules.rules[0].summary_attributes = {"a"};
  ScanOptions options;
  options.alerts = true;
  const ScanResult result = RunScan({folder.path()}, rules, options);
  ASSERT_EQ(result.alerts.size(), 2U);
  ASSERT_EQ(result.alerts[0].matches.size(), 2U);
  EXPECT_EQ(result.alerts[0].matches[0].event_id.text, "early");
  EXPECT_EQ(result.alerts[0].matches[1].event_id.text, "late");
  EXPECT_EQ(result.alerts[1].matches[0].event_id.text, "next");
  EXPECT_EQ(result.alerts[0].alert.summary[0].second.entries().size(), 2U);
  EXPECT_EQ(result.summary.alerts->matches, 3U);
}

TEST(Scan, LeavesOutMatchesBelowTheLeastSeverity) {
  const TempDir folder;
  const std::string path = folder.Write("a.json", Deletion("a"));
  const RuleSet rules = MakeRuleSet({MakeRule("Low", Exists("eventID"), Severity::kLow),
                                     MakeRule("High", Exists("eventID"), Severity::kHigh),
                                     MakeRule("Medium", Exists("eventID"), Severity::kMedium)});
  ScanOptions options;
  options.minimum_severity = Severity::kMedium;
  const ScanResult result = RunScan({path}, rules, options);
  ASSERT_EQ(result.matches.size(), 2U);
  EXPECT_EQ(result.matches[0].title, "High");
  EXPECT_EQ(result.matches[1].title, "Medium");
  EXPECT_EQ(result.summary.matches.total, 2U);
}

// The severity that a match ends up with decides, not that of its rule.
TEST(Scan, DynamicSeveritiesAreKnownBeforeMatchesAreLeftOut) {
  const TempDir folder;
  const std::string path = folder.Write(
      "a.json", "[" + Deletion("up", R"(,"up":1)") + "," + Deletion("same", R"(,"down":1)") + "," +
                    Deletion("down", R"(,"up":1,"down":1)") + "]");
  Rule rule = MakeRule("R", Exists("eventID"), Severity::kMedium);
  rule.dynamic_severities = {
      {Severity::kInfo, All({Exists("up"), Exists("down")}), {}},
      {Severity::kCritical, Exists("up"), {}},
  };
  ScanOptions options;
  options.minimum_severity = Severity::kMedium;
  const ScanResult result = RunScan({path}, MakeRuleSet({std::move(rule)}), options);
  EXPECT_THAT(result.EventIds(), ElementsAre("up", "same"));
  EXPECT_EQ(result.matches.at(0).severity, Severity::kCritical);
  EXPECT_EQ(result.matches.at(1).severity, Severity::kMedium);
  EXPECT_EQ(result.summary.matches.total, 2U);
}

TEST(Scan, FiltersKeepWhatTheyCannotJudge) {
  const TempDir folder;
  const auto changed = [](std::string_view id, std::string_view from, std::string_view to) {
    std::string record = Deletion(id);
    return record.replace(record.find(from), from.size(), to) + "\n";
  };
  const std::string time = R"("2026-11-01T03:00:00Z")";
  folder.Write("a.jsonl",
               Deletion("in") + "\n" + changed("before", time, R"("2026-10-01T00:00:00Z")") +
                   changed("missing", time, "null") + changed("odd", time, R"("yesterday")") +
                   changed("elsewhere", "us-east-1", "eu-west-1") +
                   changed("no region", "\"us-east-1\"", "null") +
                   changed("other account", "111122223333", "444455556666") +
                   changed("no account", "\"111122223333\"", "111122223333"));
  ScanOptions options;
  options.since = ParseTimestamp("2026-11-01T00:00:00Z");
  options.accounts = {"111122223333"};
  options.regions = {"us-east-1"};
  ScanResult result = RunScan({folder.path()}, OneRule(), options);
  EXPECT_THAT(result.EventIds(), ElementsAre("in", "missing", "odd", "no region", "no account"));
  EXPECT_EQ(result.summary.records.judged, 5U);
  EXPECT_EQ(result.summary.records.filtered, 3U);
  EXPECT_EQ(result.count(AnomalyKind::kMissingTime), 1U);
  EXPECT_EQ(result.count(AnomalyKind::kUnparsableTime), 1U);
  EXPECT_EQ(result.count(AnomalyKind::kUnknownAccount), 1U);
  EXPECT_EQ(result.count(AnomalyKind::kUnknownRegion), 1U);
  EXPECT_TRUE(result.summary.complete);
  EXPECT_THAT(result.matches[1].flags, testing::Contains("unknown_time"));
  // The coverage is of all that was read.
  EXPECT_EQ(result.summary.coverage.unknown_time, 2U);
  EXPECT_EQ(result.summary.coverage.regions.at("eu-west-1"), 1U);
  // Where nobody asks for an account or a region, it need not be known.
  result = RunScan({folder.path()}, OneRule());
  EXPECT_EQ(result.count(AnomalyKind::kUnknownAccount), 0U);
  EXPECT_EQ(result.count(AnomalyKind::kUnknownRegion), 0U);
}

}  // namespace
}  // namespace trailsift
