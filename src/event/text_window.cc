#include "event/text_window.h"

#include <algorithm>
#include <cassert>
#include <cstdint>
#include <cstring>

#include "event/utf8.h"

namespace trailsift {
namespace {

// A code point counts where it begins, twice if it lies beyond the basic plane. Every byte of a log
// passes here, almost all of them ASCII.
std::uint64_t CountUtf16Units(std::string_view text) {
  constexpr std::size_t kPiece = 1024;
  std::uint64_t units = 0;
  for (; !text.empty(); text.remove_prefix(std::min(kPiece, text.size()))) {
    const std::string_view piece = text.substr(0, kPiece);
    if (IsAscii(piece)) {
      units += piece.size();
      continue;
    }
    for (const char c : piece) {
      const auto byte = static_cast<unsigned char>(c);
      units += ((byte & 0xC0) != 0x80 ? 1U : 0U) + (byte >= 0xF0 ? 1U : 0U);
    }
  }
  return units;
}

// What is copied of a chunk at first; few records are longer.
constexpr std::size_t kBridge = std::size_t{16} << 10;

}  // namespace

bool TextWindow::More() {
  if (ended_) return false;
  if (offset() > mark_.offset) PositionAt(offset());
  if (copied_ < chunk_.size()) {
    Bridge();
    return true;
  }
  const std::string_view tail = rest();
  if (!tail.empty() && tail.data() != owned_.data()) {
    const std::size_t needed = tail.size() + ByteSource::kPadding;
    if (owned_.size() < needed) owned_.resize(needed);
    std::memmove(owned_.data(), tail.data(), tail.size());
  }
  left_ = tail.size();
  base_ += position_;
  position_ = 0;
  copied_ = 0;
  view_ = {owned_.data(), left_};
  chunk_ = source_->Next();
  ended_ = chunk_.empty();
  if (ended_) return false;
  Bridge();
  return true;
}

void TextWindow::Pass(std::uint64_t bytes, std::uint64_t lines) {
  PositionAt(offset());
  base_ += position_ + bytes;
  position_ = left_ = copied_ = 0;
  view_ = chunk_ = {};
  mark_.offset = base_;
  mark_.line += lines;
  mark_.column = mark_.utf16_column = 1;
}

// More of the chunk comes into view, without a copy once what was left before it is passed.
void TextWindow::Bridge() {
  if (position_ >= left_) {
    const std::size_t passed = position_ - left_;
    base_ += position_;
    position_ = 0;
    copied_ = chunk_.size();
    view_ = chunk_.substr(passed);
    return;
  }
  const std::size_t count = std::min(chunk_.size() - copied_, std::max(kBridge, copied_));
  const std::size_t needed = left_ + copied_ + count + ByteSource::kPadding;
  if (owned_.size() < needed) owned_.resize(std::max(needed, owned_.size() * 2));
  std::memcpy(owned_.data() + left_ + copied_, chunk_.data() + copied_, count);
  copied_ += count;
  view_ = {owned_.data(), left_ + copied_};
}

bool TextWindow::Require(std::size_t count) {
  while (rest().size() < count) {
    if (!More()) return false;
  }
  return true;
}

TextPosition TextWindow::PositionAt(std::uint64_t offset) {
  assert(offset >= mark_.offset && offset <= base_ + view_.size());
  if (mark_.offset < plain_end_) {
    const std::uint64_t plain = std::min(offset, plain_end_) - mark_.offset;
    mark_.offset += plain;
    mark_.column += plain;
    mark_.utf16_column += plain;
  }
  const std::uint64_t from = mark_.offset - base_;
  mark_ = Walk(mark_, view_.substr(from, offset - mark_.offset));
  return mark_;
}

TextPosition TextWindow::Walk(TextPosition from, std::string_view text) {
  from.offset += text.size();
  // Between records stands a byte or two.
  for (; text.size() == 1 && text.front() == '\n'; text.remove_prefix(1)) {
    ++from.line;
    from.column = from.utf16_column = 1;
  }
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
