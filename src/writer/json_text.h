#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace trailsift {

// One character at the front of a text.
struct Character {
  char32_t code_point = 0;  // U+FFFD for a byte that is not UTF-8.
  std::size_t length = 0;   // Bytes.
  bool valid = true;
};
// `text` must not be empty. A byte that begins no well-formed sequence stands for itself.
Character NextCharacter(std::string_view text);

// True for what every string trailsift builds shows as \uXXXX: C0, DEL, C1, line and paragraph
// separator, bidirectional controls. All lie in the basic plane.
bool IsHostile(char32_t code_point);

// `\u202e`
void AppendUnicodeEscape(std::string& out, char32_t code_point);

// The text as a JSON string with its quotes: valid UTF-8 whatever the bytes were (those that are
// not UTF-8 become U+FFFD), hostile characters as \uXXXX.
void AppendJsonString(std::string& out, std::string_view text);

}  // namespace trailsift
