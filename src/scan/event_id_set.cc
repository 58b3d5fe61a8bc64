#include "scan/event_id_set.h"

#include <algorithm>
#include <bit>
#include <chrono>
#include <new>
#include <string>
#include <utility>

#include "base/text_hash.h"

namespace trailsift {
namespace {

constexpr std::size_t kFewestSlots = 1024;

// By the time and by where the system has put things in memory.
std::uint64_t ChooseMultiplier(const void* place) {
  const auto time = std::chrono::steady_clock::now().time_since_epoch().count();
  const auto address = reinterpret_cast<std::uintptr_t>(place);
  return TextHash::Of(std::to_string(time) + ' ' + std::to_string(address)) | 1;
}

}  // namespace

EventIdSet::EventIdSet(std::size_t maximum_bytes)
    : maximum_slots_(std::bit_floor(maximum_bytes / sizeof(std::uint64_t))),
      multiplier_(ChooseMultiplier(this)) {}

std::uint64_t EventIdSet::Hash(std::string_view event_id) {
  const std::uint64_t hash = TextHash::Of(event_id);
  return hash != 0 ? hash : 1;
}

// The upper bits of the product, as many as the number of slots has.
std::size_t EventIdSet::SlotOf(std::uint64_t hash, std::size_t slots) const {
  return std::rotl(hash * multiplier_, std::countr_zero(slots)) & (slots - 1);
}

void EventIdSet::Add(const std::vector<std::uint64_t>& hashes) {
  const std::lock_guard lock(mutex_);
  // The table is far larger than the caches: what is looked at next is fetched ahead.
  constexpr std::size_t kAhead = 16;
  for (std::size_t i = 0; i < hashes.size() && !overflowed_; ++i) {
    if (i + kAhead < hashes.size() && !slots_.empty()) {
      __builtin_prefetch(&slots_[SlotOf(hashes[i + kAhead], slots_.size())], 1);
    }
    if (!Insert(hashes[i])) ++duplicates_;
  }
}

std::optional<std::uint64_t> EventIdSet::duplicates() const {
  const std::lock_guard lock(mutex_);
  return overflowed_ ? std::nullopt : std::optional(duplicates_);
}

bool EventIdSet::lacked_memory() const {
  const std::lock_guard lock(mutex_);
  return lacked_memory_;
}

// False if it is there already.
bool EventIdSet::Insert(std::uint64_t hash) {
  if (!MakeRoom()) return true;
  const std::size_t mask = slots_.size() - 1;
  std::size_t slot = SlotOf(hash, slots_.size());
  for (; slots_[slot] != 0; slot = (slot + 1) & mask) {
    if (slots_[slot] == hash) return false;
  }
  if (distinct_ == capacity()) {
    overflowed_ = true;
    slots_ = {};
    return true;
  }
  slots_[slot] = hash;
  ++distinct_;
  return true;
}

// Keeps the table at most half full as long as it may grow; false if there is no memory for it.
bool EventIdSet::MakeRoom() {
  if (distinct_ < slots_.size() / 2 || slots_.size() == maximum_slots_) return true;
  try {
    std::vector<std::uint64_t> larger(
        std::min(maximum_slots_, std::max(kFewestSlots, slots_.size() * 2)));
    const std::size_t mask = larger.size() - 1;
    for (const std::uint64_t hash : slots_) {
      if (hash == 0) continue;
      std::size_t slot = SlotOf(hash, larger.size());
      while (larger[slot] != 0) slot = (slot + 1) & mask;
      larger[slot] = hash;
    }
    slots_ = std::move(larger);
    return true;
  } catch (const std::bad_alloc&) {
    overflowed_ = lacked_memory_ = true;
    slots_ = {};
    return false;
  }
}

}  // namespace trailsift
