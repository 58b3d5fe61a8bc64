#include "scan/event_id_set.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <new>
#include <system_error>
#include <utility>

#include "base/text_hash.h"

namespace trailsift {
namespace {

// By the time and by where the system has put things in memory.
std::uint64_t ChooseMultiplier(const void* place) {
  const auto time = std::chrono::steady_clock::now().time_since_epoch().count();
  const auto address = reinterpret_cast<std::uintptr_t>(place);
  return TextHash::Of(std::to_string(time) + ' ' + std::to_string(address)) | 1;
}

}  // namespace

EventIdSet::EventIdSet(TemporaryFile* file, std::size_t most_in_memory)
    : multiplier_(ChooseMultiplier(this)), runs_(std::in_place, file, most_in_memory) {}

std::uint64_t EventIdSet::Hash(std::string_view event_id) { return TextHash::Of(event_id); }

template <typename Work>
void EventIdSet::Attempt(const Work& work) {
  if (gave_up_) return;
  try {
    work();
  } catch (const std::bad_alloc&) {
    fault_ = {AnomalyKind::kOutOfMemory, "there was no memory to count repeated event IDs"};
  } catch (const std::system_error& error) {
    fault_ = {AnomalyKind::kWorkerFailed,
              fmt::format("repeated event IDs could not be counted: {}", error.what())};
  }
  gave_up_ = gave_up_ || fault_;
  if (!gave_up_) return;
  runs_.reset();
  waiting_ = room_ = {};
}

void EventIdSet::Add(const std::vector<std::uint64_t>& hashes) {
  const std::lock_guard lock(mutex_);
  Attempt([&] {
    for (const std::uint64_t hash : hashes) {
      waiting_.push_back(hash * multiplier_);
      if (waiting_.size() < kRun) continue;
      PutAside();
      if (gave_up_) return;
    }
  });
}

void EventIdSet::SortWaiting() {
  SortSpreadOut(waiting_, room_);
  const auto repeated = std::ranges::unique(waiting_);
  duplicates_ += repeated.size();
  waiting_.erase(repeated.begin(), repeated.end());
}

void EventIdSet::PutAside() {
  SortWaiting();
  if (!runs_->Add(waiting_)) gave_up_ = true;
  waiting_.clear();
}

std::optional<std::uint64_t> EventIdSet::CountDuplicates() {
  const std::lock_guard lock(mutex_);
  Attempt([&] {
    if (runs_->empty()) {
      SortWaiting();
    } else {
      PutAside();
      duplicates_ += runs_->CountRepeats();
    }
  });
  return gave_up_ ? std::nullopt : std::optional(duplicates_);
}

}  // namespace trailsift
