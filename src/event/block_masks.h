#pragma once

#include <cstdint>
#include <utility>

namespace trailsift {

// Arithmetic on masks that have a bit for each of 64 bytes (Langdale and Lemire, "Parsing Gigabytes
// of JSON per Second", 2019).

// Bit i is the XOR of bits 0 to i: of quotes, the bytes inside strings, with the opening quote.
constexpr std::uint64_t PrefixXor(std::uint64_t bits) {
  for (unsigned shift = 1; shift < 64; shift *= 2) bits ^= bits << shift;
  return bits;
}

// The bytes that stand behind an odd run of backslashes. `carry` goes from block to block.
constexpr std::uint64_t FindEscaped(std::uint64_t backslash, std::uint64_t& carry) {
  constexpr std::uint64_t kEven = 0x5555555555555555;
  if (backslash == 0) return std::exchange(carry, 0);
  backslash &= ~carry;
  const std::uint64_t behind = backslash << 1 | carry;
  const std::uint64_t odd_starts = backslash & ~kEven & ~behind;
  std::uint64_t even_runs = 0;
  carry = __builtin_add_overflow(odd_starts, backslash, &even_runs) ? 1 : 0;
  return (kEven ^ (even_runs << 1)) & behind;
}

}  // namespace trailsift
