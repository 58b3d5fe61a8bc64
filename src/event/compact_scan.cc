#include "event/compact_scan.h"

#include <algorithm>
#include <bit>
#include <cstring>

#include "event/block_masks.h"
#include "event/scan_kernels.h"

namespace trailsift {
namespace {

// Of 64 bytes, a bit for each one that is so; the first one also of bytes that the last tells of.
struct CompactMasks {
  std::uint64_t structural;  // One of {}[]:,
  std::uint64_t letter;      // Has the bit that brackets have and separators have not,
  std::uint64_t opener;      // the one that opening brackets have and closing ones have not.
  std::uint64_t quote;
  std::uint64_t rare;  // Of both of RareMasks.
};
constexpr char kLetterBit = 0x40;
constexpr char kOpenerBit = 0x02;

struct RareMasks {
  std::uint64_t odd;  // Below 0x20 or above 0x7F.
  std::uint64_t backslash;
};

// What is known of the brackets of an object as far as they have been walked. A stack has a bit for
// each that is open, the innermost last (1: a list), behind a leading 1; so it is 1 when the object
// is closed, and 0b10 on its own level.
struct CompactBrackets {
  std::uint64_t stack = 0b10;
  std::uint64_t seen = 0b10;  // All stacks in one, for the greatest depth.
  std::uint64_t refused = 0;
  std::size_t walked = 0;  // Places.
};

// What a scan knows from block to block.
struct CompactState {
  std::uint64_t escape_carry = 0;  // 1: the next block begins with an escaped byte.
  std::uint64_t string_carry = 0;  // All ones: it begins inside a string.
  std::uint64_t end_carry = 0;     // 1: a string or bracket closed at the end of the last one.
  std::size_t found = 0;           // Places.
};

struct CompactBlock {
  std::uint64_t opening = 0;  // Brackets.
  std::uint64_t closing = 0;
  std::uint64_t suspect = 0;  // What may be wrong if it is of the object,
  std::uint64_t odd = 0;      // and which of that are bytes that stand nowhere in such objects.
};

static_assert(std::endian::native == std::endian::little,
              "words of a text are compared as numbers");
constexpr auto kEventWord = std::bit_cast<std::uint64_t>(kEventStart);

namespace portable {

#define TRAILSIFT_KERNEL

RareMasks LoadRareMasks(const char* block) {
  RareMasks masks{};
  for (unsigned i = 0; i < 64; ++i) {
    const std::uint64_t bit = std::uint64_t{1} << i;
    masks.odd |= static_cast<signed char>(block[i]) < 0x20 ? bit : 0;
    masks.backslash |= block[i] == '\\' ? bit : 0;
  }
  return masks;
}

CompactMasks LoadCompactBlock(const char* block) {
  CompactMasks masks{};
  for (unsigned i = 0; i < 64; ++i) {
    const std::uint64_t bit = std::uint64_t{1} << i;
    const char c = block[i];
    const char folded = static_cast<char>(c | kSquareBit);
    masks.structural |= folded == '{' || folded == '}' || c == ':' || c == ',' ? bit : 0;
    masks.letter |= (c & kLetterBit) != 0 ? bit : 0;
    masks.opener |= (c & kOpenerBit) != 0 ? bit : 0;
    masks.quote |= c == '"' ? bit : 0;
    masks.rare |= static_cast<signed char>(c) < 0x20 || c == '\\' ? bit : 0;
  }
  return masks;
}

std::uint64_t InsideStrings(std::uint64_t quotes) { return PrefixXor(quotes); }

std::uint64_t TrailingZeros(std::uint64_t bits) {
  return static_cast<std::uint64_t>(std::countr_zero(bits));
}

std::uint64_t ExtractBits(std::uint64_t bits, std::uint64_t places) {
  std::uint64_t extracted = 0;
  for (unsigned i = 0; places != 0; ++i, places &= places - 1) {
    extracted |= (bits >> std::countr_zero(places) & 1) << i;
  }
  return extracted;
}

void WritePositions(std::uint64_t bits, std::size_t base, std::uint16_t* out) {
  for (; bits != 0; bits &= bits - 1)
    *out++ = static_cast<std::uint16_t>(base + TrailingZeros(bits));
}

#include "event/compact_scan_kernel.h"

#undef TRAILSIFT_KERNEL

}  // namespace portable

#if defined(__x86_64__)
// For the low four bits of a byte, the structural one that has them, with kSquareBit set; else
// none.
alignas(16) constexpr std::array<char, 16> kStructuralOfNibble = {0, 0, 0,   0,   0,   0,   0, 0,
                                                                  0, 0, ':', '{', ',', '}', 0, 0};

namespace avx2 {

#define TRAILSIFT_KERNEL TRAILSIFT_AVX2

TRAILSIFT_KERNEL inline RareMasks LoadRareMasks(const char* block) {
  const __m256i low = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(block));
  const __m256i high = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(block + 32));
  const __m256i backslash = _mm256_set1_epi8('\\');
  const __m256i space = _mm256_set1_epi8(0x20);
  return {
      JoinSigns(_mm256_cmpgt_epi8(space, low), _mm256_cmpgt_epi8(space, high)),
      JoinSigns(_mm256_cmpeq_epi8(low, backslash), _mm256_cmpeq_epi8(high, backslash)),
  };
}

TRAILSIFT_KERNEL inline CompactMasks LoadCompactBlock(const char* block) {
  const __m256i low = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(block));
  const __m256i high = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(block + 32));
  const __m256i square = _mm256_set1_epi8(kSquareBit);
  const __m256i low_folded = _mm256_or_si256(low, square);
  const __m256i high_folded = _mm256_or_si256(high, square);
  const __m256i table = _mm256_broadcastsi128_si256(
      _mm_load_si128(reinterpret_cast<const __m128i*>(kStructuralOfNibble.data())));
  const __m256i quote = _mm256_set1_epi8('"');
  const __m256i backslash = _mm256_set1_epi8('\\');
  const __m256i space = _mm256_set1_epi8(0x20);
  // Shifted so that the bit asked for is the highest of its byte.
  return {
      JoinSigns(_mm256_cmpeq_epi8(_mm256_shuffle_epi8(table, low_folded), low_folded),
                _mm256_cmpeq_epi8(_mm256_shuffle_epi8(table, high_folded), high_folded)),
      JoinSigns(_mm256_slli_epi16(low, 1), _mm256_slli_epi16(high, 1)),
      JoinSigns(_mm256_slli_epi16(low, 6), _mm256_slli_epi16(high, 6)),
      JoinSigns(_mm256_cmpeq_epi8(low, quote), _mm256_cmpeq_epi8(high, quote)),
      JoinSigns(
          _mm256_or_si256(_mm256_cmpeq_epi8(low, backslash), _mm256_cmpgt_epi8(space, low)),
          _mm256_or_si256(_mm256_cmpeq_epi8(high, backslash), _mm256_cmpgt_epi8(space, high))),
  };
}

