#include "scan/ordered_output.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "unit/scan/collecting_sink.h"

namespace trailsift {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

// An output over a sink, with all that a delivery needs.
struct Stage {
  explicit Stage(std::size_t sources, OrderedOutput::Bounds bounds = {})
      : delivery(rules, options, sink, summary, progress), output(delivery, sources, bounds) {}

  static Match Named(const std::string& title) {
    Match match;
    match.title = title;
    return match;
  }
  static std::unique_ptr<Ledger> Account(const std::string& path) {
    auto ledger = std::make_unique<Ledger>(path);
    ledger->Report(AnomalyKind::kPadding, "so that it is seen");
    return ledger;
  }
  std::vector<std::string> Titles() const {
    std::vector<std::string> titles;
    for (const Match& match : sink.matches) titles.push_back(match.title);
    return titles;
  }
  std::vector<std::string> Paths() const {
    std::vector<std::string> paths;
    for (const auto& placed : summary.anomalies) paths.push_back(placed.path);
    return paths;
  }

  RuleSet rules{{Rule{}}, {}, 0, 0};
  ScanOptions options;
  ScanSummary summary;
  ScanProgress progress;
  CollectingSink sink;
  Delivery delivery;
  OrderedOutput output;
};

TEST(OrderedOutput, SourcesComeInOrderWhateverFinishesFirst) {
  Stage stage(3);
  stage.output.Add(2, Stage::Named("2a"));
  stage.output.Add(1, Stage::Named("1a"));
  stage.output.Finish(2, Stage::Account("2"));
  EXPECT_THAT(stage.Titles(), IsEmpty());
  stage.output.Add(0, Stage::Named("0a"));
  EXPECT_THAT(stage.Titles(), ElementsAre("0a"));  // The oldest is handed straight on.
  EXPECT_EQ(stage.summary.sources.total, 0U);
  stage.output.Finish(0, Stage::Account("0"));
  EXPECT_THAT(stage.Titles(), ElementsAre("0a", "1a"));
  EXPECT_EQ(stage.summary.sources.total, 1U);
  stage.output.Add(1, Stage::Named("1b"));
  stage.output.Finish(1, Stage::Account("1"));
  EXPECT_THAT(stage.Titles(), ElementsAre("0a", "1a", "1b", "2a"));
  EXPECT_THAT(stage.Paths(), ElementsAre("0", "1", "2"));
  EXPECT_EQ(stage.summary.sources.total, 3U);
  EXPECT_FALSE(stage.output.ended());
}

TEST(OrderedOutput, WhoIsFarAheadWaitsUntilItIsItsTurn) {
  // Room for one match ahead of the oldest, and for one source.
  for (const OrderedOutput::Bounds bounds :
       {OrderedOutput::Bounds{sizeof(Match) * 3 / 2, 100}, OrderedOutput::Bounds{1 << 20, 2}}) {
    Stage stage(4, bounds);
    std::atomic<int> step = 0;
    std::thread ahead([&] {
      stage.output.Add(1, Stage::Named("1a"));
      ++step;
      stage.output.Finish(1, Stage::Account("1"));
      stage.output.Add(2, Stage::Named("2a"));
      stage.output.Finish(2, Stage::Account("2"));
      stage.output.Finish(3, Stage::Account("3"));
      ++step;
    });
    while (step == 0) std::this_thread::yield();
    EXPECT_THAT(stage.Titles(), IsEmpty());
    stage.output.Add(0, Stage::Named("0a"));
    EXPECT_EQ(step, 1);  // Waits: there is no room for more.
    stage.output.Finish(0, Stage::Account("0"));
    ahead.join();
    EXPECT_THAT(stage.Titles(), ElementsAre("0a", "1a", "2a"));
    EXPECT_THAT(stage.Paths(), ElementsAre("0", "1", "2", "3"));
  }
}

TEST(OrderedOutput, ManyWorkersKeepTheOrder) {
  constexpr std::size_t kSources = 300;
  Stage stage(kSources, {sizeof(Match) * 5, 7});
  std::atomic<std::size_t> next = 0;
  std::vector<std::thread> workers;
  for (int i = 0; i < 4; ++i) {
    workers.emplace_back([&] {
      for (std::size_t source = next++; source < kSources; source = next++) {
        for (std::size_t match = 0; match < source % 4; ++match) {
          stage.output.Add(source, Stage::Named(std::to_string(source * 10 + match)));
        }
        stage.output.Finish(source, Stage::Account(std::to_string(source)));
      }
    });
  }
  for (std::thread& worker : workers) worker.join();
  std::vector<std::string> titles;
  for (std::size_t source = 0; source < kSources; ++source) {
    for (std::size_t match = 0; match < source % 4; ++match) {
      titles.push_back(std::to_string(source * 10 + match));
    }
  }
  EXPECT_EQ(stage.Titles(), titles);
  EXPECT_EQ(stage.summary.sources.total, kSources);
}

TEST(OrderedOutput, ADeadSinkEndsItAndWakesThoseWhoWait) {
  Stage stage(3, {0, 100});
  stage.sink.dies_after = 1;
  std::thread waiting([&] {
    stage.output.Add(1, Stage::Named("1a"));  // No room: waits for its turn, or for the end.
    stage.output.Finish(1, Stage::Account("1"));
  });
  stage.output.Add(0, Stage::Named("0a"));
  EXPECT_TRUE(stage.output.ended());
  stage.output.Add(0, Stage::Named("0b"));
  waiting.join();
  stage.output.Finish(0, Stage::Account("0"));
  EXPECT_THAT(stage.Titles(), ElementsAre("0a"));
  EXPECT_THAT(stage.Paths(), ElementsAre("0", "1"));  // The account goes on.
  EXPECT_EQ(stage.output.failure(), "");
}

TEST(OrderedOutput, ASinkThatThrowsEndsItWithAReason) {
  Stage stage(2);
  stage.sink.throws_at = 1;
  stage.output.Add(0, Stage::Named("0a"));
  EXPECT_FALSE(stage.output.ended());
  stage.output.Add(0, Stage::Named("0b"));
  EXPECT_TRUE(stage.output.ended());
  EXPECT_EQ(stage.output.failure(), "the disk is full");
  stage.output.Finish(0, Stage::Account("0"));
  stage.output.Finish(1, Stage::Account("1"));
  EXPECT_THAT(stage.Titles(), ElementsAre("0a"));
}

}  // namespace
}  // namespace trailsift
