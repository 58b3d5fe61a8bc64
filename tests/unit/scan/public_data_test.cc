// Real CloudTrail logs of the public data, where they are: the account of a scan must be
// what is known of them, and the bundled rule's condition must find the one event that it is for.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "unit/scan/run_scan.h"

namespace trailsift {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using Counts = std::map<std::string, std::uint64_t>;

class PublicDataTest : public testing::Test {
 protected:
  void SetUp() override {
    if (!std::filesystem::exists(folder_)) GTEST_SKIP() << folder_ << " is not there";
  }

  // Scans a folder with the bundled rule's condition; all of it must be read and judged.
  ScanResult ScanWhole(const std::string& path) const {
    ScanResult result = RunScan({path}, MakeRuleSet({MakeRule("Deletion", BundledCondition())}));
    EXPECT_TRUE(result.summary.complete);
    EXPECT_TRUE(result.summary.bytes.Balanced());
    EXPECT_EQ(result.summary.records.salvaged, 0U);
    EXPECT_EQ(result.summary.damaged_ranges, 0U);
    EXPECT_EQ(result.summary.sources.failed, 0U);
    return result;
  }

  const std::string folder_ = std::string(TRAILSIFT_PUBLIC_DATA) + "/cloudtrail";
};

TEST_F(PublicDataTest, CountsAreThoseOfItsDescription) {
  struct Case {
    const char* folder;
    std::uint64_t logs;
    std::uint64_t others;  // Licences, attributions and a table: no logs.
    std::uint64_t records;
    Counts shapes;
    Counts skipped;
    std::uint64_t matches;
  };
  const Case cases[] = {
      {"invictus-ir", 55, 2, 2900, {{"records", 2900}}, {}, 0},
      {"stratus-red-team", 18, 3, 142, {{"array", 142}}, {}, 0},
      {"traildiscover", 106, 2, 106, {{"array", 101}, {"event", 5}}, {}, 0},
      // 24 lines, one of them an answer of lookup-events that carries two events.
      {"aws-user-guide", 1, 4, 25, {{"jsonl", 23}, {"lookup_events", 2}}, {}, 0},
      // 537 lines, 62 of them events of other log types.
      {"panther-analysis", 1, 3, 475, {{"jsonl", 475}}, {{"other_log_type", 62}}, 1},
  };
  for (const Case& entry : cases) {
    SCOPED_TRACE(entry.folder);
    const ScanResult result = ScanWhole(folder_ + "/" + entry.folder);
    const ScanSummary& summary = result.summary;
    EXPECT_EQ(summary.sources.read, entry.logs);
    EXPECT_EQ(summary.sources.skipped_by_reason, (Counts{{"not_a_log", entry.others}}));
    EXPECT_EQ(summary.records.judged, entry.records);
    Counts shapes;
    for (const auto& [name, shape] : summary.shapes) shapes[name] = shape.records;
    EXPECT_EQ(shapes, entry.shapes);
    EXPECT_EQ(summary.skipped_values, entry.skipped);
    EXPECT_EQ(result.matches.size(), entry.matches);
  }
}

TEST_F(PublicDataTest, HoldsOneDeletion) {
  const ScanResult result = ScanWhole(folder_);
  EXPECT_EQ(result.summary.records.judged, 3648U);
  ASSERT_THAT(result.EventIds(), ElementsAre("28773860-a4fd-47c7-a215-6f0e6e6e532f"));
  const Match& match = result.matches[0];
  EXPECT_EQ(match.path, folder_ + "/panther-analysis/rule-test-events.jsonl");
  EXPECT_EQ(match.place.line, 15U);
  EXPECT_EQ(match.actor_user, "DevAdmin");
  EXPECT_EQ(FormatTimestamp(*match.event_time), "2025-01-21T17:49:47Z");
  EXPECT_THAT(match.flags, IsEmpty());
}

TEST_F(PublicDataTest, ThreadsDoNotMatter) {
  const RuleSet rules = MakeRuleSet({MakeRule("All", Exists("eventName"))});
  ScanOptions options;
  const std::string expected = Describe(RunScan({folder_}, rules, options));
  for (const unsigned jobs : {2U, 3U, 8U}) {
    options.jobs = jobs;
    EXPECT_TRUE(Describe(RunScan({folder_}, rules, options)) == expected) << jobs;
  }
}

}  // namespace
}  // namespace trailsift
