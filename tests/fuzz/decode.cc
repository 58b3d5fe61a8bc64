// Stored bytes of any content are decoded to the same text and the same account, whether members
// are decoded whole or as a stream and however they are read, and each byte is accounted for. What
// zlib takes for one good gzip member comes out as zlib has it.
#include <zlib.h>

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
  const std::optional<std::string> text = GunzipOneMember(stored);
  const bool compressed_again = text && IsCompressed(DetectFormat(*text));
  if (text && !compressed_again && IsSupported(DetectFormat(*text))) {
    Require(whole.text == *text, "zlib gives the same text");
    Require(whole.ledger.complete(), "zlib finds no fault");
  }
  return 0;
}
