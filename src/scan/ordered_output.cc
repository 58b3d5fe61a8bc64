#include "scan/ordered_output.h"

#include <exception>
#include <utility>

namespace trailsift {
namespace {

// What a match occupies, roughly.
std::size_t SizeOf(const Match& match) {
  std::size_t size = sizeof(Match) + match.event.size() + match.user_identity.size() +
                     match.title.size() + match.dedup.size();
  for (const auto& [name, value] : match.context) size += name.size() + value.size();
  return size;
}

}  // namespace

OrderedOutput::OrderedOutput(Delivery& delivery, std::size_t source_count,
                             std::size_t buffered_bytes)
    : delivery_(delivery), bound_(buffered_bytes), pending_(source_count) {}

void OrderedOutput::Add(std::size_t source, Match match) {
  const std::size_t size = SizeOf(match);
  std::unique_lock lock(mutex_);
  oldest_changed_.wait(lock, [&] { return source == oldest_ || buffered_ + size <= bound_; });
  if (source == oldest_) {
    Deliver(std::move(match));
    return;
  }
  pending_[source].matches.push_back(std::move(match));
  buffered_ += size;
}

void OrderedOutput::Finish(std::size_t source, Ledger ledger) {
  const std::lock_guard lock(mutex_);
  pending_[source].ledger = std::move(ledger);
  if (source == oldest_) AdvanceOldest();
}

// Delivers all that follows the oldest source, which has finished, up to the next unfinished one.
void OrderedOutput::AdvanceOldest() {
  while (oldest_ < pending_.size()) {
    Pending& pending = pending_[oldest_];
    for (Match& match : pending.matches) {
      buffered_ -= SizeOf(match);
      Deliver(std::move(match));
    }
    pending.matches = {};
    if (!pending.ledger) break;
    Deliver(*pending.ledger);
    pending.ledger.reset();
    ++oldest_;
  }
  oldest_changed_.notify_all();
}

void OrderedOutput::Deliver(Match match) {
  if (ended_) return;
  try {
    delivery_.OnMatch(std::move(match));
    if (!delivery_.wanted()) ended_ = true;
  } catch (const std::exception& error) {
    failure_ = error.what();
    ended_ = true;
  }
}

void OrderedOutput::Deliver(const Ledger& ledger) {
  try {
    delivery_.OnSource(ledger);
  } catch (const std::exception& error) {
    failure_ = error.what();
    ended_ = true;
  }
}

}  // namespace trailsift
