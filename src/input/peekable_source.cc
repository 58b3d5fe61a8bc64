#include "input/peekable_source.h"

#include <algorithm>
#include <utility>

namespace trailsift {

std::string_view PeekableSource::Peek(std::size_t count) {
  head_ = source_.Next();
  if (head_.size() >= count || head_.empty()) return head_;
  head_buffer_.Reserve(count);
  DecodedWindow joined(head_buffer_);
  joined.Append(head_);
  while (joined.room() > 0) {
    next_head_ = source_.Next();
    if (next_head_.empty()) break;
    const std::string_view taken = next_head_.substr(0, joined.room());
    joined.Append(taken);
    next_head_.remove_prefix(taken.size());
  }
  head_ = joined.Sealed();
  return head_;
}

std::string_view PeekableSource::Next() {
  if (!head_.empty()) return std::exchange(head_, {});
  if (!next_head_.empty()) return std::exchange(next_head_, {});
  return source_.Next();
}

}  // namespace trailsift
