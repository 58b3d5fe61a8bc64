#include "event/text_window.h"

#include <algorithm>
#include <cstdint>
#include <cstring>

namespace trailsift {
namespace {

// A code point counts where it begins, twice if it lies beyond the basic plane. Every byte of a log
// passes here, almost all of them ASCII: they are taken eight at a time.
std::uint64_t CountUtf16Units(std::string_view text) {
  constexpr std::uint64_t kNotAscii = 0x8080808080808080;
  std::uint64_t units = 0;
  for (std::size_t i = 0; i < text.size();) {
    std::uint64_t word = kNotAscii;
    if (i + sizeof word <= text.size()) std::memcpy(&word, text.data() + i, sizeof word);
    if ((word & kNotAscii) == 0) {
      units += sizeof word;
      i += sizeof word;
      continue;
    }
    const auto byte = static_cast<unsigned char>(text[i++]);
    units += ((byte & 0xC0) != 0x80 ? 1U : 0U) + (byte >= 0xF0 ? 1U : 0U);
  }
  return units;
}

}  // namespace

bool TextWindow::More() {
  if (ended_) return false;
  mark_ = PositionAt(offset());
  const std::string_view tail = rest();
  const bool is_owned = !owned_.empty() && view_.data() == owned_.data();
  if (!tail.empty()) {
    if (is_owned && position_ > 0) {
      std::memmove(owned_.data(), tail.data(), tail.size());
    } else if (!is_owned) {
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
  std::copy_n(chunk.data(), chunk.size(), owned_.data() + owned_size_);
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
  for (const void* found = nullptr;
       !text.empty() && (found = std::memchr(text.data(), '\n', text.size())) != nullptr;) {
    text.remove_prefix(static_cast<std::size_t>(static_cast<const char*>(found) - text.data()) + 1);
    ++from.line;
    from.column = 1;
    from.utf16_column = 1;
  }
  from.column += text.size();
  from.utf16_column += CountUtf16Units(text);
  return from;
}

}  // namespace trailsift
