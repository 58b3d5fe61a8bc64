#include "writer/summary_json.h"

#include <cstdint>
#include <map>

namespace trailsift {
namespace {

void AppendSources(JsonBuilder& json, const ScanSummary::Sources& sources) {
  json.BeginObject();
  json.Key("total").Number(sources.total);
  json.Key("read").Number(sources.read);
  json.Key("skipped").Number(sources.skipped);
  json.Key("failed").Number(sources.failed);
  AppendCounts(json.Key("skipped_by_reason"), sources.skipped_by_reason);
  json.EndObject();
}

void AppendShapes(JsonBuilder& json, const ScanSummary& summary) {
  json.BeginObject();
  for (const auto& [name, shape] : summary.shapes) {
    json.Key(name).BeginObject();
    json.Key("sources").Number(shape.sources);
    json.Key("records").Number(shape.records);
    json.EndObject();
  }
  json.EndObject();
}

void AppendSeverities(JsonBuilder& json, const std::map<Severity, std::uint64_t>& counts) {
  json.BeginObject();
  for (const Severity severity :
       {Severity::kCritical, Severity::kHigh, Severity::kMedium, Severity::kLow, Severity::kInfo}) {
    const auto found = counts.find(severity);
    json.Key(SeverityName(severity)).Number(found == counts.end() ? 0 : found->second);
  }
  json.EndObject();
}

void AppendMatchCounts(JsonBuilder& json, const MatchCounts& matches) {
  json.BeginObject();
  json.Key("total").Number(matches.total);
  json.Key("dropped_by_unique").Number(matches.dropped_by_unique);
  json.Key("signals").Number(matches.signals);
  AppendSeverities(json.Key("by_severity"), matches.by_severity);
  AppendCounts(json.Key("by_rule"), matches.by_rule);
  json.EndObject();
}

void AppendAlertCounts(JsonBuilder& json, const AlertCounts& alerts) {
  json.BeginObject();
  json.Key("total").Number(alerts.total);
  json.Key("matches").Number(alerts.matches);
  json.Key("windows_below_threshold").Number(alerts.windows_below_threshold);
  json.Key("matches_below_threshold").Number(alerts.matches_below_threshold);
  AppendSeverities(json.Key("by_severity"), alerts.by_severity);
  AppendCounts(json.Key("by_rule"), alerts.by_rule);
  json.EndObject();
}

void AppendAnomalyCounts(JsonBuilder& json, const ScanSummary& summary) {
  json.BeginObject();
  json.Key("total").Number(TotalAnomalies(summary));
  json.Key("listed").Number(summary.anomalies.size());
  json.Key("by_kind").BeginObject();
  for (const auto& [kind, count] : summary.anomaly_counts) {
    if (count > 0) json.Key(AnomalyName(kind)).Number(count);
  }
  json.EndObject();
  json.EndObject();
}

}  // namespace

void AppendBytes(JsonBuilder& json, const ByteCounts& bytes) {
  json.BeginObject();
  json.Key("stored_read").Number(bytes.stored_read);
  json.Key("stored_unread").Number(bytes.stored_unread);
  json.Key("payload").Number(bytes.payload);
  json.Key("padding").Number(bytes.padding);
  json.Key("passed_through").Number(bytes.passed_through);
  json.Key("undecodable").Number(bytes.undecodable);
  json.Key("decoded").Number(bytes.decoded);
  json.Key("record").Number(bytes.record);
  json.Key("envelope").Number(bytes.envelope);
  json.Key("whitespace").Number(bytes.whitespace);
  json.Key("damaged").Number(bytes.damaged);
  json.Key("skipped").Number(bytes.skipped);
  json.EndObject();
}

void AppendRecords(JsonBuilder& json, const RecordCounts& records) {
  json.BeginObject();
  json.Key("judged").Number(records.judged);
  json.Key("filtered").Number(records.filtered);
  json.Key("salvaged").Number(records.salvaged);
  json.EndObject();
}

void AppendCoverage(JsonBuilder& json, const Coverage& coverage) {
  json.BeginObject();
  json.Key("first_event_time").TimeOrNull(coverage.first_event_time);
  json.Key("last_event_time").TimeOrNull(coverage.last_event_time);
  json.Key("unknown_time").Number(coverage.unknown_time);
  AppendCounts(json.Key("accounts"), coverage.accounts);
  json.Key("other_accounts").Number(coverage.other_accounts);
  AppendCounts(json.Key("regions"), coverage.regions);
  json.Key("other_regions").Number(coverage.other_regions);
  AppendCounts(json.Key("categories"), coverage.categories);
  json.EndObject();
}

std::uint64_t TotalAnomalies(const ScanSummary& summary) {
  std::uint64_t total = 0;
  for (const auto& [kind, count] : summary.anomaly_counts) total += count;
  return total;
}

void AppendSummaryMembers(JsonBuilder& json, const ScanSummary& summary) {
  json.Key("complete").Boolean(summary.complete);
  json.Key("exit_code").Integer(summary.exit_code);
  json.Key("ended_at").String(FormatTimestamp(summary.ended_at));
  AppendSources(json.Key("sources"), summary.sources);
  AppendBytes(json.Key("bytes"), summary.bytes);
  AppendRecords(json.Key("records"), summary.records);
  json.Key("damaged_ranges").Number(summary.damaged_ranges);
  AppendCounts(json.Key("skipped_values"), summary.skipped_values);
  AppendShapes(json.Key("shapes"), summary);
  AppendCoverage(json.Key("coverage"), summary.coverage);
  json.Key("duplicate_event_ids").NumberOrNull(summary.duplicate_event_ids);
  if (!summary.duplicate_event_ids) {
    json.Key("duplicate_event_ids_reason")
        .String(
            "there are more event IDs than fit into 64 MiB, or into the memory there was, and no "
            "temporary file took them all and gave them back");
  }
  AppendMatchCounts(json.Key("matches"), summary.matches);
  if (summary.alerts) AppendAlertCounts(json.Key("alerts"), *summary.alerts);
  if (summary.spooled_bytes > 0) json.Key("spooled_bytes").Number(summary.spooled_bytes);
  AppendAnomalyCounts(json.Key("anomalies"), summary);
}

}  // namespace trailsift
