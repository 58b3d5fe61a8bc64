#include "scan/ordered_numbers.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <stdexcept>
#include <utility>

namespace trailsift {
namespace {

constexpr std::uint64_t kNumberMask = (std::uint64_t{1} << 48U) - 1;

static_assert(std::endian::native == std::endian::little,
              "the first bytes of a number are its low ones");

}  // namespace

std::uint64_t OrderedNumbers::At(std::size_t place) const {
  std::uint64_t number = 0;
  std::memcpy(&number, bytes_.get() + place * kWidth, sizeof number);
  return number & kNumberMask;
}

void OrderedNumbers::Set(std::size_t place, std::uint64_t number) {
  std::memcpy(bytes_.get() + place * kWidth, &number, kWidth);
}

// What is greater than the number moves up by one, to the next gap. An equal one is met before
// anything has moved.
bool OrderedNumbers::Insert(std::uint64_t number) {
  // The fuller it is, the farther is the next gap.
  if (count_ >= slots_ / 16 * 13) Grow();
  std::uint64_t carried = number;
  for (std::size_t place = HomeOf(number); place < size(); ++place) {
    const std::uint64_t met = At(place);
    if (met == number) return false;
    if (met == 0) {
      Set(place, carried);
      ++count_;
      return true;
    }
    Set(place, std::min(met, carried));
    carried = std::max(met, carried);
  }
  Grow();
  return Insert(carried);
}

// By a third, so that little of it is empty.
void OrderedNumbers::Grow() {
  OrderedNumbers larger;
  larger.slots_ = slots_;
  do {
    if (larger.slots_ == kMaximumSlots) throw std::length_error("too many numbers");
    larger.slots_ += std::max(std::uint32_t{16}, larger.slots_ / 3);
    larger.slots_ = std::min<std::uint32_t>(larger.slots_, kMaximumSlots);
    larger.bytes_ = std::make_unique<char[]>(larger.size() * kWidth + kPadding);
  } while (!larger.PlaceInOrder(*this));
  *this = std::move(larger);
}

// False if they do not fit before the end. Gaps are copied too, and overwritten: nobody could
// predict a branch for them.
bool OrderedNumbers::PlaceInOrder(const OrderedNumbers& from) {
  std::size_t next = 0;
  const std::size_t places = from.slots_ > 0 ? from.size() : 0;
  for (std::size_t i = 0; i < places; ++i) {
    const std::uint64_t number = from.At(i);
    const std::size_t place = std::max(HomeOf(number), next);
    if (place < size()) {
      Set(place, number);
      next = place + (number != 0 ? 1 : 0);
    } else if (number != 0) {
      return false;
    }
  }
  count_ = from.count_;
  return true;
}

}  // namespace trailsift
