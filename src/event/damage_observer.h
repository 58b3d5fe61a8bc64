#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace trailsift {

// Is shown the bytes that a RecordReader gives up: those of damaged ranges, of records that a limit
// refuses, whatever their size, and of values of a shape that is not read; and records that match
// no rule but have a fault where one reads. One at a time.
class DamageObserver {
 public:
  DamageObserver() = default;
  DamageObserver(const DamageObserver&) = delete;
  DamageObserver& operator=(const DamageObserver&) = delete;
  virtual ~DamageObserver() = default;

  // The next bytes of the current range, in pieces of any size.
  virtual void OnBytes(std::string_view bytes) = 0;
  // The range has ended; the next bytes begin another. Each sentence that is returned becomes a
  // `possible_match_in_damaged_record` with the place of the range.
  virtual std::vector<std::string> OnRangeEnd() = 0;
};

}  // namespace trailsift
