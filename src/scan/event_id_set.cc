#include "scan/event_id_set.h"

#include <algorithm>
#include <chrono>
#include <new>
#include <stdexcept>
#include <string>

#include "base/text_hash.h"

namespace trailsift {
namespace {

// What a number costs at most once there are many, whenever the parts grow.
constexpr std::size_t kBytesOfNumber = 10;

// By the time and by where the system has put things in memory.
std::uint64_t ChooseMultiplier(const void* place) {
  const auto time = std::chrono::steady_clock::now().time_since_epoch().count();
  const auto address = reinterpret_cast<std::uintptr_t>(place);
  return TextHash::Of(std::to_string(time) + ' ' + std::to_string(address)) | 1;
}

}  // namespace

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
