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
  if (begin_ + count > capacity() || begin_ == end_) {
    std::memmove(buffer_->data(), buffer_->data() + begin_, end_ - begin_);
    end_ -= begin_;
    begin_ = 0;
  }
  while (end_ - begin_ < count && !ended_) {
    const std::size_t got =
        reader_->Read(buffer_->data() + end_, std::min(kReadSize, capacity() - end_));
    ended_ = got == 0;
    end_ += got;
  }
  return end_ - begin_ >= count;
}

std::string_view StoredWindow::Sealed() {
  buffer_->Seal(end_);
  return available();
}

void StoredWindow::Consume(std::size_t count, StoredClass stored_class) {
  begin_ += count;
  offset_ += count;
  if (ledger_ == nullptr) return;
  ledger_->bytes.stored_read += count;
  Figure(ledger_->bytes, stored_class) += count;
}

}  // namespace trailsift
