#include "input/gzip_header.h"

#include <algorithm>
#include <functional>
#include <numeric>

#include "input/stored_format.h"

namespace trailsift {
namespace {

constexpr std::string_view kMagic = "\x1f\x8b\x08";
constexpr unsigned kHeaderChecksum = 0x02;
constexpr unsigned kExtra = 0x04;
constexpr unsigned kName = 0x08;
constexpr unsigned kComment = 0x10;
constexpr unsigned kReserved = 0xE0;
constexpr std::size_t kFixedSize = 10;

unsigned ByteAt(std::string_view bytes, std::size_t offset) {
  return static_cast<unsigned char>(bytes[offset]);
}

// A file name or comment is not longer. The bound keeps the search for a member in garbage, where
// every third byte may begin a header, from reading far for each.
constexpr std::size_t kMaximumText = std::size_t{16} << 10;

// Moves `size` behind a zero-terminated text.
GzipHeader::State SkipText(std::string_view bytes, std::size_t& size) {
  const std::string_view text = bytes.substr(size, kMaximumText);
  const std::size_t end = text.find('\0');
  if (end != std::string_view::npos) {
    size += end + 1;
    return GzipHeader::State::kComplete;
  }
  return text.size() < kMaximumText ? GzipHeader::State::kIncomplete : GzipHeader::State::kInvalid;
}

// A name as file systems allow it stands behind the fixed bytes.
bool HoldsName(std::string_view bytes) {
  constexpr std::size_t kLongest = 255;
  if (bytes.size() <= kFixedSize) return false;
  const std::string_view text = bytes.substr(kFixedSize, kLongest + 1);
  const std::size_t end = text.find('\0');
  return end != std::string_view::npos && end > 0 &&
         std::ranges::none_of(text.substr(0, end),
                              [](char c) { return static_cast<unsigned char>(c) < ' '; });
}

unsigned FlagsOf(std::string_view bytes, GzipHeaderDamage damage) {
  switch (damage) {
    case GzipHeaderDamage::kFlags:
      return 0;
    case GzipHeaderDamage::kFlagsOfNamed:
      return kName;
    default:
      return ByteAt(bytes, 3);
  }
}

}  // namespace

GzipHeaderDamage FindGzipHeaderDamage(std::string_view bytes) {
  if (bytes.size() < kFixedSize) return GzipHeaderDamage::kNone;
  // RFC 1952, section 2.3: ID1 ID2 CM FLG MTIME (4) XFL OS. Writers set XFL to 0, 2 or 4; an OS is
  // one of 0 to 13 or 255.
  const unsigned level = ByteAt(bytes, 8);
  const unsigned system = ByteAt(bytes, 9);
  if ((level != 0 && level != 2 && level != 4) || (system > 13 && system != 255)) {
    return GzipHeaderDamage::kNone;
  }
  const auto matching = std::inner_product(kMagic.begin(), kMagic.end(), bytes.begin(), 0,
                                           std::plus<>(), std::equal_to<>());
  const bool good_flags = (ByteAt(bytes, 3) & kReserved) == 0;
  if (matching == 2 && good_flags) return GzipHeaderDamage::kMagic;
  return matching == 3 && !good_flags ? GzipHeaderDamage::kFlags : GzipHeaderDamage::kNone;
}

bool MayBe(GzipHeaderDamage damage, std::string_view bytes) {
  if (!bytes.starts_with(kMagic) || bytes.size() <= kFixedSize) return false;
  const unsigned flags = ByteAt(bytes, 3);
  switch (damage) {
    case GzipHeaderDamage::kFlags:
      return (flags & (kHeaderChecksum | kExtra | kName | kComment)) != 0;
    case GzipHeaderDamage::kFlagsOfNamed:
      return flags != kName && HoldsName(bytes);
    default:
      return false;
  }
}

GzipHeader ParseGzipHeader(std::string_view bytes, GzipHeaderDamage damage) {
  GzipHeader header;
  if (damage == GzipHeaderDamage::kNone && bytes.size() >= 4 && !StartsGzipMember(bytes)) {
    header.state = GzipHeader::State::kInvalid;
  }
  if (bytes.size() < kFixedSize || header.state == GzipHeader::State::kInvalid) return header;
  const unsigned flags = FlagsOf(bytes, damage);
  std::size_t size = kFixedSize;
  if ((flags & kExtra) != 0) {
    if (bytes.size() < size + 2) return header;
    size += 2 + ByteAt(bytes, size) + 256 * ByteAt(bytes, size + 1);
    if (bytes.size() < size) return header;
  }
  for (const unsigned text : {kName, kComment}) {
    if ((flags & text) == 0) continue;
    header.state = SkipText(bytes, size);
    if (header.state != GzipHeader::State::kComplete) return header;
  }
  header.state = GzipHeader::State::kIncomplete;
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
