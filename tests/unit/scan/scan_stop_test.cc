// Scans that end before all is read.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "unit/scan/scanned_files.h"

namespace trailsift {
namespace {

using testing::IsEmpty;

TEST(Scan, ADeadSinkEndsTheRun) {
  const TempDir folder;
  WriteManyFiles(folder);
  const RuleSet rules = OneRule();
  const std::vector<std::string> all = RunScan({folder.path()}, rules).EventIds();
  for (const unsigned jobs : {1U, 2U, 8U}) {
    CollectingSink sink;
    sink.dies_after = 3;
    const std::atomic<bool> stop = false;
    ScanProgress progress;
    ScanOptions options;
    options.jobs = jobs;
    const ScanSummary summary = Scan(FindInputs({folder.path()}, {}), rules, AllNumbers(rules),
                                     options, sink, stop, progress);
    ASSERT_EQ(sink.matches.size(), 3U);
    for (std::size_t i = 0; i < 3; ++i) EXPECT_EQ(sink.matches[i].event_id.text, all[i]);
    EXPECT_FALSE(summary.interrupted);
    EXPECT_FALSE(summary.complete);
    EXPECT_TRUE(summary.bytes.Balanced());
  }
}

TEST(Scan, ADeadSinkEndsTheReadingOfALargeFile) {
  const TempDir folder;
  std::string lines;
  for (int i = 0; i < 20'000; ++i) lines += Deletion(std::to_string(i)) + "\n";
  const std::string path = folder.Write("a.jsonl", lines);
  const RuleSet rules = OneRule();
  CollectingSink sink;
  sink.dies_after = 1;
  const std::atomic<bool> stop = false;
  ScanProgress progress;
  const ScanSummary summary =
      Scan(FindInputs({path}, {}), rules, AllNumbers(rules), {}, sink, stop, progress);
  EXPECT_EQ(summary.records.judged, 1U);
  EXPECT_TRUE(summary.bytes.Balanced());
  EXPECT_EQ(summary.bytes.stored_read + summary.bytes.stored_unread, lines.size());
}

TEST(Scan, ASinkThatFailsMakesItIncomplete) {
  const TempDir folder;
  WriteManyFiles(folder);
  const RuleSet rules = OneRule();
  for (const auto& [sorted, alerts] : {std::pair{false, false}, {true, false}, {true, true}}) {
    CollectingSink sink;
    sink.throws_at = alerts ? 0 : 2;
    const std::atomic<bool> stop = false;
    ScanProgress progress;
    ScanOptions options;
    options.jobs = 2;
    options.sort_by_time = sorted;
    options.alerts = alerts;
    const ScanSummary summary = Scan(FindInputs({folder.path()}, {}), rules, AllNumbers(rules),
                                     options, sink, stop, progress);
    EXPECT_EQ(sink.matches.size(), alerts ? 0U : 2U);
    EXPECT_FALSE(summary.complete);
    EXPECT_EQ(summary.anomaly_counts.at(AnomalyKind::kWorkerFailed), 1U);
  }
}

TEST(Scan, AStopBeforeTheFirstSourceLeavesAllUnread) {
  const TempDir folder;
  folder.Write("a.json", Deletion("a"));
  folder.Write("b.json", Deletion("b"));
  const RuleSet rules = OneRule();
  CollectingSink sink;
  const std::atomic<bool> stop = true;
  ScanProgress progress;
  const ScanSummary summary =
      Scan(FindInputs({folder.path()}, {}), rules, AllNumbers(rules), {}, sink, stop, progress);
  EXPECT_THAT(sink.matches, IsEmpty());
  EXPECT_TRUE(summary.interrupted);
  EXPECT_FALSE(summary.complete);
  EXPECT_EQ(summary.sources.total, 2U);
  EXPECT_EQ(summary.sources.read, 0U);
}

// Stops the scan at its first match, as a signal may.
class StoppingSink : public CollectingSink {
 public:
  explicit StoppingSink(std::atomic<bool>& stop) : stop_(stop) {}
  void OnMatch(const Match& match) override {
    CollectingSink::OnMatch(match);
    stop_ = true;
  }

 private:
  std::atomic<bool>& stop_;
};

TEST(Scan, AStopLeavesWhatWasReadAndSaysWhatWasNot) {
  const TempDir folder;
  std::string lines;
  for (int i = 0; i < 10'000; ++i) lines += Deletion(std::to_string(i)) + "\n";
  for (const char* name : {"a.jsonl", "b.jsonl"}) folder.Write(name, lines);
  folder.Write("c.jsonl.gz", Gzip(lines));
  const RuleSet rules = OneRule();
  // Matches of compressed data are handed on once it was read.
  for (const auto& [first, cut] : {std::pair{"a.jsonl", true}, std::pair{"c.jsonl.gz", false}}) {
    std::atomic<bool> stop = false;
    StoppingSink sink(stop);
    ScanProgress progress;
    const ScanSummary summary = Scan(FindInputs({folder.Path(first), folder.path()}, {}), rules,
                                     AllNumbers(rules), {}, sink, stop, progress);
    ASSERT_FALSE(sink.matches.empty());
    EXPECT_EQ(sink.matches[0].event_id.text, "0");
    EXPECT_TRUE(summary.interrupted);
    EXPECT_FALSE(summary.complete);
    EXPECT_EQ(summary.sources.total, 4U);
    EXPECT_TRUE(summary.bytes.Balanced());
    EXPECT_EQ(summary.anomaly_counts.at(AnomalyKind::kInterrupted), cut ? 2U : 1U);
    EXPECT_EQ(summary.sources.read, cut ? 0U : 1U);
  }
}

TEST(Scan, AStoppedScanGroupsWhatItRead) {
  const TempDir folder;
  std::string lines;
  for (int i = 0; i < 10'000; ++i) lines += Deletion(std::to_string(i)) + "\n";
  for (const char* name : {"a.jsonl", "b.jsonl"}) folder.Write(name, lines);
  const RuleSet rules = OneRule();
  CollectingSink sink;
  std::atomic<bool> stop = false;
  ScanProgress progress;
  ScanOptions options;
  options.alerts = true;
  std::thread signal([&] {
    while (progress.matches < 5'000) std::this_thread::yield();
    stop = true;
  });
  const ScanSummary summary = Scan(FindInputs({folder.path()}, {}), rules, AllNumbers(rules),
                                   options, sink, stop, progress);
  signal.join();
  ASSERT_EQ(sink.alerts.size(), 1U);
  EXPECT_EQ(sink.alerts[0].matches.size(), summary.matches.total);
  EXPECT_EQ(summary.alerts->matches, summary.matches.total);
  EXPECT_EQ(summary.interrupted, summary.sources.read < 2);
}

}  // namespace
}  // namespace trailsift
