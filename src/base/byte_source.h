#pragma once

#include <string_view>

namespace trailsift {

// A stream of decoded bytes, whatever they were stored as. The seam between `input/`, which knows
// files and compression, and `event/`, which knows JSON.
class ByteSource {
 public:
  // Bytes that a reader may touch (not use) before and behind each chunk: SIMD loads overrun.
  static constexpr std::size_t kPadding = 64;

  ByteSource() = default;
  ByteSource(const ByteSource&) = delete;
  ByteSource& operator=(const ByteSource&) = delete;
  virtual ~ByteSource() = default;

  // The next bytes, or an empty view at the end. The view lives until the next call. Damage is
  // entered in the ledger the source was opened with, and everything decoded before it is
  // delivered first.
  virtual std::string_view Next() = 0;
};

}  // namespace trailsift
