#pragma once

#include <algorithm>
#include <string_view>

namespace trailsift {

// ASCII letter case only; every other byte stays as it is.
constexpr char FoldAscii(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c; }

// What JSON allows between tokens.
constexpr bool IsBlank(char c) {
  return static_cast<unsigned char>(c) <= ' ' && (c == ' ' || c == '\t' || c == '\n' || c == '\r');
}

// A control character that JSON allows nowhere.
constexpr bool IsControl(char c) { return static_cast<unsigned char>(c) < 0x20 && !IsBlank(c); }

// True if all is printable or separates what is.
constexpr bool IsAsciiText(std::string_view text) {
  return std::ranges::all_of(
      text, [](char c) { return (c >= ' ' && c <= '~') || (c >= '\t' && c <= '\r'); });
}

inline bool EqualsIgnoringCase(std::string_view left, std::string_view right) {
  return std::ranges::equal(left, right, {}, FoldAscii, FoldAscii);
}

inline bool EndsWithIgnoringCase(std::string_view text, std::string_view ending) {
  return text.size() >= ending.size() &&
         EqualsIgnoringCase(text.substr(text.size() - ending.size()), ending);
}

}  // namespace trailsift
