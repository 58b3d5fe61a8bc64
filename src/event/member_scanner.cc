#include "event/member_scanner.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <vector>

#include "event/block_masks.h"
#include "event/json_library.h"
#include "event/scan_kernels.h"

namespace trailsift {
namespace {

// Of 64 bytes, a bit for each one that is so.
struct BlockMasks {
  std::uint64_t quote;
  std::uint64_t backslash;
  std::uint64_t open;       // '{' or '['
  std::uint64_t close;      // '}' or ']'
  std::uint64_t separator;  // ':' or ','
  std::uint64_t control;    // Below 0x20,
  std::uint64_t blank;      // and the space.
  std::uint64_t non_ascii;
};

struct Strings {
  std::uint64_t quote;   // Quotes that begin or end one.
  std::uint64_t inside;  // What is in one, with its opening quote.
};

struct Levels {
  std::uint64_t own;    // Where the depth is 1, and brackets that end that.
  std::uint64_t valid;  // What belongs to the object, as far as the block shows its end.
};

// What a scan knows from block to block.
struct ScanState {
  std::uint32_t* out = nullptr;    // Where the next position goes.
  std::uint64_t escape_carry = 0;  // 1: the next block begins with an escaped byte.
  std::uint64_t string_carry = 0;  // All ones: it begins inside a string.
  std::uint64_t end_carry = 0;     // 1: a string or bracket closed at the end of the last one.
  std::uint64_t squares = 0;       // A bit for each open bracket, the innermost last: it is a '['.
  std::uint64_t depth = 0;
  std::uint64_t greatest_depth = 0;
  std::uint64_t mismatched = 0;  // The lowest bit: brackets do not pair.
  std::uint64_t refused = 0;     // Not 0: for the exact reader.
  std::uint64_t quotes = 0;
  std::uint64_t composites = 0;
  std::uint64_t backslashes = 0;
  std::uint64_t non_ascii = 0;
};

// The object closes in the block at `base`, of which it has the bytes `valid`.
void Finish(const ScanState& state, std::size_t base, std::uint64_t valid, std::size_t given,
            SeparatorScan& scan) {
  scan.length = base + static_cast<std::size_t>(std::bit_width(valid));
  scan.outcome =
      scan.length <= given ? SeparatorScan::Outcome::kClosed : SeparatorScan::Outcome::kOpen;
  scan.greatest_depth = static_cast<std::uint32_t>(state.greatest_depth);
  scan.quotes = state.quotes;
  scan.composites = state.composites;
  scan.backslash = state.backslashes != 0;
  scan.non_ascii = state.non_ascii != 0;
  scan.count = static_cast<std::size_t>(state.out - scan.positions.data());
}

namespace portable {

#define TRAILSIFT_KERNEL

BlockMasks LoadBlock(const char* block) {
  BlockMasks masks{};
  for (unsigned i = 0; i < 64; ++i) {
    const std::uint64_t bit = std::uint64_t{1} << i;
    const char c = block[i];
    const char folded = static_cast<char>(c | kSquareBit);
    masks.quote |= c == '"' ? bit : 0;
    masks.backslash |= c == '\\' ? bit : 0;
    masks.open |= folded == '{' ? bit : 0;
    masks.close |= folded == '}' ? bit : 0;
    masks.separator |= c == ':' || c == ',' ? bit : 0;
    masks.control |= static_cast<unsigned char>(c) < 0x20 ? bit : 0;
    masks.blank |= static_cast<unsigned char>(c) <= 0x20 ? bit : 0;
    masks.non_ascii |= static_cast<unsigned char>(c) >= 0x80 ? bit : 0;
  }
  return masks;
}

std::uint64_t InsideStrings(std::uint64_t quotes) { return PrefixXor(quotes); }

std::uint32_t* WritePositions(std::uint64_t bits, std::size_t base, std::uint32_t* out) {
  for (; bits != 0; bits &= bits - 1) {
    *out++ = static_cast<std::uint32_t>(base + static_cast<unsigned>(std::countr_zero(bits)));
  }
  return out;
}

#include "event/member_scan_kernel.h"

#undef TRAILSIFT_KERNEL

}  // namespace portable

#if defined(__x86_64__)
namespace avx2 {

#define TRAILSIFT_KERNEL TRAILSIFT_AVX2

TRAILSIFT_KERNEL inline BlockMasks LoadBlock(const char* block) {
  const __m256i low = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(block));
  const __m256i high = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(block + 32));
  const __m256i square = _mm256_set1_epi8(kSquareBit);
  const __m256i low_folded = _mm256_or_si256(low, square);
  const __m256i high_folded = _mm256_or_si256(high, square);
  const __m256i quote = _mm256_set1_epi8('"');
  const __m256i backslash = _mm256_set1_epi8('\\');
  const __m256i open = _mm256_set1_epi8('{');
  const __m256i close = _mm256_set1_epi8('}');
  const __m256i colon = _mm256_set1_epi8(':');
  const __m256i comma = _mm256_set1_epi8(',');
  const __m256i control = _mm256_set1_epi8(0x1F);
  const __m256i blank = _mm256_set1_epi8(0x20);
  return {
      JoinSigns(_mm256_cmpeq_epi8(low, quote), _mm256_cmpeq_epi8(high, quote)),
      JoinSigns(_mm256_cmpeq_epi8(low, backslash), _mm256_cmpeq_epi8(high, backslash)),
      JoinSigns(_mm256_cmpeq_epi8(low_folded, open), _mm256_cmpeq_epi8(high_folded, open)),
      JoinSigns(_mm256_cmpeq_epi8(low_folded, close), _mm256_cmpeq_epi8(high_folded, close)),
      JoinSigns(_mm256_or_si256(_mm256_cmpeq_epi8(low, colon), _mm256_cmpeq_epi8(low, comma)),
                _mm256_or_si256(_mm256_cmpeq_epi8(high, colon), _mm256_cmpeq_epi8(high, comma))),
      JoinSigns(_mm256_cmpeq_epi8(_mm256_min_epu8(low, control), low),
                _mm256_cmpeq_epi8(_mm256_min_epu8(high, control), high)),
      JoinSigns(_mm256_cmpeq_epi8(_mm256_min_epu8(low, blank), low),
                _mm256_cmpeq_epi8(_mm256_min_epu8(high, blank), high)),
      JoinSigns(low, high),
  };
}

// Few blocks have more than eight bits. To write as many as there are costs a branch that nobody
// can predict.
TRAILSIFT_KERNEL inline std::uint32_t* WritePositions(std::uint64_t bits, std::size_t base,
                                                      std::uint32_t* out) {
  std::uint32_t* const end = out + std::popcount(bits);
  do {
    for (int i = 0; i < 8; ++i) {
      out[i] = static_cast<std::uint32_t>(base + static_cast<unsigned>(std::countr_zero(bits)));
      bits &= bits - 1;
    }
    out += 8;
  } while (out < end);
  return end;
}

#include "event/member_scan_kernel.h"

#undef TRAILSIFT_KERNEL

}  // namespace avx2

