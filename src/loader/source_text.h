#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostic.h"

namespace trailsift {

// A place in a text with what a caret underlines. Line and column count from 1, in bytes.
struct TextPlace {
  std::uint32_t line = 0;
  std::uint32_t column = 0;
  std::uint32_t length = 1;
};

// The text of one rule file, without a byte order mark at its start, and where its lines begin. A
// line ends with LF or CR LF.
class SourceText {
 public:
  // `text` must stay alive as long as this and everything read from it.
  SourceText(std::string file, std::string_view text);

  const std::string& file() const { return file_; }
  std::string_view text() const { return text_; }

  // Without the line break; empty if there is no such line.
  std::string_view Line(std::uint32_t line) const;
  // Where the byte at an offset stands; the end of the text has a place, too.
  TextPlace PlaceAt(std::size_t offset) const;
  // The opposite, for a place that PlaceAt gave.
  std::size_t OffsetOf(const TextPlace& place) const {
    return line_starts_[place.line - 1] + place.column - 1;
  }

  // The offset of a byte in the file, its byte order mark counted.
  std::size_t OffsetInFile(std::size_t offset) const { return mark_bytes_ + offset; }

  // With the line, if it is not too long to be quoted.
  Diagnostic MakeDiagnostic(Diagnostic::Level level, std::string code, const TextPlace& place,
                            std::string message) const;

 private:
  std::string file_;
  std::string_view text_;
  std::size_t mark_bytes_ = 0;
  std::vector<std::size_t> line_starts_;
};

}  // namespace trailsift
