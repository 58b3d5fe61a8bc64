#pragma once

#include <cstddef>
#include <cstdint>
#include <mutex>
#include <optional>
#include <string_view>
#include <vector>

#include "scan/ordered_numbers.h"

namespace trailsift {

// Counts event IDs that were met before, over all records of a scan: by hashes in a table of
// bounded size. The count is the number of all minus that of distinct ones, so that it is the same
// for any order of threads. Safe for use by several threads.
//
// Of a hash 58 bits are kept, so that among n different IDs two are taken for one with a chance of
// n² in 2^59: 1 in 10,000 for seven million.
class EventIdSet {
 public:
  static constexpr std::size_t kMaximumBytes = std::size_t{64} << 20;

  // `maximum_bytes`: kMaximumBytes or less.
  explicit EventIdSet(std::size_t maximum_bytes = kMaximumBytes);

  static std::uint64_t Hash(std::string_view event_id);
  // Enters hashes of IDs, in batches, since a lock is taken for each.
  void Add(const std::vector<std::uint64_t>& hashes);

  // Distinct IDs it can tell apart.
  std::size_t capacity() const { return capacity_; }
  // Nothing once there were more, or no memory for the table.
  std::optional<std::uint64_t> duplicates() const;
  bool lacked_memory() const;

 private:
  // Each part grows on its own, so that no second copy of the whole is needed for that.
  static constexpr unsigned kPartBits = 10;

  std::uint64_t Spread(std::uint64_t hash) const { return hash * multiplier_; }
  OrderedNumbers& PartOf(std::uint64_t spread) { return parts_[spread >> (64U - kPartBits)]; }
  static std::uint64_t NumberOf(std::uint64_t spread);
  void Insert(std::uint64_t spread);
  void GiveUp();

  mutable std::mutex mutex_;
  const std::size_t capacity_;
  // Odd, and another one in each run, so that nobody can choose IDs that meet in one place.
  const std::uint64_t multiplier_;
  std::vector<OrderedNumbers> parts_;  // None before the first ID, and once it has overflowed.
  std::size_t distinct_ = 0;
  std::uint64_t duplicates_ = 0;
  bool overflowed_ = false;
  bool lacked_memory_ = false;
};

}  // namespace trailsift
