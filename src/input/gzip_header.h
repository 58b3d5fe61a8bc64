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

// What of the first four bytes of a header is not as it was written.
enum class GzipHeaderDamage : std::uint8_t {
  kNone,
  kMagic,         // One of the first three.
  kFlags,         // The fourth. Those who write logs set no flag,
  kFlagsOfNamed,  // gzip(1) the one for a name.
};

// If one of the first four bytes cannot be right, but all else of the first ten is that of a gzip
// header: which.
GzipHeaderDamage FindGzipHeaderDamage(std::string_view bytes);

// Whether the flags of a member that begins like this, and broke, may be damaged in such a way:
// they say that more than the fixed ten bytes belong to its header, or a name stands there of which
// they do not speak.
bool MayBe(GzipHeaderDamage damage, std::string_view bytes);

// Reads a header from its first bytes, of any content; what is damaged is not looked at. A name or
// comment of 16 KiB or more is invalid.
GzipHeader ParseGzipHeader(std::string_view bytes,
                           GzipHeaderDamage damage = GzipHeaderDamage::kNone);

}  // namespace trailsift
