#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/ledger.h"
#include "input/padded_buffer.h"
#include "input/stored_reader.h"

namespace trailsift {

// What became of stored bytes; the classes of ByteCounts.
enum class StoredClass : std::uint8_t { kPayload, kPadding, kPassedThrough, kUndecodable };

// A sliding view of stored bytes. Each byte is consumed once, under the class it is accounted for.
// What was consumed last can be kept, to be looked at again.
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

  // From now on what is consumed is kept, as far back as look_back().
  void Keep();
  void KeepNoMore();
  // What was consumed since Keep(), at most look_back() bytes, and behind it what is available.
  std::string_view kept() const { return {buffer_->data() + begin_ - kept_size(), kept_size()}; }
  std::string_view kept_and_available() const {
    return {kept().data(), kept_size() + end_ - begin_};
  }
  std::size_t look_back() const { return capacity() / 2; }
  // Makes the last `count` bytes of what is kept available again. They were consumed as payload.
  void Return(std::size_t count);

  std::size_t capacity() const { return buffer_->capacity(); }
  // Nothing is left but what is available.
  bool ended() const { return ended_; }
  bool failed() const { return reader_->failed(); }
  // Bytes consumed so far: the offset of available().
  std::uint64_t offset() const { return offset_; }

 private:
  void Compact(std::size_t count);
  std::size_t kept_size() const { return std::min(begin_ - keep_begin_, look_back()); }

  StoredReader* reader_;
  PaddedBuffer* buffer_;
  Ledger* ledger_;
  std::size_t keep_begin_ = 0;  // Where it is kept from, at most begin_.
  std::size_t begin_ = 0;
  std::size_t end_ = 0;
  bool keeps_ = false;
  std::uint64_t offset_ = 0;
  bool ended_ = false;
};

}  // namespace trailsift
