#pragma once

#include <cstdint>
#include <string>

namespace trailsift {

// How far the decoding of one compressed unit has come: a gzip member or a zstd frame.
enum class MemberState : std::uint8_t {
  kRunning,  // The decoded window is full; go on after it was handed out.
  kComplete,
  kChecksumMismatch,  // Complete, but what was decoded is not what was compressed.
  kFaultyHeader,      // Complete and as it was compressed, but its header is not right.
  kTruncated,         // The stored bytes end first.
  kCorrupt,           // Decoded up to a fault; the stored window stands at it.
  kLimitExceeded,     // Cannot be decoded within our limits.
};

struct MemberOutcome {
  MemberState state = MemberState::kRunning;
  std::string detail;  // What is wrong, as the second half of a sentence.
};

}  // namespace trailsift