// Few blocks have more than eight bits. To write as many as there are costs a branch that nobody
// can predict.
TRAILSIFT_KERNEL inline void WritePositions(std::uint64_t bits, std::size_t base,
                                            std::uint16_t* out) {
  do {
    for (int i = 0; i < 8; ++i) {
      out[i] = static_cast<std::uint16_t>(base + TrailingZeros(bits));
      bits &= bits - 1;
    }
    out += 8;
  } while (bits != 0);
}

#include "event/compact_scan_kernel.h"

#undef TRAILSIFT_KERNEL

}  // namespace avx2

namespace avx512 {

#define TRAILSIFT_KERNEL TRAILSIFT_AVX512

TRAILSIFT_KERNEL inline RareMasks LoadRareMasks(const char* block) {
  const __m512i bytes = _mm512_loadu_si512(block);
  return {
      _mm512_cmplt_epi8_mask(bytes, _mm512_set1_epi8(0x20)),
      _mm512_cmpeq_epi8_mask(bytes, _mm512_set1_epi8('\\')),
  };
}

TRAILSIFT_KERNEL inline CompactMasks LoadCompactBlock(const char* block) {
  const __m512i bytes = _mm512_loadu_si512(block);
  const __m512i folded = _mm512_or_si512(bytes, _mm512_set1_epi8(kSquareBit));
  const __m512i table = _mm512_broadcast_i32x4(
      _mm_load_si128(reinterpret_cast<const __m128i*>(kStructuralOfNibble.data())));
  return {
      _mm512_cmpeq_epi8_mask(_mm512_shuffle_epi8(table, folded), folded),
      _mm512_test_epi8_mask(bytes, _mm512_set1_epi8(kLetterBit)),
      _mm512_test_epi8_mask(bytes, _mm512_set1_epi8(kOpenerBit)),
      _mm512_cmpeq_epi8_mask(bytes, _mm512_set1_epi8('"')),
      // One mask less to be moved to an ordinary register than if each were asked for.
      ~_mm512_mask_cmpge_epi8_mask(_mm512_cmpneq_epi8_mask(bytes, _mm512_set1_epi8('\\')), bytes,
                                   _mm512_set1_epi8(0x20)),
  };
}

// The numbers of the bits, compressed; sixteen at a time become positions.
TRAILSIFT_KERNEL inline void WritePositions(std::uint64_t bits, std::size_t base,
                                            std::uint16_t* out) {
  const std::uint16_t* const end = out + std::popcount(bits);
  const __m256i start = _mm256_set1_epi16(static_cast<short>(base));
  __m512i packed = _mm512_maskz_compress_epi8(bits, _mm512_load_si512(kNumbers.data()));
  do {
    const __m256i numbers = _mm256_cvtepu8_epi16(_mm512_castsi512_si128(packed));
    _mm256_storeu_si256(reinterpret_cast<__m256i*>(out), _mm256_add_epi16(numbers, start));
    packed = _mm512_alignr_epi64(packed, packed, 2);
    out += 16;
  } while (out < end);
}

#include "event/compact_scan_kernel.h"

#undef TRAILSIFT_KERNEL

}  // namespace avx512
#endif

}  // namespace

std::size_t CompactScan::PlaceBehind(std::size_t opening, const char* text) const {
  std::size_t depth = 1;
  std::size_t i = opening;
  while (depth != 0 && i < count) {
    std::size_t word = ++i / 64;
    std::uint64_t bits = bracket[word] >> i % 64 << i % 64;
    while (bits == 0 && word < count / 64) bits = bracket[++word];
    if (bits == 0) break;
    i = word * 64 + static_cast<std::size_t>(std::countr_zero(bits));
    depth = (text[places[i]] & kOpenerBit) != 0 ? depth + 1 : depth - 1;
  }
  return i + 1;
}

CompactScanFunction FindCompactScan(std::string_view kernel) {
#if defined(__x86_64__)
  if (kernel == "avx512") return avx512::ScanCompactly;
  if (kernel == "avx2") return avx2::ScanCompactly;
#endif
  (void)kernel;
  return portable::ScanCompactly;
}

}  // namespace trailsift
