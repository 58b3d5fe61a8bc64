#include "event/text_window.h"

#include <algorithm>
#include <cstring>

namespace trailsift {

bool TextWindow::More() {
  if (ended_) return false;
  mark_ = PositionAt(offset());
  const std::string_view tail = rest();
  const bool is_owned = !owned_.empty() && view_.data() == owned_.data();
  if (!tail.empty()) {
    if (is_owned) {
      std::memmove(owned_.data(), tail.data(), tail.size());
    } else {
      owned_.resize(std::max(owned_.size(), tail.size() + ByteSource::kPadding));
      std::memcpy(owned_.data(), tail.data(), tail.size());
    }
  }
  owned_size_ = tail.size();
  base_ += position_;
  position_ = 0;
  const std::string_view chunk = source_->Next();
  ended_ = chunk.empty();
  if (owned_size_ == 0) {
    view_ = chunk;
    return !ended_;
  }
  const std::size_t needed = owned_size_ + chunk.size() + ByteSource::kPadding;
  if (owned_.size() < needed) owned_.resize(std::max(needed, owned_.size() * 2));
  if (!ended_) std::memcpy(owned_.data() + owned_size_, chunk.data(), chunk.size());
  owned_size_ += chunk.size();
  view_ = {owned_.data(), owned_size_};
  return !ended_;
}

bool TextWindow::Require(std::size_t count) {
  while (rest().size() < count) {
    if (!More()) return false;
  }
  return true;
}

TextPosition TextWindow::PositionAt(std::uint64_t offset) {
  const std::uint64_t from = mark_.offset - base_;
  mark_ = Walk(mark_, view_.substr(from, offset - mark_.offset));
  return mark_;
}

TextPosition TextWindow::Walk(TextPosition from, std::string_view text) {
  from.offset += text.size();
  const std::size_t last_break = text.rfind('\n');
  if (last_break != std::string_view::npos) {
    from.line += static_cast<std::uint64_t>(
        std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(last_break) + 1, '\n'));
    from.column = 1;
    from.utf16_column = 1;
    text.remove_prefix(last_break + 1);
  }
  from.column += text.size();
  // A code point counts where it begins, twice if it lies beyond the basic plane.
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    from.utf16_column += (byte & 0xC0) != 0x80 ? 1U : 0U;
    from.utf16_column += byte >= 0xF0 ? 1U : 0U;
  }
  return from;
}

}  // namespace trailsift
