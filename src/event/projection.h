#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "event/field_path.h"

namespace trailsift {

// Number of a field path in a Projection; indexes the slots of an Event.
using Slot = std::uint32_t;

// The set of field paths that the loaded rules and the output read. A record is walked once, guided
// by the trie of these names; what no path names is skipped. Built once, then immutable and shared.
//
// A path of member names only is filled by that walk. A path with an index, a [*], or whose first
// name is a derived field (see derived_fields.h) is lazy: Event resolves it in the record's tree on
// first use. So is a path that is only read now and then.
class Projection {
 public:
  // Slots every projection has, in this order.
  enum Standard : Slot {
    kEventSource,
    kEventName,
    kEventTime,
    kEventId,
    kAwsRegion,
    kRecipientAccountId,
    kUserIdentityAccountId,
    kEventCategory,
    kPantherEventTime,  // p_event_time, as written in the record
    kPantherLogType,    // p_log_type, as written in the record
    kOmitted,           // AWS cut the record
    kStandardCount,
  };

  struct Node;
  struct Child {
    std::string name;
    std::uint32_t node = 0;
  };
  struct Node {
    static constexpr Slot kNoSlot = ~Slot{0};
    Slot slot = kNoSlot;
    std::vector<Child> children;
  };

  Projection();

  // Adds a path, or finds it again. Only before the projection is shared.
  Slot Add(const FieldPath& path);
  // The same for a path that few records are asked for: it costs the walk nothing, unless Add adds
  // it, too.
  Slot AddLazy(const FieldPath& path);

  std::size_t slot_count() const { return paths_.size(); }
  const FieldPath& path(Slot slot) const { return paths_[slot]; }
  bool is_lazy(Slot slot) const { return lazy_[slot]; }
  // One behind the last slot that the walk fills.
  std::size_t walked_end() const { return walked_end_; }
  // Node 0 is the record.
  const Node& node(std::uint32_t index) const { return nodes_[index]; }

 private:
  Slot Append(const FieldPath& path);
  void Walk(Slot slot);

  std::vector<FieldPath> paths_;
  std::vector<bool> lazy_;
  std::map<FieldPath, Slot> slots_;
  std::vector<Node> nodes_;
  std::size_t walked_end_ = 0;
};

}  // namespace trailsift
