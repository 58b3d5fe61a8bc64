#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace trailsift {

enum class ScalarKind : std::uint8_t { kNull, kBoolean, kInteger, kFloat, kString };

// How an unquoted scalar reads by the core schema of YAML 1.2 (section 10.3.2): `true`, `True`,
// `TRUE` and their opposites are the only booleans, 010 is ten, 0o17, 1:30 and dates are strings.
ScalarKind ResolvePlainScalar(std::string_view text);

// What the same text is or was in other readers of YAML, so that its author may have meant that.
enum class ScalarDoubt : std::uint8_t {
  kNone,
  kLeadingZeros,  // 0644: an integer, but perhaps an identifier, or octal in YAML 1.1.
  kNotANumber,    // 0o17, 0b1, 1_000: a string.
};
ScalarDoubt DoubtAbout(std::string_view text);

// True if the text of a kInteger fits in 64 bits, signed or unsigned.
bool FitsIn64Bits(std::string_view integer);

// The JSON token for the text of a kInteger that fits or of a kFloat that IsFinite: "+010" is "10",
// "0x1F" is "31", ".5" is "0.5".
std::string JsonNumber(std::string_view number);

// False for .inf and .nan, which JSON does not have.
bool IsFinite(std::string_view number);

}  // namespace trailsift
