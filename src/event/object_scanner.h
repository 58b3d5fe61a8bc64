#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace trailsift {

// Finds where a JSON object ends by counting braces outside strings, without looking at anything
// else, so that damage inside one record cannot reach the next. Works in blocks of 64 bytes: masks
// of quotes, backslashes and braces, the inside of strings by prefix XOR (the method of Langdale
// and Lemire, "Parsing Gigabytes of JSON per Second", 2019). Can be fed piece by piece.
class ObjectScanner {
 public:
  enum class Outcome : std::uint8_t {
    kOpen,    // All given bytes are used and the object is not closed yet.
    kClosed,  // `length()` is the length of the object.
    kBroken,  // A line break stands inside a string, at length().
  };

  // `line_breaks_end_strings`: JSON forbids raw line breaks in strings, so one shows that a quote
  // was lost; a reader that wants to repair such a record turns this off.
  explicit ObjectScanner(bool line_breaks_end_strings = true)
      : line_breaks_end_strings_(line_breaks_end_strings) {}

  // Looks at text[length(), text.size()), which must begin with the object's "{" at 0 and be given
  // again, longer, after kOpen. 64 bytes behind the text must be readable.
  Outcome Scan(std::string_view text);

  std::size_t length() const { return length_; }
  std::uint32_t greatest_depth() const { return greatest_depth_; }

 private:
  bool line_breaks_end_strings_;
  std::size_t length_ = 0;
  std::uint32_t depth_ = 0;
  std::uint32_t greatest_depth_ = 0;
  std::uint64_t escape_carry_ = 0;  // 1: the first byte of the next block is escaped.
  std::uint64_t string_carry_ = 0;  // All ones: the next block begins inside a string.
};

}  // namespace trailsift
