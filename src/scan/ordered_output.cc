#include "scan/ordered_output.h"

#include <algorithm>
#include <exception>
#include <string_view>
#include <utility>

namespace trailsift {
namespace {

// Reserved beforehand: a failure may be that memory ran out.
constexpr std::size_t kLongestFailure = 200;

}  // namespace

OrderedOutput::OrderedOutput(Delivery& delivery, std::size_t source_count, const Bounds& bounds)
    : delivery_(delivery),
      source_count_(source_count),
      bound_(bounds.bytes),
      pending_(std::clamp<std::size_t>(source_count, 1, bounds.sources)) {
  failure_.reserve(kLongestFailure);
}

void OrderedOutput::Add(std::size_t source, Match match) {
  const std::size_t size = ApproximateSize(match);
  std::unique_lock lock(mutex_);
  oldest_changed_.wait(lock, [&] {
    return ended_ || source == oldest_ || (IsNear(source) && buffered_ + size <= bound_);
  });
  if (ended_) return;
  if (source == oldest_) return Deliver([&] { delivery_.OnMatch(std::move(match)); });
  PendingOf(source).matches.push_back(std::move(match));
  buffered_ += size;
}

void OrderedOutput::Finish(std::size_t source, std::unique_ptr<Ledger> ledger) {
  std::unique_lock lock(mutex_);
  oldest_changed_.wait(lock, [&] { return IsNear(source); });
  PendingOf(source).ledger = std::move(ledger);
  if (source == oldest_) AdvanceOldest();
}

// Delivers all that follows the oldest source, which has finished, up to the next unfinished one.
void OrderedOutput::AdvanceOldest() {
  while (oldest_ < source_count_) {
    Pending& pending = PendingOf(oldest_);
    for (Match& match : pending.matches) {
      buffered_ -= ApproximateSize(match);
      if (!ended_) Deliver([&] { delivery_.OnMatch(std::move(match)); });
    }
    pending.matches = {};
    if (pending.ledger == nullptr) break;
    Deliver([&] { delivery_.OnSource(*pending.ledger); });
    pending.ledger.reset();
    ++oldest_;
  }
  oldest_changed_.notify_all();
}

template <typename HandOver>
void OrderedOutput::Deliver(const HandOver& hand_over) {
  try {
    hand_over();
  } catch (const std::exception& error) {
    failure_.assign(std::string_view(error.what()).substr(0, kLongestFailure));
    ended_ = true;
  }
  if (!delivery_.wanted()) ended_ = true;
  if (ended_) oldest_changed_.notify_all();
}

}  // namespace trailsift
