#pragma once

#include <cstdint>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

namespace trailsift {

// Of 64 bytes, a bit for each one that is so.
struct BraceMasks {
  std::uint64_t quote = 0;
  std::uint64_t backslash = 0;
  std::uint64_t open = 0;   // '{'
  std::uint64_t close = 0;  // '}'
  std::uint64_t line_break = 0;

  bool operator==(const BraceMasks&) const = default;
};

// For any processor, and what the other one must equal.
inline BraceMasks LoadBraceMasksPortably(const char* block) {
  BraceMasks masks;
  for (unsigned i = 0; i < 64; ++i) {
    const std::uint64_t bit = std::uint64_t{1} << i;
    masks.quote |= block[i] == '"' ? bit : 0;
    masks.backslash |= block[i] == '\\' ? bit : 0;
    masks.open |= block[i] == '{' ? bit : 0;
    masks.close |= block[i] == '}' ? bit : 0;
    masks.line_break |= block[i] == '\n' ? bit : 0;
  }
  return masks;
}

inline BraceMasks LoadBraceMasks(const char* block) {
#ifdef __SSE2__
  BraceMasks masks;
  for (unsigned part = 0; part < 4; ++part) {
    const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(block + part * 16));
    const auto equal = [&](char c) {
      const int bits = _mm_movemask_epi8(_mm_cmpeq_epi8(bytes, _mm_set1_epi8(c)));
      return static_cast<std::uint64_t>(static_cast<std::uint32_t>(bits)) << (part * 16);
    };
    masks.quote |= equal('"');
    masks.backslash |= equal('\\');
    masks.open |= equal('{');
    masks.close |= equal('}');
    masks.line_break |= equal('\n');
  }
  return masks;
#else
  return LoadBraceMasksPortably(block);
#endif
}

}  // namespace trailsift
