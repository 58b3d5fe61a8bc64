#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "base/byte_source.h"

namespace trailsift {

// A position in the decoded text, as people count it.
struct TextPosition {
  std::uint64_t offset = 0;
  std::uint64_t line = 1;
  std::uint64_t column = 1;        // In bytes.
  std::uint64_t utf16_column = 1;  // In UTF-16 code units.
};

// A sliding view of a byte source: everything from the current position on that was asked for, in
// one piece and with ByteSource::kPadding readable bytes behind it. What lies before the position
// is given up when more is read. Counts lines on the way.
class TextWindow {
 public:
  explicit TextWindow(ByteSource& source) : source_(&source) {}

  // The bytes from the position on that are in memory. Views live until the next More(),
  // and until LinesAhead::Take where they come from there.
  std::string_view rest() const { return view_.substr(position_); }
  std::uint64_t offset() const { return base_ + position_; }

  // Reads on: rest() grows, or false at the end of the source. Moves what rest() points to.
  bool More();
  // At least `count` bytes in rest(), unless the source ends before.
  bool Require(std::size_t count);
  void Advance(std::size_t count) { position_ += count; }

  // Nothing is left of what the source gave.
  bool at_piece_end() const { return rest().empty() && copied_ == chunk_.size(); }
  // There: the source has passed over so many bytes, which end with a line.
  void Pass(std::uint64_t bytes, std::uint64_t lines);

  // The next `count` bytes are ASCII and no line breaks: positions there and behind cost nothing.
  void KnowPlain(std::size_t count) {
    if (mark_.offset > offset()) return;
    // Between two records stands a line break or a comma.
    const bool one_byte = position_ > 0 && plain_end_ >= mark_.offset && plain_end_ + 1 == offset();
    const char between = one_byte ? view_[position_ - 1] : '\0';
    if (between == '\n') {
      mark_ = {.offset = offset(), .line = mark_.line + 1, .column = 1, .utf16_column = 1};
    } else if (between == ',') {
      const std::uint64_t passed = offset() - mark_.offset;
      mark_ = {.offset = offset(),
               .line = mark_.line,
               .column = mark_.column + passed,
               .utf16_column = mark_.utf16_column + passed};
    } else {
      PositionAt(offset());
    }
    plain_end_ = offset() + count;
  }

  // The position of a byte that is not before any position asked for earlier, and in memory.
  TextPosition PositionAt(std::uint64_t offset);
  // The same from a start that is known, within text in memory.
  static TextPosition Walk(TextPosition from, std::string_view text);

 private:
  void Bridge();

  ByteSource* source_;
  std::string_view view_;
  std::size_t position_ = 0;
  std::uint64_t base_ = 0;  // Offset of view_[0].
  bool ended_ = false;
  TextPosition mark_;            // Where lines have been counted up to.
  std::uint64_t plain_end_ = 0;  // From there up to here, if that is before it, all is plain.
  // What was left of earlier chunks and the beginning of the last one, with padding behind. Is the
  // view until what was left is passed, so that not every chunk is copied whole.
  std::vector<char> owned_;
  std::size_t left_ = 0;    // Bytes of owned_ before the chunk,
  std::size_t copied_ = 0;  // and those of the chunk.
  std::string_view chunk_;
};

}  // namespace trailsift
