#pragma once

#include <cstddef>
#include <cstdint>
#include <mutex>
#include <optional>
#include <string_view>
#include <vector>

namespace trailsift {

// Counts event IDs that were met before, over all records of a scan: by hashes of 64 bits in a
// table of bounded size. The count is the number of all minus that of distinct ones, so that it is
// the same for any order of threads. Safe for use by several threads.
class EventIdSet {
 public:
  static constexpr std::size_t kMaximumBytes = std::size_t{64} << 20;

  explicit EventIdSet(std::size_t maximum_bytes = kMaximumBytes);

  static std::uint64_t Hash(std::string_view event_id);
  // Enters hashes of IDs, in batches, since a lock is taken for each.
  void Add(const std::vector<std::uint64_t>& hashes);

  // Distinct IDs it can tell apart.
  std::size_t capacity() const { return maximum_slots_ / 8 * 7; }
  // Nothing once there were more, or no memory for the table.
  std::optional<std::uint64_t> duplicates() const;
  bool lacked_memory() const;

 private:
  std::size_t SlotOf(std::uint64_t hash, std::size_t slots) const;
  bool Insert(std::uint64_t hash);
  bool MakeRoom();

  mutable std::mutex mutex_;
  const std::size_t maximum_slots_;
  // Odd, and another one in each run, so that nobody can choose IDs that meet in the same slots.
  const std::uint64_t multiplier_;
  std::vector<std::uint64_t> slots_;  // A power of two of them; 0: free.
  std::size_t distinct_ = 0;
  std::uint64_t duplicates_ = 0;
  bool overflowed_ = false;
  bool lacked_memory_ = false;
};

}  // namespace trailsift
