#include "alert/alert_grouping.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdint>
#include <limits>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "unit/alert/grouped_matches.h"

namespace trailsift {
namespace {

using testing::ElementsAre;

struct Case {
  std::string name;
  std::int64_t minutes = 5;
  std::int64_t threshold = 1;
  std::vector<Plain> matches;
  std::vector<std::string> alerts;
  std::uint64_t below = 0;  // Matches in windows that are no alerts.
};

TEST(AlertGrouping, FollowsTheTableOfWindows) {
  constexpr std::int64_t kFiveMinutes = 300;
  const std::vector<Case> cases = {
      {"nothing", 5, 1, {}, {}},
      {"one match", 5, 1, {{0, "a", Second(0)}}, {"low: 0"}},
      {"inside the window",
       5,
       1,
       {{0, "a", Second(0)}, {0, "a", Second(kFiveMinutes - 1)}},
       {"low: 0 1"}},
      {"the last nanosecond of the window",
       5,
       1,
       {{0, "a", Second(0, 5)}, {0, "a", Second(kFiveMinutes, 4)}},
       {"low: 0 1"}},
      {"exactly at its end",
       5,
       1,
       {{0, "a", Second(0)}, {0, "a", Second(kFiveMinutes)}},
       {"low: 0", "low: 1"}},
      {"exactly at its end, to the nanosecond",
       5,
       1,
       {{0, "a", Second(0, 5)}, {0, "a", Second(kFiveMinutes, 5)}},
       {"low: 0", "low: 1"}},
      {"a window is not prolonged by what joins it",
       5,
       1,
       {{0, "a", Second(0)}, {0, "a", Second(200)}, {0, "a", Second(400)}, {0, "a", Second(600)}},
       {"low: 0 1", "low: 2 3"}},
      {"time decides, not arrival",
       5,
       1,
       {{0, "a", Second(400)}, {0, "a", Second(0)}, {0, "a", Second(100)}},
       {"low: 1 2", "low: 0"}},
      {"equal times stay in input order",
       5,
       1,
       {{0, "a", Second(7)}, {0, "a", Second(7)}, {0, "a", Second(7)}},
       {"low: 0 1 2"}},
      {"each dedup string by itself",
       5,
       1,
       {{0, "a", Second(0)}, {0, "b", Second(1)}, {0, "a", Second(2)}, {0, "", Second(3)}},
       {"low: 0 2", "low: 1", "low: 3"}},
      {"each rule by itself, though the strings are equal",
       5,
       1,
       {{0, "a", Second(0)}, {1, "a", Second(1)}, {0, "a", Second(2)}},
       {"low: 0 2", "low: 1"}},
      {"equal first times: input order of the first matches",
       5,
       1,
       {{0, "b", Second(0)}, {0, "a", Second(0)}, {1, "a", Second(0)}},
       {"low: 0", "low: 1", "low: 2"}},
      {"the threshold met", 5, 2, {{0, "a", Second(0)}, {0, "a", Second(1)}}, {"low: 0 1"}},
      {"the threshold missed by one", 5, 3, {{0, "a", Second(0)}, {0, "a", Second(1)}}, {}, 2},
      {"each window must meet the threshold by itself",
       5,
       2,
       {{0, "a", Second(0)},
        {0, "a", Second(kFiveMinutes)},
        {0, "a", Second(kFiveMinutes + 1)},
        {0, "b", Second(0)}},
       {"low: 1 2"},
       2},
      {"unknown times share one window, apart from known ones and last",
       5,
       1,
       {{0, "a", {}}, {0, "a", Second(0)}, {0, "a", {}}, {0, "b", {}}},
       {"low: 1", "low: 0 2", "low: 3"}},
      {"unknown times and the threshold",
       5,
       2,
       {{0, "a", {}}, {0, "a", Second(0)}, {0, "a", {}}, {0, "b", {}}},
       {"low: 0 2"},
       2},
      {"the highest severity is that of the alert",
       5,
       1,
       {{0, "a", Second(0), Severity::kInfo},
        {0, "a", Second(1), Severity::kCritical},
        {0, "a", Second(2), Severity::kMedium},
        {0, "a", Second(kFiveMinutes), Severity::kMedium}},
       {"critical: 0 1 2", "medium: 3"}},
      {"signals are no alerts, do not count for any, and come last by time",
       5,
       2,
       {{0, "a", Second(9), Severity::kCritical, true},
        {0, "a", Second(1)},
        {0, "a", {}, Severity::kLow, true},
        {0, "a", Second(2), Severity::kLow, true},
        {0, "b", Second(3)},
        {0, "b", Second(3)}},
       {"low: 4 5", "signal: 3", "signal: 0", "signal: 2"},
       1},
      {"a period longer than all time",
       std::numeric_limits<std::int64_t>::max(),
       1,
       {{0, "a", Timestamp{-62'135'596'800, 0}}, {0, "a", Timestamp{253'402'300'799, 999'999'999}}},
       {"low: 0 1"}},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(c.name);
    const RuleSet rules =
        MakeRules({MakeRule("R", c.minutes, c.threshold), MakeRule("S", c.minutes, c.threshold)});
    const Outcome outcome = GroupMatches(rules, c.matches);
    EXPECT_EQ(outcome.lines, c.alerts);
    EXPECT_EQ(outcome.counts.matches_below_threshold, c.below);
    EXPECT_EQ(GroupMatches(rules, c.matches, 0).lines, c.alerts) << "read back from a file";
  }
}

TEST(AlertGrouping, ComparesWholeDedupStrings) {
  const std::string common(5'000, 'x');
  const RuleSet rules = MakeRules({MakeRule("R", 60, 1)});
  const Outcome outcome =
      GroupMatches(rules, {{0, common + "a", Second(0)}, {0, common + "b", Second(1)}});
  EXPECT_THAT(outcome.lines, ElementsAre("low: 0", "low: 1"));
  EXPECT_EQ(outcome.alerts[0].dedup, common.substr(0, 985) + "... (truncated)");
}

TEST(AlertGrouping, AnAlertSaysWhenItWas) {
  const RuleSet rules = MakeRules({MakeRule("R", 90, 1)});
  const Outcome outcome = GroupMatches(rules, {{0, "a", Second(10)},
                                               {0, "a", Second(4)},
                                               {0, "b", {}},
                                               {0, "c", Timestamp{253'402'300'000, 0}}});
  ASSERT_EQ(outcome.alerts.size(), 3U);
  EXPECT_EQ(outcome.alerts[0].first_time, Second(4));
  EXPECT_EQ(outcome.alerts[0].last_time, Second(10));
  EXPECT_EQ(outcome.alerts[0].window_end, Second(4 + 90 * 60));
  EXPECT_EQ(outcome.alerts[1].window_end, std::nullopt) << "beyond the year 9999";
  EXPECT_NE(outcome.alerts[1].first_time, std::nullopt);
  EXPECT_EQ(outcome.alerts[2].first_time, std::nullopt);
  EXPECT_EQ(outcome.alerts[2].last_time, std::nullopt);
  EXPECT_EQ(outcome.alerts[2].window_end, std::nullopt);
}

TEST(AlertGrouping, AnAlertAddsUpItsMatches) {
  const RuleSet rules = MakeRules({MakeRule("R", 60, 1)});
  AlertGrouping grouping(rules);
  const auto add = [&](std::int64_t second, std::string actor, std::vector<std::string> values) {
    Match match = MakeMatch({0, "a", Second(second)}, 0);
    match.title = "title at " + std::to_string(second);
    match.actor_user = std::move(actor);
    match.summary = {{"userAgent", std::move(values)}, {"gone", {}}};
    match.flags = {"salvaged"};
    grouping.Add(match);
  };
  add(5, "eve", {"\"x\"", "1"});
  add(1, "mallory", {"\"y\"", "\"x\""});
  add(9, "eve", {});
  const Outcome outcome = HandOver(grouping);
  ASSERT_EQ(outcome.alerts.size(), 1U);
  const Alert& alert = outcome.alerts[0];
  EXPECT_EQ(alert.title, "title at 1");
  EXPECT_THAT(alert.flags, ElementsAre("salvaged"));
  const auto show = [](const ValueCounts& counts) {
    std::vector<std::string> shown;
    for (const auto& [value, count] : counts.entries()) {
      shown.push_back(value + ' ' + std::to_string(count));
    }
    return shown;
  };
  EXPECT_THAT(show(alert.actors), ElementsAre("mallory 1", "eve 2"));
  ASSERT_EQ(alert.summary.size(), 2U);
  EXPECT_EQ(alert.summary[0].first, "userAgent");
  EXPECT_THAT(show(alert.summary[0].second), ElementsAre("\"y\" 1", "\"x\" 2", "1 1"));
  EXPECT_EQ(alert.summary[1].first, "gone");
  EXPECT_TRUE(alert.summary[1].second.entries().empty());
}

TEST(AlertGrouping, CountsWhatItGroups) {
  const RuleSet rules = MakeRules({MakeRule("R", 5, 2), MakeRule("S", 5, 1)});
  const Outcome outcome = GroupMatches(rules, {{0, "a", Second(0)},
                                               {0, "a", Second(1), Severity::kHigh},
                                               {0, "b", Second(2)},
                                               {1, "a", Second(3)},
                                               {1, "a", Second(4), Severity::kHigh, true},
                                               {0, "a", Second(900)}});
  EXPECT_EQ(outcome.counts.total, 2U);
  EXPECT_EQ(outcome.counts.matches, 3U);
  EXPECT_EQ(outcome.counts.windows_below_threshold, 2U);
  EXPECT_EQ(outcome.counts.matches_below_threshold, 2U);
  EXPECT_EQ(outcome.counts.by_severity,
            (std::map<Severity, std::uint64_t>{{Severity::kLow, 1}, {Severity::kHigh, 1}}));
  EXPECT_EQ(outcome.counts.by_rule, (std::map<std::string, std::uint64_t>{{"R", 1}, {"S", 1}}));
}

TEST(AlertGrouping, EndsWhenNobodyTakesAlertsButCountsAll) {
  const RuleSet rules = MakeRules({MakeRule("R", 5, 1)});
  AlertGrouping grouping(rules);
  for (std::size_t i = 0; i < 4; ++i) {
    grouping.Add(MakeMatch({0, std::to_string(i), Second(0), Severity::kLow, i == 3}, i));
  }
  for (const std::size_t taken : {0U, 2U, 3U}) {
    const Outcome outcome = HandOver(grouping, taken);
    EXPECT_EQ(outcome.lines.size(), taken);
    EXPECT_EQ(outcome.counts.total, 3U);
  }
}

TEST(ValueCounts, ListsSoManyAndCountsTheRest) {
  ValueCounts counts;
  for (std::size_t i = 0; i < ValueCounts::kMaximumListed + 3; ++i) counts.Add(std::to_string(i));
  counts.Add("0");
  counts.Add(std::to_string(ValueCounts::kMaximumListed));
  EXPECT_EQ(counts.entries().size(), ValueCounts::kMaximumListed);
  EXPECT_EQ(counts.entries().front().count, 2U);
  EXPECT_EQ(counts.others(), 4U);
}

}  // namespace
}  // namespace trailsift
