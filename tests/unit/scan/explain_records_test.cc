#include "scan/explain_records.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "matcher/rule_index.h"
#include "support/temp_dir.h"
#include "unit/matcher/conditions.h"

namespace trailsift {
namespace {

using testing::ElementsAre;

// A match, a near miss, and neither.
constexpr const char* kEvents =
    R"({"eventName":"StopLogging","eventSource":"s","eventTime":"2026-11-03T00:00:00Z","eventID":"1"})"
    "\n"
    R"({"eventName":"StopLogging","eventSource":"other","eventTime":7,"eventID":"2"})"
    "\n"
    R"({"eventName":"x","eventSource":"other","eventID":"3"})"
    "\n";

class ExplainRecordsTest : public testing::Test {
 protected:
  ExplainRecordsTest() {
    Rule rule;
    rule.id = "Test.Rule";
    rule.condition = All({Equals("eventName", "StopLogging"), Equals("eventSource", "s")});
    rules_.rules.push_back(std::move(rule));
    index_ = std::make_unique<RuleIndex>(rules_, std::vector<RuleNumber>{0}, projection_);
    scratch_ = std::make_unique<RuleIndex::Scratch>(*index_);
  }

  bool Compiled(const Event& event) {
    std::vector<RuleNumber> matches;
    index_->FindMatches(event, *scratch_, matches);
    return !matches.empty();
  }

  ScanSummary Explain(const std::vector<std::string>& paths, bool all = false,
                      std::function<bool(const Event&)> compiled = {}) {
    if (!compiled) compiled = [this](const Event& event) { return Compiled(event); };
    const ExplainPlan plan{rules_.rules[0], projection_, compiled, {}, all};
    return ExplainRecords(
        FindInputs(paths, {}), plan,
        [this](const ExplainedRecord& record) {
          shown_.push_back(record.event_id.value_or("-"));
          records_.push_back(record);
          return shown_.size() < most_shown_;
        },
        stop_, counts_);
  }

  TempDir dir_;
  RuleSet rules_;
  Projection projection_;
  std::unique_ptr<RuleIndex> index_;
  std::unique_ptr<RuleIndex::Scratch> scratch_;
  std::atomic<bool> stop_ = false;
  std::size_t most_shown_ = 1'000;
  ExplainCounts counts_;
  std::vector<std::string> shown_;
  std::vector<ExplainedRecord> records_;
};

TEST_F(ExplainRecordsTest, ShowsMatchesAndNearMissesAndCountsAll) {
  const std::string path = dir_.Write("a.jsonl", kEvents);
  const ScanSummary summary = Explain({path});
  EXPECT_THAT(shown_, ElementsAre("1", "2"));
  EXPECT_EQ(counts_.records, 3U);
  EXPECT_EQ(counts_.matches, 1U);
  EXPECT_EQ(counts_.near_misses, 1U);
  EXPECT_EQ(counts_.differences, 0U);
  EXPECT_TRUE(summary.complete);
  EXPECT_EQ(summary.records.judged, 3U);
  EXPECT_EQ(summary.matches.total, 1U);

  ASSERT_EQ(records_.size(), 2U);
  EXPECT_TRUE(records_[0].explanation.matches);
  EXPECT_TRUE(records_[0].compiled_matches);
  EXPECT_EQ(records_[0].path, path);
  EXPECT_EQ(records_[1].place.line, 2U);
  EXPECT_EQ(records_[1].place.column, 1U);
  EXPECT_EQ(records_[0].event_time, "2026-11-03T00:00:00Z");
  EXPECT_EQ(records_[1].event_time, std::nullopt);
  EXPECT_EQ(records_[1].event_name, "StopLogging");
  EXPECT_TRUE(records_[1].explanation.near_miss());
}

TEST_F(ExplainRecordsTest, ShowsEveryRecordOnRequest) {
  Explain({dir_.Write("a.jsonl", kEvents)}, true);
  EXPECT_THAT(shown_, ElementsAre("1", "2", "3"));
}

// Whatever the compiled evaluator gets wrong must come to light, not only where it finds a match.
TEST_F(ExplainRecordsTest, ShowsAndCountsEveryDifferenceOfTheEvaluators) {
  const std::string path = dir_.Write("a.jsonl", kEvents);
  Explain({path}, false, [this](const Event& event) { return !Compiled(event); });
  EXPECT_THAT(shown_, ElementsAre("1", "2", "3"));
  EXPECT_EQ(counts_.differences, 3U);
  for (const ExplainedRecord& record : records_) EXPECT_TRUE(record.evaluators_differ());
  EXPECT_EQ(counts_.matches, 1U) << "the reference evaluator is the one that counts";
}

TEST_F(ExplainRecordsTest, SaysWhatWasNotRead) {
  const std::string good = dir_.Write("a.jsonl", kEvents);
  const std::string broken =
      dir_.Write("b.jsonl", std::string(kEvents) + R"({"eventName":"Stop)" + "\n");
  const ScanSummary summary = Explain({good, broken, dir_.Path("missing")});
  EXPECT_THAT(shown_, ElementsAre("1", "2", "1", "2"));
  EXPECT_FALSE(summary.complete);
  EXPECT_EQ(summary.sources.failed, 1U);
  EXPECT_EQ(summary.sources.total, 3U);
  EXPECT_FALSE(Explain({dir_.Path("nothing-at-all")}).complete);
}

// The reference evaluator reads such a record only up to the fault, which is no defect of ours.
TEST_F(ExplainRecordsTest, TellsAMalformedRecordFromADifference) {
  Explain({dir_.Write("a.jsonl",
                      R"({"x":[1 2],"eventName":"StopLogging","eventSource":"s","eventID":"1"})"
                      "\n")});
  EXPECT_EQ(counts_.records, 1U);
  EXPECT_EQ(counts_.differences, 0U);
  ASSERT_EQ(records_.size(), 1U);
  EXPECT_NE(records_[0].fault, "");
  EXPECT_FALSE(records_[0].evaluators_differ());
}

TEST_F(ExplainRecordsTest, EndsWhenNoMoreIsWantedOrItIsStopped) {
  const std::string first = dir_.Write("a.jsonl", kEvents);
  const std::string second = dir_.Write("b.jsonl", kEvents);
  most_shown_ = 1;
  const ScanSummary unwanted = Explain({first, second});
  EXPECT_THAT(shown_, ElementsAre("1"));
  EXPECT_FALSE(unwanted.complete);
  EXPECT_FALSE(unwanted.interrupted);
  EXPECT_EQ(unwanted.anomaly_counts.count(AnomalyKind::kInternalImbalance), 0U);
  stop_ = true;
  const ScanSummary stopped = Explain({first, second});
  EXPECT_THAT(shown_, ElementsAre("1"));
  EXPECT_TRUE(stopped.interrupted);
  EXPECT_EQ(stopped.sources.total, 2U);
}

}  // namespace
}  // namespace trailsift
