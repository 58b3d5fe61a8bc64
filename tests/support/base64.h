#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace trailsift {

// With "=" at its end where the bytes do not fill a group.
inline std::string ToBase64(std::string_view bytes) {
  constexpr std::string_view kDigits =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string out;
  for (std::size_t at = 0; at < bytes.size(); at += 3) {
    std::uint32_t group = 0;
    for (std::size_t i = at; i < at + 3; ++i) {
      group = group << 8 | (i < bytes.size() ? static_cast<unsigned char>(bytes[i]) : 0U);
    }
    for (std::size_t i = 0; i < 4; ++i) {
      const bool filled = at + i <= bytes.size();
      out += filled ? kDigits[group >> (18 - 6 * i) & 0x3FU] : '=';
    }
  }
  return out;
}

}  // namespace trailsift
