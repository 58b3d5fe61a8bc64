#include "event/projection.h"

#include <algorithm>
#include <initializer_list>

#include "event/derived_fields.h"

namespace trailsift {
namespace {

bool CanBeWalked(const FieldPath& path) {
  return !path.steps.empty() && !IsDerivedField(path.steps.front().name) &&
         std::ranges::all_of(
             path.steps, [](const PathStep& step) { return step.kind == PathStep::Kind::kName; });
}

}  // namespace

Projection::Projection() : nodes_(1) {
  // In the order of Standard. The Panther fields are read as the record has them, never derived.
  for (const auto& names :
       std::initializer_list<std::initializer_list<std::string_view>>{{"eventSource"},
                                                                      {"eventName"},
                                                                      {"eventTime"},
                                                                      {"eventID"},
                                                                      {"awsRegion"},
                                                                      {"recipientAccountId"},
                                                                      {"userIdentity", "accountId"},
                                                                      {"eventCategory"},
                                                                      {"p_event_time"},
                                                                      {"p_log_type"},
                                                                      {"omitted"}}) {
    const Slot slot = Append(FieldPath::OfNames(names));
    // Asked for only where there is no recipientAccountId, while every record has an identity.
    if (slot != kUserIdentityAccountId) Walk(slot);
  }
  for (Slot slot = 0; slot < kStandardCount; ++slot) {
    const FieldPath& path = paths_[slot];
    if (!IsDerivedField(path.steps.front().name)) slots_.emplace(path, slot);
  }
}

Slot Projection::Add(const FieldPath& path) {
  const Slot slot = AddLazy(path);
  if (lazy_[slot] && CanBeWalked(path)) Walk(slot);
  return slot;
}

Slot Projection::AddLazy(const FieldPath& path) {
  if (const auto found = slots_.find(path); found != slots_.end()) return found->second;
  const Slot slot = Append(path);
  slots_.emplace(path, slot);
  return slot;
}

Slot Projection::Append(const FieldPath& path) {
  paths_.push_back(path);
  lazy_.push_back(true);
  return static_cast<Slot>(paths_.size() - 1);
}

// Makes the walk over a record fill the slot.
void Projection::Walk(Slot slot) {
  lazy_[slot] = false;
  walked_end_ = std::max<std::size_t>(walked_end_, slot + 1);
  std::uint32_t node = 0;
  for (const PathStep& step : paths_[slot].steps) {
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
}

}  // namespace trailsift
