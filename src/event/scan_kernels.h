#pragma once

#include <array>
#include <cstdint>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

// What the kernels of MemberScanner and CompactScan share.
namespace trailsift {

// The parts of their loops: a call would cost more than many of them.
#define TRAILSIFT_INLINE inline __attribute__((always_inline))

// The instructions of those for special processors, which FindKernels (member_scanner.cc) asks for.
#define TRAILSIFT_AVX2 __attribute__((target("avx2,bmi,bmi2,popcnt,pclmul")))
#define TRAILSIFT_AVX512 \
  __attribute__((target("avx512f,avx512bw,avx512vbmi2,bmi,bmi2,popcnt,pclmul")))

// How almost every event begins, behind its brace.
inline constexpr std::array<char, 8> kEventStart = {'"', 'e', 'v', 'e', 'n', 't', 'V', 'e'};

// The bit in which '{' differs from '[', and '}' from ']'.
inline constexpr char kSquareBit = 0x20;

#if defined(__x86_64__)
// What the kernels for special processors share; the portable ones have their own under these
// names.

// PrefixXor: multiplying by all ones without carries.
__attribute__((target("pclmul"))) inline std::uint64_t InsideStrings(std::uint64_t quotes) {
  const __m128i product = _mm_clmulepi64_si128(_mm_set_epi64x(0, static_cast<long long>(quotes)),
                                               _mm_set1_epi8('\xFF'), 0);
  return static_cast<std::uint64_t>(_mm_cvtsi128_si64(product));
}

// std::countr_zero has a case of its own for no bits, which compilers make a branch of.
__attribute__((target("bmi"))) inline std::uint64_t TrailingZeros(std::uint64_t bits) {
  return _tzcnt_u64(bits);
}

// The bits of `bits` at the places that `places` has, side by side.
__attribute__((target("bmi2"))) inline std::uint64_t ExtractBits(std::uint64_t bits,
                                                                 std::uint64_t places) {
  return _pext_u64(bits, places);
}

// A bit for each of 64 bytes: the highest one.
TRAILSIFT_AVX2 inline std::uint64_t JoinSigns(__m256i low, __m256i high) {
  return static_cast<std::uint32_t>(_mm256_movemask_epi8(low)) |
         static_cast<std::uint64_t>(static_cast<std::uint32_t>(_mm256_movemask_epi8(high))) << 32;
}

alignas(64) inline constexpr auto kNumbers = [] {
  std::array<std::uint8_t, 64> numbers{};
  for (std::uint8_t i = 0; i < 64; ++i) numbers[i] = i;
  return numbers;
}();
#endif

}  // namespace trailsift
