#pragma once

#include <cstddef>
#include <cstdint>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/anomaly.h"
#include "base/temporary_file.h"
#include "scan/event_id_runs.h"

namespace trailsift {

// Counts event IDs that were met before, over all records of a scan, by their hashes: some of them
// wait to be sorted, and sorted runs go to a temporary file, so that the memory does not grow with
// the records. The count is the number of all minus that of distinct ones, the same for any order
// of threads. Safe for use by several threads.
//
// Among n different IDs two have the same hash with a chance of n² in 2^65: 1 in 750,000 for seven
// million.
class EventIdSet {
 public:
  static constexpr std::size_t kRun = std::size_t{32} << 10;
  // IDs, where there is no file or it is full: 64 MiB. Those repeated in several runs count so.
  static constexpr std::size_t kMostInMemory = std::size_t{8} << 20;

  // Why they could not be counted.
  struct Fault {
    AnomalyKind kind = AnomalyKind::kOutOfMemory;
    std::string message;
  };

  // `file`: see EventIdRuns.
  explicit EventIdSet(TemporaryFile* file = nullptr, std::size_t most_in_memory = kMostInMemory);

  static std::uint64_t Hash(std::string_view event_id);
  // Enters hashes of IDs, in batches, since a lock is taken for each.
  void Add(const std::vector<std::uint64_t>& hashes);

  // Of all that were entered, or nothing: there were more than there is room for, or there is a
  // fault(). To be called once, at the end.
  std::optional<std::uint64_t> CountDuplicates();
  const std::optional<Fault>& fault() const { return fault_; }

 private:
  template <typename Work>
  void Attempt(const Work& work);
  void SortWaiting();
  void PutAside();

  std::mutex mutex_;
  // Odd, and another one in each scan, so that nobody can choose IDs that crowd in one place.
  const std::uint64_t multiplier_;
  std::vector<std::uint64_t> waiting_;
  std::vector<std::uint64_t> room_;  // To sort in.
  std::optional<EventIdRuns> runs_;  // None once it has given up.
  std::uint64_t duplicates_ = 0;     // Within runs.
  bool gave_up_ = false;
  std::optional<Fault> fault_;
};

}  // namespace trailsift
