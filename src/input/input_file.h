#pragma once

#include <cstdint>
#include <string>

namespace trailsift {

// One source as discovery found it.
struct InputFile {
  static constexpr std::uint64_t kSmall = std::uint64_t{64} << 10;  // Bytes, as they are stored.

  std::string path;  // As the user gave it or as the walk built it; raw bytes, no encoding assumed.
  bool standard_input = false;
  bool named = true;   // By the user, not met in a walk.
  bool small = false;  // A regular file of up to kSmall bytes when it was found.
};

}  // namespace trailsift
