#pragma once

#include <algorithm>
#include <cstddef>
#include <memory>
#include <string_view>

#include "base/byte_source.h"

namespace trailsift {

// A block of memory with ByteSource::kPadding readable bytes before and behind it. Its pages cost
// nothing until they are written to.
class PaddedBuffer {
 public:
  // Keeps the block if it has this size already; otherwise its content is lost.
  void Reserve(std::size_t capacity) {
    if (capacity == capacity_) return;
    block_ = std::make_unique_for_overwrite<char[]>(capacity + 2 * ByteSource::kPadding);
    capacity_ = capacity;
    std::fill_n(block_.get(), ByteSource::kPadding, ' ');
    Seal(0);
    Seal(capacity);
  }
  // Fills the padding behind the first `size` bytes with blanks.
  void Seal(std::size_t size) { std::fill_n(data() + size, ByteSource::kPadding, ' '); }

  char* data() { return block_.get() + ByteSource::kPadding; }
  std::size_t capacity() const { return capacity_; }

 private:
  std::unique_ptr<char[]> block_;
  std::size_t capacity_ = 0;
};

// Decoded text on its way to the reader: filled from the front, handed out, cleared.
class DecodedWindow {
 public:
  explicit DecodedWindow(PaddedBuffer& buffer) : buffer_(&buffer) {}

  std::size_t size() const { return size_; }
  std::size_t room() const { return buffer_->capacity() - size_; }
  char* end() { return buffer_->data() + size_; }
  // Takes over `count` bytes that were written at end().
  void Extend(std::size_t count) { size_ += count; }
  void Append(std::string_view text) {
    std::copy(text.begin(), text.end(), end());
    size_ += text.size();
  }
  void CutTo(std::size_t size) { size_ = size; }
  void Clear() { size_ = 0; }
  // The text, with blanks behind it; lives until the window is written to again.
  std::string_view Sealed() {
    buffer_->Seal(size_);
    return {buffer_->data(), size_};
  }

 private:
  PaddedBuffer* buffer_;
  std::size_t size_ = 0;
};

}  // namespace trailsift
