#pragma once

#include <cstdint>
#include <string_view>

#include "base/ledger.h"
#include "input/padded_buffer.h"
#include "input/stored_reader.h"

namespace trailsift {

// What became of stored bytes; the classes of ByteCounts.
enum class StoredClass : std::uint8_t { kPayload, kPadding, kPassedThrough, kUndecodable };

// A sliding view of stored bytes. Each byte is consumed once, under the class it is accounted for.
class StoredWindow {
 public:
  // All must outlive the window. Without a ledger (an inner layer) nothing is accounted for.
  StoredWindow(StoredReader& reader, PaddedBuffer& buffer, Ledger* ledger)
      : reader_(&reader), buffer_(&buffer), ledger_(ledger) {}

  // Makes at least `count` bytes (at most capacity()) available unless the source ends before.
  // False if it does. Invalidates views.
  bool Fill(std::size_t count);
  std::string_view available() const { return {buffer_->data() + begin_, end_ - begin_}; }
  // The same, with blanks behind it.
  std::string_view Sealed();
  void Consume(std::size_t count, StoredClass stored_class);

  std::size_t capacity() const { return buffer_->capacity(); }
  // Nothing is left but what is available.
  bool ended() const { return ended_; }
  bool failed() const { return reader_->failed(); }
  // Bytes consumed so far: the offset of available().
  std::uint64_t offset() const { return offset_; }

 private:
  StoredReader* reader_;
  PaddedBuffer* buffer_;
  Ledger* ledger_;
  std::size_t begin_ = 0;
  std::size_t end_ = 0;
  std::uint64_t offset_ = 0;
  bool ended_ = false;
};

}  // namespace trailsift
