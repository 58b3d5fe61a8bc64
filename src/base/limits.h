#pragma once

#include <cstdint>

namespace trailsift {

// What one input may cost. A limit that is hit is an anomaly (`limit_exceeded`), never silence; its
// message names the option that raises it.
struct Limits {
  std::uint64_t decompressed_bytes = std::uint64_t{64} << 30;  // Text of one source.
  std::uint64_t ratio = 200;  // Decoded to stored, measured past 64 MiB.
  std::uint64_t record_bytes = std::uint64_t{16} << 20;
  std::uint32_t depth = 512;  // Nesting of one record.
  std::uint32_t carrier_depth = 4;
};

}  // namespace trailsift
