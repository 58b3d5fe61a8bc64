#include "scan/event_id_set.h"

#include <algorithm>
#include <bit>
#include <chrono>
#include <cstring>
#include <new>
#include <stdexcept>
#include <string>
#include <utility>

#include "base/text_hash.h"

namespace trailsift {
namespace {

constexpr std::uint64_t kNumberMask = (std::uint64_t{1} << 48U) - 1;

static_assert(std::endian::native == std::endian::little,
              "the first bytes of a number are its low ones");

// What a number costs at most once there are many, whenever the parts grow.
constexpr std::size_t kBytesOfNumber = 10;

// By the time and by where the system has put things in memory.
std::uint64_t ChooseMultiplier(const void* place) {
  const auto time = std::chrono::steady_clock::now().time_since_epoch().count();
  const auto address = reinterpret_cast<std::uintptr_t>(place);
  return TextHash::Of(std::to_string(time) + ' ' + std::to_string(address)) | 1;
}

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

EventIdSet::EventIdSet(std::size_t maximum_bytes)
    : capacity_(maximum_bytes / kBytesOfNumber), multiplier_(ChooseMultiplier(this)) {
  static_assert(kMaximumBytes / kBytesOfNumber >> kPartBits < OrderedNumbers::kMaximumSlots / 3,
                "a part is not full before the whole is");
}

std::uint64_t EventIdSet::Hash(std::string_view event_id) { return TextHash::Of(event_id); }

// The bits behind those that tell the part.
std::uint64_t EventIdSet::NumberOf(std::uint64_t spread) {
  return std::max<std::uint64_t>(spread << kPartBits >> 16U, 1);
}

void EventIdSet::Add(const std::vector<std::uint64_t>& hashes) {
  const std::lock_guard lock(mutex_);
  // The table is far larger than the caches: what is looked at next is fetched ahead.
  constexpr std::size_t kAhead = 16;
  try {
    if (parts_.empty() && !overflowed_) parts_.resize(std::size_t{1} << kPartBits);
    for (std::size_t i = 0; i < hashes.size() && !overflowed_; ++i) {
      if (i + kAhead < hashes.size()) {
        const std::uint64_t next = Spread(hashes[i + kAhead]);
        PartOf(next).Prefetch(NumberOf(next));
      }
      Insert(Spread(hashes[i]));
    }
  } catch (const std::bad_alloc&) {
    lacked_memory_ = true;
    GiveUp();
  } catch (const std::length_error&) {
    GiveUp();
  }
}

void EventIdSet::Insert(std::uint64_t spread) {
  if (!PartOf(spread).Insert(NumberOf(spread))) {
    ++duplicates_;
  } else if (++distinct_ > capacity_) {
    GiveUp();
  }
}

void EventIdSet::GiveUp() {
  overflowed_ = true;
  parts_ = std::vector<OrderedNumbers>();
}

std::optional<std::uint64_t> EventIdSet::duplicates() const {
  const std::lock_guard lock(mutex_);
  return overflowed_ ? std::nullopt : std::optional(duplicates_);
}

bool EventIdSet::lacked_memory() const {
  const std::lock_guard lock(mutex_);
  return lacked_memory_;
}

}  // namespace trailsift
