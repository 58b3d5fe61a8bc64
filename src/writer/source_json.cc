#include "writer/source_json.h"

#include <string_view>
#include <utility>

#include "writer/anomaly_json.h"
#include "writer/match_json.h"
#include "writer/summary_json.h"

namespace trailsift {
namespace {

std::string_view StateName(SourceState state) {
  switch (state) {
    case SourceState::kScanned:
      return "scanned";
    case SourceState::kEmpty:
      return "empty";
    case SourceState::kSkipped:
      return "skipped";
    case SourceState::kFailed:
      return "failed";
  }
  return "failed";
}

}  // namespace

void AppendSourceMembers(JsonBuilder& json, const Ledger& ledger) {
  json.Key("path").String(ledger.path());
  AppendPathBytes(json, ledger.path());
  json.Key("state").String(StateName(ledger.state));
  json.Key("reason").NullIfEmpty(ledger.state == SourceState::kSkipped ? ledger.SkipReason() : "");
  json.Key("complete").Boolean(ledger.complete());
  AppendBytes(json.Key("bytes"), ledger.bytes);
  AppendRecords(json.Key("records"), ledger.records);
  json.Key("damaged_ranges").Number(ledger.damaged_ranges);
  AppendCounts(json.Key("skipped_values"), ledger.skipped_values);
  AppendCounts(json.Key("shapes"), ledger.shapes);
}

void AppendAnomalyCounts(JsonBuilder& json, const Ledger& ledger) {
  json.Key("anomaly_counts").BeginObject();
  for (std::size_t i = 0; i < kAnomalyKindCount; ++i) {
    const auto kind = static_cast<AnomalyKind>(i);
    if (ledger.count(kind) > 0) json.Key(AnomalyName(kind)).Number(ledger.count(kind));
  }
  json.EndObject();
}

void SourceList::Add(const Ledger& ledger) {
  const bool clean = ledger.state == SourceState::kScanned && ledger.anomalies().empty();
  if (clean) return;
  if (elements_.size() == most_) {
    ++omitted_;
    return;
  }
  std::string element;
  JsonBuilder json(element);
  json.BeginObject();
  AppendSourceMembers(json, ledger);
  AppendAnomalyCounts(json, ledger);
  json.EndObject();
  elements_.push_back(std::move(element));
}

void SourceList::AppendMembers(JsonBuilder& json) const {
  json.LineBreak().Key("sources").BeginList();
  for (const std::string& element : elements_) json.LineBreak().Raw(element);
  json.LineBreak().EndList();
  json.LineBreak().Key("sources_omitted").Number(omitted_);
}

}  // namespace trailsift
