#include "event/projection.h"

#include "event/derived_fields.h"

namespace trailsift {

Projection::Projection() : nodes_(1) {
  // In the order of Standard. The Panther fields are read as the record has them, never derived.
  AddRaw(FieldPath::OfNames({"eventSource"}), false);
  AddRaw(FieldPath::OfNames({"eventName"}), false);
  AddRaw(FieldPath::OfNames({"eventTime"}), false);
  AddRaw(FieldPath::OfNames({"eventID"}), false);
  AddRaw(FieldPath::OfNames({"awsRegion"}), false);
  AddRaw(FieldPath::OfNames({"recipientAccountId"}), false);
  AddRaw(FieldPath::OfNames({"userIdentity", "accountId"}), false);
  AddRaw(FieldPath::OfNames({"eventCategory"}), false);
  AddRaw(FieldPath::OfNames({"p_event_time"}), false);
  AddRaw(FieldPath::OfNames({"p_log_type"}), false);
  AddRaw(FieldPath::OfNames({"CloudTrailEvent"}), false);
  for (Slot slot = 0; slot < kStandardCount; ++slot) {
    const FieldPath& path = paths_[slot];
    if (!IsDerivedField(path.steps.front().name)) slots_.emplace(path, slot);
  }
}

Slot Projection::Add(const FieldPath& path) {
  if (const auto found = slots_.find(path); found != slots_.end()) return found->second;
  bool lazy = path.steps.empty() || IsDerivedField(path.steps.front().name);
  for (const PathStep& step : path.steps) lazy = lazy || step.kind != PathStep::Kind::kName;
  const Slot slot = AddRaw(path, lazy);
  slots_.emplace(path, slot);
  return slot;
}

Slot Projection::AddRaw(const FieldPath& path, bool lazy) {
  const auto slot = static_cast<Slot>(paths_.size());
  paths_.push_back(path);
  lazy_.push_back(lazy);
  if (lazy) return slot;
  std::uint32_t node = 0;
  for (const PathStep& step : path.steps) {
    std::uint32_t next = 0;
    for (const Child& child : nodes_[node].children) {
      if (child.name == step.name) next = child.node;
    }
    if (next == 0) {
      next = static_cast<std::uint32_t>(nodes_.size());
      nodes_.emplace_back();
      nodes_[node].children.push_back({step.name, next});
    }
    node = next;
  }
  nodes_[node].slot = slot;
  return slot;
}

}  // namespace trailsift
