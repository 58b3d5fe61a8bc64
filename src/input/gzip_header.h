#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace trailsift {

// The header of a gzip member (RFC 1952, section 2.3).
struct GzipHeader {
  enum class State : std::uint8_t { kComplete, kIncomplete, kInvalid };
  State state = State::kIncomplete;
  std::size_t size = 0;        // Bytes up to the deflate data, if complete.
  bool has_checksum = false;   // FHCRC,
  std::uint16_t checksum = 0;  // found behind the first size - 2 bytes.
};

// Reads a header from its first bytes, of any content; `damaged_magic`: whatever the first three
// are. A name or comment of 16 KiB or more is invalid.
GzipHeader ParseGzipHeader(std::string_view bytes, bool damaged_magic = false);

}  // namespace trailsift
