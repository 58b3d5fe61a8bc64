#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>

namespace trailsift {

// A set of 48-bit numbers above 0, in 7 to 10 bytes for each of many that are evenly spread: a
// sorted array with gaps. A number stands at its home, which is where it would stand if they were
// spread perfectly, or behind that with no gap between ("ordered hash tables", O. Amble and D. E.
// Knuth, 1974). So growing is one pass over it.
class OrderedNumbers {
 public:
  static constexpr std::size_t kMaximumSlots = std::size_t{1} << 15U;

  // False if it is there already. Throws std::length_error where kMaximumSlots are too few: for
  // more numbers, or for many that stand too close together. It may then lack a number.
  bool Insert(std::uint64_t number);
  // Fetches what Insert(number) will look at.
  void Prefetch(std::uint64_t number) const {
    if (slots_ > 0) __builtin_prefetch(bytes_.get() + HomeOf(number) * kWidth, 1);
  }

 private:
  static constexpr std::size_t kWidth = 6;    // Bytes.
  static constexpr std::size_t kBehind = 16;  // Slots that are no home, for what is pushed there.
  static constexpr std::size_t kPadding = 2;  // Bytes behind, since eight are read at a time.

  std::size_t HomeOf(std::uint64_t number) const { return number * slots_ >> 48U; }
  std::size_t size() const { return slots_ + kBehind; }
  std::uint64_t At(std::size_t place) const;
  void Set(std::size_t place, std::uint64_t number);
  bool PlaceInOrder(const OrderedNumbers& from);
  void Grow();

  std::unique_ptr<char[]> bytes_;  // Of size() numbers; 0: a gap.
  std::uint32_t slots_ = 0;        // Homes.
  std::uint32_t count_ = 0;
};

}  // namespace trailsift
