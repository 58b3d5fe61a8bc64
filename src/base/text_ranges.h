#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

namespace trailsift {

// Ranges of decoded text, in offsets. Memory is bounded: beyond kMaximum ranges the last one grows
// until it covers what is added, so that a range may be too large but never missing.
class TextRanges {
 public:
  static constexpr std::size_t kMaximum = 1'000;

  void Add(std::uint64_t begin, std::uint64_t end) {
    if (begin >= end) return;
    if (ranges_.size() < kMaximum) {
      ranges_.push_back({begin, end});
    } else {
      ranges_.back() = {std::min(ranges_.back().begin, begin), std::max(ranges_.back().end, end)};
    }
  }
  void Add(const TextRanges& other) {
    for (const Range& range : other.ranges_) Add(range.begin, range.end);
  }
  void AddAll() { Add(0, std::numeric_limits<std::uint64_t>::max()); }

  bool empty() const { return ranges_.empty(); }
  bool Overlap(std::uint64_t begin, std::uint64_t end) const {
    return std::ranges::any_of(
        ranges_, [&](const Range& range) { return range.begin < end && begin < range.end; });
  }

 private:
  struct Range {
    std::uint64_t begin = 0;
    std::uint64_t end = 0;
  };
  std::vector<Range> ranges_;
};

}  // namespace trailsift
