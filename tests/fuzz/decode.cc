// Stored bytes of any content are decoded to the same text and the same account, whether members
// are decoded whole or as a stream and however they are read, and each byte is accounted for. What
// zlib takes for one good gzip member, or the zstd library for one good frame, comes out as they
// have it, and UTF-16 as a plain reading of its definition has it, but where a byte is reported as
// missing or too many.
#include <zlib.h>
#include <zstd.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "fuzz/require.h"
#include "unit/input/collect.h"

namespace trailsift {
namespace {

// The text of the whole bytes as one gzip member, if zlib finds no fault with it.
std::optional<std::string> GunzipOneMember(std::string_view stored) {
  z_stream stream{};
  if (inflateInit2(&stream, 15 + 16) != Z_OK) return std::nullopt;
  std::string text(std::size_t{1} << 20, '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(stored.data()));
  stream.avail_in = static_cast<uInt>(stored.size());
  stream.next_out = reinterpret_cast<Bytef*>(text.data());
  stream.avail_out = static_cast<uInt>(text.size());
  const bool good = inflate(&stream, Z_FINISH) == Z_STREAM_END && stream.avail_in == 0;
  text.resize(stream.total_out);
  inflateEnd(&stream);
  return good ? std::optional(text) : std::nullopt;
}

// The same for one zstd frame.
std::optional<std::string> DecompressOneFrame(std::string_view stored) {
  if (!StartsZstdFrame(stored) ||
      ZSTD_findFrameCompressedSize(stored.data(), stored.size()) != stored.size()) {
    return std::nullopt;
  }
  std::string text(std::size_t{1} << 20, '\0');
  const std::size_t size = ZSTD_decompress(text.data(), text.size(), stored.data(), stored.size());
  if (ZSTD_isError(size) != 0) return std::nullopt;
  text.resize(size);
  return text;
}

// The Unicode Standard, section 3.9, table 3-5 and table 3-6.
std::string Utf8OfUtf16(std::string_view stored, bool little_endian) {
  const auto unit = [&](std::size_t at) -> char32_t {
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(stored[at + i]); };
    return little_endian ? byte(0) + 256U * byte(1) : byte(1) + 256U * byte(0);
  };
  std::string text;
  for (std::size_t at = 0; at + 2 <= stored.size(); at += 2) {
    char32_t point = unit(at);
    if (point >= 0xD800 && point < 0xDC00 && at + 4 <= stored.size() && unit(at + 2) >= 0xDC00 &&
        unit(at + 2) < 0xE000) {
      point = 0x10000 + (point - 0xD800) * 0x400 + (unit(at + 2) - 0xDC00);
      at += 2;
    } else if (point >= 0xD800 && point < 0xE000) {
      point = 0xFFFD;
    }
    const unsigned bytes = point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
    constexpr unsigned char kLead[] = {0, 0, 0xC0, 0xE0, 0xF0};
    text += static_cast<char>(kLead[bytes] + (point >> 6 * (bytes - 1)));
    for (unsigned i = bytes - 1; i > 0; --i) {
      text += static_cast<char>(0x80 + (point >> 6 * (i - 1)) % 64);
    }
  }
  return text;
}

// Where text first stands that is not what the definition of UTF-16 gives, since a byte was passed
// over there; 0 if not all places are listed.
std::size_t FirstDrop(const Collected& collected) {
  if (collected.ledger.count(AnomalyKind::kInvalidEncoding) > Ledger::kMaximumListed) return 0;
  for (const Anomaly& anomaly : collected.ledger.anomalies()) {
    if (anomaly.kind == AnomalyKind::kInvalidEncoding && anomaly.byte_offset &&
        anomaly.message.starts_with("a byte is missing or too many")) {
      return static_cast<std::size_t>(*anomaly.byte_offset);
    }
  }
  return std::string::npos;
}

// Holds what another library or reading makes of good data against what came out.
void CompareWithOthers(std::string_view stored, const Collected& collected) {
  std::optional<std::string> text = GunzipOneMember(stored);
  if (!text) text = DecompressOneFrame(stored);
  const StoredFormat format = DetectFormat(text ? *text : stored);
  if (IsUtf16(format)) {
    const bool little = format == StoredFormat::kUtf16LittleEndian;
    const std::string expected = Utf8OfUtf16(text ? *text : stored, little);
    if (DetectFormat(expected) == StoredFormat::kMarkup) return;
    const std::size_t end = FirstDrop(collected);
    Require(collected.text.substr(0, end) == expected.substr(0, end),
            "UTF-16 is read as it is defined");
  } else if (text && format == StoredFormat::kPlain) {
    Require(collected.text == *text, "other libraries give the same text");
    Require(collected.ledger.complete(), "other libraries find no fault");
    Require(collected.ledger.unverified.empty(), "what is good is verified");
  }
}

}  // namespace
}  // namespace trailsift

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace trailsift;
  const std::string_view stored(reinterpret_cast<const char*>(data), size);
  static DecodeBuffers buffers;
  CollectOptions options;
  options.limits.decompressed_bytes = std::uint64_t{16} << 20;

  const Collected whole = Collect(stored, buffers, options);
  Require(whole.ledger.bytes.Balanced(), "each byte is accounted for");
  Require(whole.ledger.bytes.stored_read <= stored.size(), "no more is read than there is");
  Require(!whole.ledger.complete() || whole.ledger.bytes.stored_read == stored.size(),
          "what is complete was read to its end");
  options.whole_members = false;
  for (const std::size_t piece : {std::string_view::npos, std::size_t{1}}) {
    options.piece = piece;
    const Collected streamed = Collect(stored, buffers, options);
    Require(streamed.text == whole.text, "both ways give the same text");
    Require(streamed.Account() == whole.Account(), "both ways give the same account");
  }
  CompareWithOthers(stored, whole);
  return 0;
}