namespace avx512 {

#define TRAILSIFT_KERNEL TRAILSIFT_AVX512

TRAILSIFT_KERNEL inline BlockMasks LoadBlock(const char* block) {
  const __m512i bytes = _mm512_loadu_si512(block);
  const __m512i folded = _mm512_or_si512(bytes, _mm512_set1_epi8(kSquareBit));
  const auto equal =
      [](__m512i left, char right) __attribute__((always_inline)) TRAILSIFT_KERNEL->std::uint64_t {
    return _mm512_cmpeq_epi8_mask(left, _mm512_set1_epi8(right));
  };
  return {
      equal(bytes, '"'),
      equal(bytes, '\\'),
      equal(folded, '{'),
      equal(folded, '}'),
      equal(bytes, ':') | equal(bytes, ','),
      _mm512_cmplt_epu8_mask(bytes, _mm512_set1_epi8(0x20)),
      _mm512_cmple_epu8_mask(bytes, _mm512_set1_epi8(0x20)),
      _mm512_movepi8_mask(bytes),
  };
}

// The numbers of the bits, compressed; sixteen at a time become positions.
TRAILSIFT_KERNEL inline std::uint32_t* WritePositions(std::uint64_t bits, std::size_t base,
                                                      std::uint32_t* out) {
  std::uint32_t* const end = out + std::popcount(bits);
  const __m512i start = _mm512_set1_epi32(static_cast<int>(base));
  __m512i packed = _mm512_maskz_compress_epi8(bits, _mm512_load_si512(kNumbers.data()));
  do {
    const __m512i numbers = _mm512_cvtepu8_epi32(_mm512_castsi512_si128(packed));
    _mm512_storeu_si512(out, _mm512_add_epi32(numbers, start));
    packed = _mm512_alignr_epi32(packed, packed, 4);
    out += 16;
  } while (out < end);
  return end;
}

#include "event/member_scan_kernel.h"

#undef TRAILSIFT_KERNEL

}  // namespace avx512
#endif

std::vector<MemberScanner::Kernel> FindKernels() {
  std::vector<MemberScanner::Kernel> kernels;
#if defined(__x86_64__)
  __builtin_cpu_init();
  const bool bits = __builtin_cpu_supports("bmi") && __builtin_cpu_supports("bmi2") &&
                    __builtin_cpu_supports("popcnt") && __builtin_cpu_supports("pclmul");
  if (bits && __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vbmi2")) {
    kernels.push_back({"avx512", avx512::ScanSeparators, FindCompactScan("avx512")});
  }
  if (bits && __builtin_cpu_supports("avx2"))
    kernels.push_back({"avx2", avx2::ScanSeparators, FindCompactScan("avx2")});
#endif
  kernels.push_back({"portable", portable::ScanSeparators, FindCompactScan("portable")});
  return kernels;
}

}  // namespace

std::span<const MemberScanner::Kernel> MemberScanner::Kernels() {
  static const std::vector<Kernel> kKernels = FindKernels();
  return kKernels;
}

MemberScanner::Outcome MemberScanner::Scan(std::string_view text) {
  return TryCompactly(text) ? Outcome::kClosed : ScanGenerally(text);
}

// Where the objects before were not for it, few are tried, so that it costs little.
bool MemberScanner::TryCompactly(std::string_view text) {
  constexpr std::uint32_t kMostPassed = 31;
  if (pass_ > 0) {
    --pass_;
    return false;
  }
  text_ = text.data();
  is_compact_ = kernel_.scan_compactly(text, compact_);
  passed_ = is_compact_ ? 0 : std::min(2 * passed_ + 1, kMostPassed);
  pass_ = passed_;
  return is_compact_;
}

MemberScanner::Outcome MemberScanner::ScanGenerally(std::string_view text) {
  constexpr std::size_t kLargest = std::size_t{1} << 31;  // Positions have 32 bits.
  text_ = text.data();
  is_compact_ = false;
  kernel_.scan(text.substr(0, kLargest), scan_);
  if (scan_.outcome != Outcome::kClosed) return scan_.outcome;
  if (scan_.non_ascii && !IsUtf8(text.substr(0, scan_.length))) {
    return scan_.outcome = Outcome::kUnsure;
  }
  scan_.positions[scan_.count] = static_cast<std::uint32_t>(scan_.length - 1);
  return Outcome::kClosed;
}

}  // namespace trailsift
