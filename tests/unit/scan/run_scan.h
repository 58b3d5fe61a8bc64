#pragma once

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <atomic>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "scan/scan.h"
#include "support/read_records.h"
#include "unit/matcher/conditions.h"
#include "unit/scan/collecting_sink.h"

namespace trailsift {

// A rule with an id that is its title, too.
inline Rule MakeRule(std::string id, Condition condition, Severity severity = Severity::kMedium) {
  Rule rule;
  rule.title = AlertTemplate::Fixed(id);
  rule.id = std::move(id);
  rule.condition = std::move(condition);
  rule.severity = severity;
  return rule;
}

inline RuleSet MakeRuleSet(std::vector<Rule> rules) {
  RuleSet set;
  set.rules = std::move(rules);
  return set;
}

// The condition of the bundled rule.
inline Condition BundledCondition() {
  return All({Equals("eventSource", "bedrock.amazonaws.com"),
              Equals("eventName", "DeleteModelInvocationLoggingConfiguration"),
              Not(Leaf("errorCode", Operator::kIsNotNull)),
              Not(Leaf("errorMessage", Operator::kIsNotNull))});
}

// What a scan gave.
struct ScanResult {
  std::vector<Match> matches;
  std::vector<CollectingSink::Collected> alerts;
  ScanSummary summary;

  std::uint64_t count(AnomalyKind kind) const {
    const auto found = summary.anomaly_counts.find(kind);
    return found == summary.anomaly_counts.end() ? 0 : found->second;
  }
  std::vector<std::string> EventIds() const {
    std::vector<std::string> ids;
    for (const Match& match : matches) ids.push_back(match.event_id.text.value_or("none"));
    return ids;
  }
  // The paths and names of all anomalies, in order.
  std::vector<std::string> Anomalies() const {
    std::vector<std::string> lines;
    for (const auto& [path, anomaly] : summary.anomalies) {
      lines.push_back(path.substr(path.rfind('/') + 1) + ' ' +
                      std::string(AnomalyName(anomaly.kind)));
    }
    return lines;
  }
};

inline ScanResult RunScan(const std::vector<std::string>& paths, const RuleSet& rules,
                          const ScanOptions& options = {}) {
  CollectingSink sink;
  const std::atomic<bool> stop = false;
  ScanProgress progress;
  ScanResult result;
  result.summary =
      Scan(FindInputs(paths, {}), rules, AllNumbers(rules), options, sink, stop, progress);
  result.matches = std::move(sink.matches);
  result.alerts = std::move(sink.alerts);
  return result;
}

// All of a match that an output may show.
inline std::string Describe(const Match& match) {
  const RecordPlace& place = match.place;
  return fmt::format("{} {} {} {} {}:{}:{}:{}+{} {} [{}] {}\n", match.rule, match.title,
                     match.event_time_text.text.value_or("-"), match.actor_user, match.path,
                     place.record, place.line, place.byte_offset, place.byte_length, place.pointer,
                     fmt::join(match.flags, ","), match.event);
}

// All of a result that must not depend on threads, read sizes or luck.
inline std::string Describe(const ScanResult& result) {
  std::string text;
  for (const auto& [alert, matches] : result.alerts) {
    text += fmt::format("alert {} {} {}\n", alert.rule, alert.title, matches.size());
    for (const Match& match : matches) text += Describe(match);
  }
  for (const Match& match : result.matches) text += Describe(match);
  for (const auto& [path, anomaly] : result.summary.anomalies) {
    text += fmt::format("{} {} {} {} {} {} {} {}\n", path, AnomalyName(anomaly.kind),
                        anomaly.record.value_or(0), anomaly.line.value_or(0),
                        anomaly.byte_offset.value_or(0), anomaly.length.value_or(0),
                        anomaly.stored_offset.value_or(0), anomaly.message);
  }
  const ScanSummary& summary = result.summary;
  const ByteCounts& bytes = summary.bytes;
  text += fmt::format("complete {} sources {} {} {} {} {}\n", summary.complete,
                      summary.sources.total, summary.sources.read, summary.sources.skipped,
                      summary.sources.failed, summary.sources.skipped_by_reason);
  text += fmt::format("stored {} {} {} {} {} {} decoded {} {} {} {} {} {}\n", bytes.stored_read,
                      bytes.stored_unread, bytes.payload, bytes.padding, bytes.passed_through,
                      bytes.undecodable, bytes.decoded, bytes.record, bytes.envelope,
                      bytes.whitespace, bytes.damaged, bytes.skipped);
  text += fmt::format("records {} {} {} damaged {} skipped {}\n", summary.records.judged,
                      summary.records.filtered, summary.records.salvaged, summary.damaged_ranges,
                      summary.skipped_values);
  for (const auto& [name, shape] : summary.shapes) {
    text += fmt::format("{} {} {}\n", name, shape.sources, shape.records);
  }
  text += fmt::format("{} {} {} {} repeated {} dropped {}\n", summary.coverage.accounts,
                      summary.coverage.regions, summary.coverage.categories,
                      summary.coverage.unknown_time, summary.duplicate_event_ids.value_or(~0U),
                      summary.matches.dropped_by_unique);
  return text;
}

}  // namespace trailsift
