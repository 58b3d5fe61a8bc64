#pragma once

#include <cstddef>
#include <string_view>

namespace trailsift {

// True if the text is a number by RFC 8259.
constexpr bool IsJsonNumber(std::string_view token) {
  std::size_t i = 0;
  const auto digits = [&] {
    const std::size_t start = i;
    while (i < token.size() && token[i] >= '0' && token[i] <= '9') ++i;
    return i > start;
  };
  if (i < token.size() && token[i] == '-') ++i;
  if (i < token.size() && token[i] == '0') {
    ++i;
  } else if (!digits()) {
    return false;
  }
  if (i < token.size() && token[i] == '.') {
    ++i;
    if (!digits()) return false;
  }
  if (i < token.size() && (token[i] == 'e' || token[i] == 'E')) {
    ++i;
    if (i < token.size() && (token[i] == '+' || token[i] == '-')) ++i;
    if (!digits()) return false;
  }
  return i == token.size();
}

// True if the text is a number, true, false or null.
constexpr bool IsJsonScalar(std::string_view token) {
  return token == "true" || token == "false" || token == "null" || IsJsonNumber(token);
}

}  // namespace trailsift
