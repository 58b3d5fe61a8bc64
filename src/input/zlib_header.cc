#include "input/zlib_header.h"

#include <isa-l/igzip_lib.h>

#include <memory>
#include <string>
#include <vector>

#include "base/ascii.h"

namespace trailsift {
namespace {

constexpr std::size_t kHeaderSize = 2;

bool HasUsualHeader(std::string_view bytes) {
  constexpr std::string_view kFlags = "\x01\x5e\x9c\xda";
  return bytes.size() > kHeaderSize && bytes[0] == '\x78' &&
         kFlags.find(bytes[1]) != std::string_view::npos;
}

bool InflatesWithoutFault(std::string_view body) {
  const auto state = std::make_unique<inflate_state>();
  isal_inflate_init(state.get());
  std::vector<std::uint8_t> text(std::size_t{64} << 10);
  std::string input(body);
  state->next_in = reinterpret_cast<std::uint8_t*>(input.data());
  state->avail_in = static_cast<std::uint32_t>(input.size());
  do {
    state->next_out = text.data();
    state->avail_out = static_cast<std::uint32_t>(text.size());
    if (isal_inflate(state.get()) < 0) return false;
  } while (state->avail_out == 0 && state->block_state != ISAL_BLOCK_FINISH);
  return true;
}

}  // namespace

bool StartsZlibStream(std::string_view first_bytes) {
  if (!HasUsualHeader(first_bytes)) return false;
  const std::string_view body = first_bytes.substr(kHeaderSize);
  // With its checksum, compressed data hardly ever is ASCII alone.
  return !IsAsciiText(body) && InflatesWithoutFault(body);
}

}  // namespace trailsift
