#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "alert/alert_grouping.h"

namespace trailsift {

inline Rule MakeRule(std::string id, std::int64_t minutes, std::int64_t threshold) {
  Rule rule;
  rule.id = std::move(id);
  rule.dedup_period_minutes = minutes;
  rule.threshold = threshold;
  return rule;
}

inline RuleSet MakeRules(std::vector<Rule> rules) {
  RuleSet set;
  set.rules = std::move(rules);
  return set;
}

// A match as far as grouping sees it. `second` counts from an arbitrary point; nothing: unknown.
struct Plain {
  RuleNumber rule = 0;
  std::string dedup;
  std::optional<Timestamp> time;
  Severity severity = Severity::kLow;
  bool signal = false;
};

constexpr std::int64_t kStart = 1'793'500'000;

inline std::optional<Timestamp> Second(std::int64_t second, std::int32_t nanoseconds = 0) {
  return Timestamp{kStart + second, nanoseconds};
}

inline Match MakeMatch(const Plain& plain, std::size_t number) {
  Match match;
  match.rule = plain.rule;
  match.dedup = plain.dedup;
  match.title = plain.dedup;
  match.event_time = plain.time;
  match.severity = plain.severity;
  match.signal = plain.signal;
  match.event_id.text = std::to_string(number);
  return match;
}

// What comes out: the alerts as "severity: ids of its matches", then the signals as "signal: id".
struct Outcome {
  std::vector<std::string> lines;
  std::vector<Alert> alerts;  // Their matches cannot be read any more.
  AlertCounts counts;
};

class OutcomeSink : public MatchSink {
 public:
  explicit OutcomeSink(std::size_t dies_after = std::numeric_limits<std::size_t>::max())
      : dies_after_(dies_after) {}

  void OnMatch(const Match& match) override {
    outcome.lines.push_back("signal: " + *match.event_id.text);
  }
  void OnAlert(const Alert& alert) override {
    std::string line(SeverityName(alert.severity));
    line += ':';
    for (std::size_t i = 0; i < alert.matches.size(); ++i) {
      line += ' ' + *alert.matches.At(i).event_id.text;
    }
    outcome.lines.push_back(line);
    outcome.alerts.push_back(alert);
  }
  void OnEnd(const ScanSummary&) override {}
  bool alive() const override { return outcome.lines.size() < dies_after_; }

  Outcome outcome;

 private:
  std::size_t dies_after_;
};

inline Outcome HandOver(const AlertGrouping& grouping,
                        std::size_t dies_after = std::numeric_limits<std::size_t>::max()) {
  OutcomeSink sink(dies_after);
  grouping.HandOver(sink, sink.outcome.counts);
  return std::move(sink.outcome);
}

inline Outcome GroupMatches(const RuleSet& rules, const std::vector<Plain>& matches,
                            std::size_t memory = Spool::kDefaultMemory) {
  AlertGrouping grouping(rules, memory);
  for (std::size_t i = 0; i < matches.size(); ++i) grouping.Add(MakeMatch(matches[i], i));
  return HandOver(grouping);
}

}  // namespace trailsift
