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
  kUtf16LittleEndian,
  kUtf16BigEndian,
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
  kUtf32LittleEndian,
  kUtf32BigEndian,
  kMarkup,
};

// Bytes that DetectFormat needs to see, unless the source is shorter.
inline constexpr std::size_t kDetectionBytes = 512;

// True if bytes stand there that no text in UTF-8 has, padding included: control characters other
// than those that separate or colour text.
bool HoldsControlBytes(std::string_view bytes);

// Decides by magic bytes. Everything unknown is plain text.
StoredFormat DetectFormat(std::string_view first_bytes);

inline bool IsCompressed(StoredFormat format) {
  return format == StoredFormat::kGzip || format == StoredFormat::kZstd;
}
inline bool IsUtf16(StoredFormat format) {
  return format == StoredFormat::kUtf16LittleEndian || format == StoredFormat::kUtf16BigEndian;
}
inline bool IsSupported(StoredFormat format) {
  return format == StoredFormat::kPlain || IsCompressed(format) || IsUtf16(format);
}
// A noun phrase: "gzip data", "plain text".
std::string_view FormatName(StoredFormat format);

// For a format that is not supported: a sentence with its name and what converts it.
std::string DescribeUnsupported(StoredFormat format);

// Beginnings of compressed data. Flags and method must be plausible, so that text rarely looks so.
bool StartsGzipMember(std::string_view bytes);
bool StartsZstdFrame(std::string_view bytes);
bool StartsSkippableFrame(std::string_view bytes);
// A gzip member or a zstd frame that holds text.
inline bool StartsMember(std::string_view bytes) {
  return StartsGzipMember(bytes) || StartsZstdFrame(bytes);
}

}  // namespace trailsift
