#pragma once

#include <string>
#include <string_view>

namespace trailsift {

// Units as stored bytes.
inline std::string Utf16(std::u16string_view units, bool little) {
  std::string bytes;
  for (const char16_t unit : units) {
    const auto low = static_cast<char>(unit & 0xFF);
    const auto high = static_cast<char>(unit >> 8);
    bytes += little ? std::string{low, high} : std::string{high, low};
  }
  return bytes;
}

// ASCII text as stored bytes.
inline std::string Utf16(std::string_view ascii, bool little) {
  return Utf16(std::u16string(ascii.begin(), ascii.end()), little);
}

}  // namespace trailsift
