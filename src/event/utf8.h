#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace trailsift {

// Bytes of the well-formed UTF-8 sequence (Unicode 15, table 3-7) at the front of the text, or 0.
std::size_t Utf8Length(std::string_view text);

// True if no byte is beyond ASCII.
bool IsAscii(std::string_view text);

void AppendUtf8(std::string& out, char32_t code_point);

// One JSON escape at the front of a text that begins with a backslash.
struct Unescaped {
  char32_t code_point = 0;
  std::size_t length = 0;       // Bytes of the escape, both halves of a pair; 0: not an escape.
  bool lone_surrogate = false;  // Half a pair; decoded as U+FFFD.
};
Unescaped DecodeEscape(std::string_view text);

// The content of a JSON string, without its quotes, appended to `out`; false if it has an escape
// that JSON does not know. Lone surrogates become U+FFFD and set `lone_surrogate`.
bool AppendUnescaped(std::string& out, std::string_view content, bool& lone_surrogate);

// The same of content that may be damaged: an escape that JSON does not know stays as it is.
std::string UnescapeLeniently(std::string_view content, bool& lone_surrogate);

// The text, if it has at most `maximum` code points (a byte that is not UTF-8 counts as one); else
// as many of its first ones as leave room for the ending "... (truncated)", and that.
std::string ShortenText(std::string_view text, std::size_t maximum);

// What a message quotes of foreign text.
inline constexpr std::size_t kMostQuoted = 64;

}  // namespace trailsift
