#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace trailsift {

// One step through text that need not be UTF-8.
struct CodePoint {
  std::int32_t value = -1;  // Below 0: the byte begins no character.
  std::size_t length = 1;   // Bytes.

  bool valid() const { return value >= 0; }
};

// The code point at the start of `text`, which is not empty. A surrogate in the three-byte form
// that UTF-8 forbids is told apart from other invalid bytes.
CodePoint DecodeFirst(std::string_view text);

}  // namespace trailsift
