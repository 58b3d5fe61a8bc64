#include "input/gzip_header.h"

#include "input/stored_format.h"

namespace trailsift {
namespace {

constexpr unsigned kHeaderChecksum = 0x02;
constexpr unsigned kExtra = 0x04;
constexpr unsigned kName = 0x08;
constexpr unsigned kComment = 0x10;
constexpr std::size_t kFixedSize = 10;

unsigned ByteAt(std::string_view bytes, std::size_t offset) {
  return static_cast<unsigned char>(bytes[offset]);
}

// Moves `size` behind a zero-terminated text; false if its end is not there yet.
bool SkipText(std::string_view bytes, std::size_t& size) {
  const std::size_t end = bytes.find('\0', size);
  if (end == std::string_view::npos) return false;
  size = end + 1;
  return true;
}

}  // namespace

GzipHeader ParseGzipHeader(std::string_view bytes) {
  GzipHeader header;
  if (bytes.size() >= 4 && !StartsGzipMember(bytes)) header.state = GzipHeader::State::kInvalid;
  if (bytes.size() < kFixedSize || header.state == GzipHeader::State::kInvalid) return header;
  const unsigned flags = ByteAt(bytes, 3);
  std::size_t size = kFixedSize;
  if ((flags & kExtra) != 0) {
    if (bytes.size() < size + 2) return header;
    size += 2 + ByteAt(bytes, size) + 256 * ByteAt(bytes, size + 1);
    if (bytes.size() < size) return header;
  }
  if ((flags & kName) != 0 && !SkipText(bytes, size)) return header;
  if ((flags & kComment) != 0 && !SkipText(bytes, size)) return header;
  if ((flags & kHeaderChecksum) != 0) {
    if (bytes.size() < size + 2) return header;
    header.has_checksum = true;
    header.checksum =
        static_cast<std::uint16_t>(ByteAt(bytes, size) + 256 * ByteAt(bytes, size + 1));
    size += 2;
  }
  header.state = GzipHeader::State::kComplete;
  header.size = size;
  return header;
}

}  // namespace trailsift
