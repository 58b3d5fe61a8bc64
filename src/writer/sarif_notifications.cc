#include "writer/sarif_notifications.h"

#include <algorithm>
#include <utility>

#include "writer/sarif_document.h"
#include "writer/sarif_message.h"
#include "writer/sarif_rules.h"
#include "writer/summary_json.h"

namespace trailsift {
namespace {

using Placed = ScanSummary::PlacedAnomaly;

// The gravest `maximum` anomalies, in their own order.
std::vector<const Placed*> Gravest(const std::vector<Placed>& anomalies, std::size_t maximum) {
  std::vector<const Placed*> gravest;
  for (const Placed& placed : anomalies) gravest.push_back(&placed);
  if (gravest.size() <= maximum) return gravest;
  std::stable_sort(gravest.begin(), gravest.end(), [](const Placed* left, const Placed* right) {
    return LevelOf(left->anomaly.kind) > LevelOf(right->anomaly.kind);
  });
  gravest.resize(maximum);
  std::sort(gravest.begin(), gravest.end());  // They stand in one vector: addresses are its order.
  return gravest;
}

std::uint64_t CountErrors(const ScanSummary& summary) {
  std::uint64_t errors = 0;
  for (const auto& [kind, count] : summary.anomaly_counts) {
    if (IsUnjudged(kind)) errors += count;
  }
  return errors;
}

void AppendMessage(JsonBuilder& json, std::string_view text) {
  json.Key("message").BeginObject().Key("text").String(text).EndObject();
}

void AppendOptional(JsonBuilder& json, std::string_view key, std::optional<std::uint64_t> number) {
  if (number) json.Key(key).Number(*number);
}

void AppendProperties(JsonBuilder& json, const Anomaly& anomaly) {
  json.Key("properties").BeginObject().Key("kind").String(AnomalyName(anomaly.kind));
  if (!anomaly.reason.empty()) json.Key("reason").String(anomaly.reason);
  AppendOptional(json, "record", anomaly.record);
  AppendOptional(json, "byteOffset", anomaly.byte_offset);
  AppendOptional(json, "length", anomaly.length);
  AppendOptional(json, "storedOffset", anomaly.stored_offset);
  json.Key("unjudged").Boolean(IsUnjudged(anomaly.kind)).EndObject();
}

}  // namespace

SarifNotifications::SarifNotifications(const ScanSummary& summary, std::size_t maximum,
                                       std::string standard_input_name, OmittedResults results)
    : standard_input_name_(std::move(standard_input_name)),
      results_(results),
      listed_(Gravest(summary.anomalies, maximum)) {
  total_ = std::max<std::uint64_t>(TotalAnomalies(summary), listed_.size());
  std::uint64_t errors_listed = 0;
  for (const Placed* placed : listed_) {
    if (IsUnjudged(placed->anomaly.kind)) ++errors_listed;
    descriptors_.push_back(DescriptorOf(placed->anomaly.kind));
  }
  error_unlisted_ = CountErrors(summary) > errors_listed;
  if (results_.omitted > 0) descriptors_.push_back(ResultLimitDescriptor());
  if (unlisted() > 0) descriptors_.push_back(NotificationLimitDescriptor());
  const auto by_id = [](const SarifDescriptor& left, const SarifDescriptor& right) {
    return left.id < right.id;
  };
  const auto same_id = [](const SarifDescriptor& left, const SarifDescriptor& right) {
    return left.id == right.id;
  };
  std::sort(descriptors_.begin(), descriptors_.end(), by_id);
  descriptors_.erase(std::unique(descriptors_.begin(), descriptors_.end(), same_id),
                     descriptors_.end());
}

void SarifNotifications::AppendDescriptors(JsonBuilder& json) const {
  json.BeginList();
  for (const SarifDescriptor& descriptor : descriptors_) {
    AppendDescriptor(json.LineBreak(), descriptor);
  }
  json.EndList();
}

void SarifNotifications::AppendNotifications(JsonBuilder& json, SarifArtifacts& artifacts) const {
  json.BeginList();
  for (const Placed* placed : listed_) AppendAnomaly(json.LineBreak(), *placed, artifacts);
  if (results_.omitted > 0) AppendResultLimit(json.LineBreak());
  if (unlisted() > 0) AppendNotificationLimit(json.LineBreak());
  json.EndList();
}

void SarifNotifications::AppendReference(JsonBuilder& json,
                                         const SarifDescriptor& descriptor) const {
  const auto found = std::find_if(descriptors_.begin(), descriptors_.end(),
                                  [&](const auto& other) { return other.id == descriptor.id; });
  json.Key("descriptor").BeginObject().Key("id").String(descriptor.id);
  json.Key("index").Integer(found - descriptors_.begin()).EndObject();
}

void SarifNotifications::AppendAnomaly(JsonBuilder& json, const Placed& placed,
                                       SarifArtifacts& artifacts) const {
  const Anomaly& anomaly = placed.anomaly;
  json.BeginObject();
  AppendReference(json, DescriptorOf(anomaly.kind));
  json.Key("level").String(AnomalyLevelName(LevelOf(anomaly.kind)));
  const std::string message = EscapeMessage(anomaly.message);
  AppendMessage(json, FirstText({message, AnomalyName(anomaly.kind)}, kMaximumSarifMessage));
  if (!placed.path.empty()) {
    const bool standard_input = placed.path == standard_input_name_;
    const std::size_t artifact =
        artifacts.Add({placed.path, anomaly.member, false, standard_input});
    json.Key("locations").BeginList().BeginObject().Key("physicalLocation").BeginObject();
    artifacts.AppendLocation(json.Key("artifactLocation"), artifact);
    if (anomaly.line && *anomaly.line > 0 && *anomaly.line <= kMaximumSarifInteger) {
      json.Key("region").BeginObject().Key("startLine").Number(*anomaly.line).EndObject();
    }
    json.EndObject().EndObject().EndList();
  }
  AppendProperties(json, anomaly);
  json.EndObject();
}

void SarifNotifications::AppendResultLimit(JsonBuilder& json) const {
  json.BeginObject();
  AppendReference(json, ResultLimitDescriptor());
  json.Key("level").String("warning");
  AppendMessage(json, std::to_string(results_.omitted) + " of " + std::to_string(results_.total) +
                          (results_.alerts ? " alerts" : " matches") +
                          " were left out, because this document is limited in number "
                          "and size. The jsonl format has all of them.");
  json.Key("properties").BeginObject().Key("kind").String("results_limited");
  json.Key("omitted").Number(results_.omitted).Key("total").Number(results_.total);
  json.EndObject().EndObject();
}

void SarifNotifications::AppendNotificationLimit(JsonBuilder& json) const {
  json.BeginObject();
  AppendReference(json, NotificationLimitDescriptor());
  json.Key("level").String(error_unlisted_ ? "error" : "note");
  AppendMessage(json, std::to_string(unlisted()) + " of " + std::to_string(total_) +
                          " notifications are not listed here; the summary counts them by kind.");
  json.Key("properties").BeginObject().Key("kind").String("notifications_limited");
  json.Key("omitted").Number(unlisted()).Key("total").Number(total_);
  json.EndObject().EndObject();
}

}  // namespace trailsift
