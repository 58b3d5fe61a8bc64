#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace trailsift {

// The unit that begins at `at`; at + 2 bytes must be there.
inline char16_t Utf16Unit(std::string_view bytes, std::size_t at, bool little_endian) {
  const unsigned first = static_cast<unsigned char>(bytes[at]);
  const unsigned second = static_cast<unsigned char>(bytes[at + 1]);
  return static_cast<char16_t>(little_endian ? first | second << 8 : first << 8 | second);
}

// How many bytes of UTF-16 are looked at to tell whether a byte was lost or added: 320 units, which
// is less than a record has, so that one between two damaged ones is found.
inline constexpr std::size_t kShiftReach = 2 * 320 + 2;

enum class Utf16Shift : std::uint8_t {
  kNone,
  kLasting,  // The first byte is one too many. What follows must be read from the second one on.
  kPassing,  // It seems so, but text as it was before follows too soon to tell.
};

struct ShiftVerdict {
  Utf16Shift shift = Utf16Shift::kNone;
  // No further look is needed within so many bytes: no shift begins there, or the same run is
  // judged again when half of it has passed.
  std::size_t settled = 0;
};

// Tells whether a byte is missing or too many before or in the first of these units, which must not
// be ASCII. Looks at kShiftReach bytes; less may be given only at the end of the source.
//
// Logs are ASCII nearly throughout, and ASCII that is read one byte off is a run of units 0x2000,
// 0x2100 and so on to 0x7E00, and 0x0900, 0x0A00 and 0x0D00. They have nothing to do with each
// other: spaces, signs, and ideographs from all over the dictionary. Natural text repeats one of
// them, or mixes two or three (a rule of U+2500, blanks of U+3000, a column of U+4E00), so five
// different ones in a run of at least sixteen tell damage from text. What remains is text that was
// made to look so. It does not end what it seems to be: where its string ends, the log goes on as
// before, and three units of that are enough, since ASCII read one byte off has none of them.
ShiftVerdict JudgeShift(std::string_view bytes, bool little_endian);

}  // namespace trailsift
