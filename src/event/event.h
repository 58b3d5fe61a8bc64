#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "event/field_value.h"
#include "event/json_value.h"
#include "event/projection.h"

namespace trailsift {

// One record as rules see it: a value for each slot of the projection. Everything it hands out is a
// view that the next record overwrites. Filled by EventParser; one per worker, reused.
class Event {
 public:
  explicit Event(const Projection& projection);
  Event(const Event&) = delete;
  Event& operator=(const Event&) = delete;

  // The record's JSON text, byte for byte as in the input, but repaired if that was needed, and
  // with lists of events emptied that were read before it.
  std::string_view text() const { return text_; }

  // The value of a slot; lists and objects as JSON text. Lazy slots are resolved now.
  const FieldValue& At(Slot slot) const {
    if (projection_->is_lazy(slot) && resolved_[slot] != record_) Resolve(slot);
    return slots_[slot];
  }
  // The same with lists and objects as a tree.
  const FieldValue& Expanded(Slot slot) const;
  // The whole record as a tree, made on first use. Of a record that breaks the grammar within a
  // member, what can be read; tree_error() then says where.
  const JsonValue& Tree() const;
  const std::optional<JsonError>& tree_error() const { return tree_error_; }
  // The most that one name stands in one object of the record, as far as it was noticed: on the
  // paths that are read, and anywhere once there is a tree.
  std::size_t occurrences() const { return oddities_.occurrences; }
  // Looks any path up in the tree, derived fields included. Slower than a slot.
  FieldValue Lookup(const FieldPath& path) const;

  const Projection& projection() const { return *projection_; }

  // Replaces the content by a record given as text: the whole record is walked by the slow, exact
  // reader. For rule tests and as the twin of the fast walk. `text` must stay alive.
  std::optional<JsonError> Assign(std::string_view text, std::uint32_t maximum_depth = 512);
  // Replaces the content by another meaning of a record that repeats names: the one in which their
  // occurrence of this number counts (see WithoutRepeats). The other event must keep its record.
  void AssignReading(const Event& other, std::size_t occurrence);

 private:
  friend class EventParser;

  void Clear(std::string_view text);
  void Resolve(Slot slot) const;
  void FillFromTree();

  const Projection* projection_;
  std::string_view text_;
  mutable std::vector<FieldValue> slots_;
  // What the slots that a walk fills hold before it: copying is faster than constructing.
  std::vector<FieldValue> missing_;
  // Per slot: the record for which its lazy value was resolved, and that for which its tree was.
  mutable std::vector<std::uint64_t> resolved_;
  mutable std::vector<std::uint64_t> expanded_;
  mutable std::vector<FieldValue> trees_;
  mutable std::optional<JsonValue> tree_;
  mutable std::optional<JsonError> tree_error_;
  mutable JsonOddities oddities_;
  mutable std::deque<JsonValue> assembled_;
  std::uint64_t record_ = 0;  // Counts the records it has held.
  std::uint32_t maximum_depth_ = 512;
};

}  // namespace trailsift
