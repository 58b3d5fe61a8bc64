#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace trailsift {

// How a source is stored, as its first bytes tell.
enum class StoredFormat : std::uint8_t {
  kPlain,
  kGzip,
  kZstd,
  // Recognised, but not read:
  kBzip2,
  kXz,
  kZip,
  kSevenZip,
  kLz4,
  kCompress,
  kZlib,
  kTar,
  kParquet,
  kEvtx,
  kUtf16LittleEndian,
  kUtf16BigEndian,
  kUtf32LittleEndian,
  kUtf32BigEndian,
  kMarkup,
};

// Bytes that DetectFormat needs to see, unless the source is shorter.
inline constexpr std::size_t kDetectionBytes = 512;

// Decides by magic bytes. Everything unknown is plain text.
StoredFormat DetectFormat(std::string_view first_bytes);

inline bool IsCompressed(StoredFormat format) {
  return format == StoredFormat::kGzip || format == StoredFormat::kZstd;
}
inline bool IsSupported(StoredFormat format) {
  return format == StoredFormat::kPlain || IsCompressed(format);
}

// For a format that is not supported: a sentence with its name and what converts it.
std::string DescribeUnsupported(StoredFormat format);

// Beginnings of compressed data. Flags and method must be plausible, so that text rarely looks so.
bool StartsGzipMember(std::string_view bytes);
bool StartsZstdFrame(std::string_view bytes);
bool StartsSkippableFrame(std::string_view bytes);

}  // namespace trailsift
