#include "alert/spool.h"

namespace trailsift {

Spool::Range Spool::Append(std::string_view bytes) {
  if (!tail_.empty() && tail_.size() + bytes.size() > memory_) WriteTail();
  const Range range{written_ + tail_.size(), bytes.size()};
  tail_ += bytes;
  return range;
}

std::string Spool::Read(Range range) const {
  if (range.offset >= written_) return tail_.substr(range.offset - written_, range.size);
  std::string bytes(range.size, '\0');
  file_->Read(range.offset, bytes);
  return bytes;
}

void Spool::WriteTail() {
  if (!file_) file_.emplace();
  file_->Write(tail_, written_);
  written_ += tail_.size();
  tail_.clear();
}

}  // namespace trailsift
