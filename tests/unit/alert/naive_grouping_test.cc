// Random matches: AlertGrouping agrees with a naive reading of the specification.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <map>
#include <optional>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "unit/alert/grouped_matches.h"

namespace trailsift {
namespace {

// The specification word by word, one rule and dedup string after the other, with no thought of
// cost. Nothing of it is shared with AlertGrouping.
std::vector<std::string> NaiveAlerts(const RuleSet& rules, const std::vector<Plain>& matches) {
  struct Found {
    std::optional<Timestamp> first;
    std::size_t number = 0;  // Of its first match.
    std::string line;
  };
  std::vector<Found> found;
  const auto close = [&](const Rule& rule, const std::vector<std::size_t>& window) {
    if (window.empty() || static_cast<std::int64_t>(window.size()) < rule.threshold) return;
    Severity severity = Severity::kInfo;
    std::string ids;
    for (const std::size_t number : window) {
      if (matches[number].severity > severity) severity = matches[number].severity;
      ids += ' ' + std::to_string(number);
    }
    found.push_back(
        {matches[window[0]].time, window[0], std::string(SeverityName(severity)) + ':' + ids});
  };
  std::map<std::pair<RuleNumber, std::string>, std::vector<std::size_t>> groups;
  for (std::size_t i = 0; i < matches.size(); ++i) {
    if (!matches[i].signal) groups[{matches[i].rule, matches[i].dedup}].push_back(i);
  }
  for (auto& [key, numbers] : groups) {
    const Rule& rule = rules.rules[key.first];
    std::vector<std::size_t> window;
    for (const std::size_t number : numbers) {
      if (!matches[number].time) window.push_back(number);
    }
    close(rule, window);
    window.clear();
    std::erase_if(numbers, [&](std::size_t number) { return !matches[number].time; });
    std::stable_sort(numbers.begin(), numbers.end(), [&](std::size_t left, std::size_t right) {
      return *matches[left].time < *matches[right].time;
    });
    for (const std::size_t number : numbers) {
      if (!window.empty()) {
        Timestamp end = *matches[window[0]].time;
        end.seconds += rule.dedup_period_minutes * 60;
        if (*matches[number].time >= end) {
          close(rule, window);
          window.clear();
        }
      }
      window.push_back(number);
    }
    close(rule, window);
  }
  std::sort(found.begin(), found.end(), [](const Found& left, const Found& right) {
    if (left.first.has_value() != right.first.has_value()) return left.first.has_value();
    if (left.first != right.first) return left.first < right.first;
    return left.number < right.number;
  });
  std::vector<std::string> lines;
  for (const Found& alert : found) lines.push_back(alert.line);
  return lines;
}

TEST(AlertGrouping, AgreesWithTheNaiveReadingOfTheSpecification) {
  std::mt19937 random(20'261'101);
  const auto below = [&](std::uint32_t end) { return static_cast<std::uint32_t>(random() % end); };
  std::size_t alerts = 0;
  std::size_t dropped = 0;
  for (int round = 0; round < 2'000; ++round) {
    RuleSet rules;
    for (int i = 0; i < 3; ++i) {
      rules.rules.push_back(MakeRule("R" + std::to_string(i), 1 + below(3), 1 + below(4)));
    }
    std::vector<Plain> matches(below(40));
    // Few times and often on a border, so that windows meet.
    for (Plain& match : matches) {
      match.rule = below(3);
      match.dedup = std::string(1, static_cast<char>('a' + below(2)));
      if (below(8) > 0) match.time = Second(30 * below(16), below(4) == 0 ? 1 : 0);
      match.severity = static_cast<Severity>(below(5));
      match.signal = below(10) == 0;
    }
    Outcome outcome = GroupMatches(rules, matches, below(2) == 0 ? Spool::kDefaultMemory : 64);
    std::erase_if(outcome.lines,
                  [](const std::string& line) { return line.starts_with("signal"); });
    ASSERT_EQ(outcome.lines, NaiveAlerts(rules, matches)) << "round " << round;
    const auto signals = static_cast<std::uint64_t>(
        std::ranges::count_if(matches, [](const Plain& match) { return match.signal; }));
    ASSERT_EQ(outcome.counts.matches + outcome.counts.matches_below_threshold + signals,
              matches.size());
    alerts += outcome.lines.size();
    dropped += outcome.counts.windows_below_threshold;
  }
  EXPECT_GT(alerts, 1'000U);
  EXPECT_GT(dropped, 1'000U);
}

}  // namespace
}  // namespace trailsift
