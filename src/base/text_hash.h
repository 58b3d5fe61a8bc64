#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace trailsift {

// Hashes of short texts in memory: 64 bits, equal for equal texts within one run. Equal hashes are
// not equal texts, and who chooses the texts can make them collide. One multiplication for eight
// bytes; the last words overlap, so that nothing behind the text is read.
class TextHash {
 public:
  static std::uint64_t Of(std::string_view text) {
    const char* const bytes = text.data();
    const std::size_t size = text.size();
    std::uint64_t hash = size * kMultiplier;
    if (size >= 8) {
      for (std::size_t i = 0; i + 8 < size; i += 8) {
        hash = Mix(hash, Load<std::uint64_t>(bytes + i));
      }
      hash = Mix(hash, Load<std::uint64_t>(bytes + size - 8));
    } else if (size >= 4) {
      hash = Mix(hash, Load<std::uint32_t>(bytes) << 32U | Load<std::uint32_t>(bytes + size - 4));
    } else if (size > 0) {
      hash =
          Mix(hash, Load<std::uint8_t>(bytes) << 16U | Load<std::uint8_t>(bytes + size / 2) << 8U |
                        Load<std::uint8_t>(bytes + size - 1));
    }
    return Mix(hash, 0x2545F4914F6CDD1DU);
  }

 private:
  static constexpr std::uint64_t kMultiplier = 0x9E3779B97F4A7C15U;

  template <typename Word>
  static std::uint64_t Load(const char* bytes) {
    Word word;
    std::memcpy(&word, bytes, sizeof word);
    return word;
  }

  static std::uint64_t Mix(std::uint64_t hash, std::uint64_t word) {
    hash = (hash ^ word) * kMultiplier;
    return hash ^ (hash >> 32U);
  }
};

}  // namespace trailsift
