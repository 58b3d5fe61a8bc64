#include "input/stored_window.h"

#include <algorithm>
#include <cstring>

namespace trailsift {
namespace {

// Larger reads are not faster, and fall out of the caches.
constexpr std::size_t kReadSize = std::size_t{1} << 20;

std::uint64_t& Figure(ByteCounts& bytes, StoredClass stored_class) {
  switch (stored_class) {
    case StoredClass::kPayload:
      return bytes.payload;
    case StoredClass::kPadding:
      return bytes.padding;
    case StoredClass::kPassedThrough:
      return bytes.passed_through;
    case StoredClass::kUndecodable:
      return bytes.undecodable;
  }
  return bytes.undecodable;
}

}  // namespace

bool StoredWindow::Fill(std::size_t count) {
  if (end_ - begin_ >= count) return true;
  if (ended_) return false;
  const bool nothing_to_move = keep_begin_ == end_;
  if (begin_ + count > capacity() || nothing_to_move) Compact(count);
  while (end_ - begin_ < count && !ended_) {
    const std::size_t got =
        reader_->Read(buffer_->data() + end_, std::min(kReadSize, capacity() - end_));
    ended_ = got == 0;
    end_ += got;
  }
  return end_ - begin_ >= count;
}

// Moves what is available, and what is kept as far as `count` leaves room, to the front.
void StoredWindow::Compact(std::size_t count) {
  const std::size_t kept = std::min(kept_size(), capacity() - count);
  const std::size_t from = begin_ - kept;
  std::memmove(buffer_->data(), buffer_->data() + from, end_ - from);
  keep_begin_ = 0;
  begin_ = kept;
  end_ -= from;
}

void StoredWindow::Keep() {
  keeps_ = true;
  keep_begin_ = begin_;
}

void StoredWindow::KeepNoMore() {
  keeps_ = false;
  keep_begin_ = begin_;
}

void StoredWindow::Return(std::size_t count) {
  begin_ -= count;
  offset_ -= count;
  if (ledger_ == nullptr) return;
  ledger_->bytes.stored_read -= count;
  ledger_->bytes.payload -= count;
}

std::string_view StoredWindow::Sealed() {
  buffer_->Seal(end_);
  return available();
}

void StoredWindow::Consume(std::size_t count, StoredClass stored_class) {
  begin_ += count;
  offset_ += count;
  if (!keeps_) keep_begin_ = begin_;
  if (ledger_ == nullptr) return;
  ledger_->bytes.stored_read += count;
  Figure(ledger_->bytes, stored_class) += count;
}

}  // namespace trailsift
