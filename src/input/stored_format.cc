#include "input/stored_format.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>

#include "base/ascii.h"
#include "input/zlib_header.h"

namespace trailsift {
namespace {

using namespace std::string_view_literals;

struct Magic {
  std::string_view bytes;
  StoredFormat format;
  std::size_t offset = 0;
};

// In order: the byte order mark of UTF-32LE begins with that of UTF-16LE.
constexpr std::array kMagics = {
    Magic{"\x1f\x8b"sv, StoredFormat::kGzip},
    Magic{"\x28\xb5\x2f\xfd"sv, StoredFormat::kZstd},
    Magic{"\xff\xfe\0\0"sv, StoredFormat::kUtf32LittleEndian},
    Magic{"\0\0\xfe\xff"sv, StoredFormat::kUtf32BigEndian},
    Magic{"\xff\xfe"sv, StoredFormat::kUtf16LittleEndian},
    Magic{"\xfe\xff"sv, StoredFormat::kUtf16BigEndian},
    Magic{"BZh"sv, StoredFormat::kBzip2},
    Magic{"\xfd\x37zXZ\0"sv, StoredFormat::kXz},
    Magic{"PK\x03\x04"sv, StoredFormat::kZip},
    Magic{"7z\xbc\xaf"sv, StoredFormat::kSevenZip},
    Magic{"\x04\x22\x4d\x18"sv, StoredFormat::kLz4},
    Magic{"\x1f\x9d"sv, StoredFormat::kCompress},
    Magic{"PAR1"sv, StoredFormat::kParquet},
    Magic{"ElfFile"sv, StoredFormat::kEvtx},
    Magic{"ustar"sv, StoredFormat::kTar, 257},
};

struct FormatFacts {
  StoredFormat format;
  std::string_view name;
  std::string_view command = {};  // Converts what is not read.
};

constexpr std::array kFacts = {
    FormatFacts{StoredFormat::kPlain, "plain text"},
    FormatFacts{StoredFormat::kGzip, "gzip data"},
    FormatFacts{StoredFormat::kZstd, "zstd data"},
    FormatFacts{StoredFormat::kUtf16LittleEndian, "UTF-16 text (little-endian)"},
    FormatFacts{StoredFormat::kUtf16BigEndian, "UTF-16 text (big-endian)"},
    FormatFacts{StoredFormat::kBzip2, "bzip2 data", "bzip2 -dc FILE > FILE.json"},
    FormatFacts{StoredFormat::kXz, "xz data", "xz -dc FILE > FILE.json"},
    FormatFacts{StoredFormat::kZip, "a zip archive", "unzip FILE -d DIRECTORY"},
    FormatFacts{StoredFormat::kSevenZip, "a 7-Zip archive", "7z x FILE -oDIRECTORY"},
    FormatFacts{StoredFormat::kLz4, "lz4 data", "lz4 -dc FILE > FILE.json"},
    FormatFacts{StoredFormat::kCompress, "data of compress(1)", "gzip -dc < FILE > FILE.json"},
    FormatFacts{StoredFormat::kZlib, "a bare zlib stream", "pigz -dcz < FILE > FILE.json"},
    FormatFacts{StoredFormat::kTar, "a tar archive", "tar -xf FILE -C DIRECTORY"},
    FormatFacts{StoredFormat::kParquet, "a Parquet file",
                "duckdb -c \"COPY (SELECT * FROM 'FILE') TO 'FILE.json'\""},
    FormatFacts{StoredFormat::kEvtx, "a Windows event log", "evtx_dump -o jsonl FILE > FILE.json"},
    FormatFacts{StoredFormat::kUtf32LittleEndian, "UTF-32 text (little-endian)",
                "iconv -f UTF-32LE -t UTF-8 FILE > FILE.json"},
    FormatFacts{StoredFormat::kUtf32BigEndian, "UTF-32 text (big-endian)",
                "iconv -f UTF-32BE -t UTF-8 FILE > FILE.json"},
    FormatFacts{StoredFormat::kMarkup, "HTML or XML"},
};

const FormatFacts& FactsOf(StoredFormat format) {
  return *std::ranges::find(kFacts, format, &FormatFacts::format);
}

// A log whose first bytes happen to be those of another format: none of these goes on with ASCII.
bool IsTextBehind(const Magic& magic, std::string_view bytes) {
  constexpr std::size_t kLeast = 16;
  const std::string_view behind = bytes.substr(magic.bytes.size(), 4 * kLeast);
  return magic.offset == 0 && behind.size() >= kLeast && IsAsciiText(behind);
}

bool StartsMarkup(std::string_view text) {
  if (text.starts_with("\xef\xbb\xbf")) text.remove_prefix(3);
  while (!text.empty() && IsBlank(text.front())) text.remove_prefix(1);
  if (text.size() < 2 || text[0] != '<') return false;
  const char lower = FoldAscii(text[1]);
  return text[1] == '?' || text[1] == '!' || (lower >= 'a' && lower <= 'z');
}

// Of the first bytes every second one is NUL, and only those. Where a byte was lost or added, and
// `may_shift`, it is the others from there on.
bool HasNulAtEverySecond(std::string_view text, std::size_t first, bool may_shift) {
  constexpr std::size_t kLeastWithShift = 32;
  text = text.substr(0, 64);
  if (text.size() < 4) return false;
  bool shifted = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if ((text[i] == '\0') == ((i % 2 == first) != shifted)) continue;
    if (!may_shift || shifted || i == 0 || text.size() < kLeastWithShift) return false;
    shifted = true;
  }
  return true;
}

bool BeginsBeyondAscii(std::string_view text) {
  return !text.empty() && static_cast<unsigned char>(text[0]) >= 0x80;
}

// UTF-16 without a byte order mark, or behind one that is damaged or has a byte less or more.
std::optional<StoredFormat> UnmarkedUtf16(std::string_view text) {
  const bool begins_with_mark =
      BeginsBeyondAscii(text) || (!text.empty() && BeginsBeyondAscii(text.substr(1)));
  for (const std::size_t mark : {0U, 1U, 2U, 3U}) {
    if ((mark > 0) != begins_with_mark || text.size() < mark) continue;
    const std::string_view behind = text.substr(mark);
    if (mark > 0 && BeginsBeyondAscii(behind)) continue;  // Within the mark.
    if (HasNulAtEverySecond(behind, 1, mark == 0)) return StoredFormat::kUtf16LittleEndian;
    if (HasNulAtEverySecond(behind, 0, mark == 0)) return StoredFormat::kUtf16BigEndian;
  }
  return std::nullopt;
}

}  // namespace

bool StartsGzipMember(std::string_view bytes) {
  return bytes.size() >= 4 && bytes.starts_with("\x1f\x8b\x08") && (bytes[3] & 0xE0) == 0;
}

bool StartsZstdFrame(std::string_view bytes) { return bytes.starts_with("\x28\xb5\x2f\xfd"); }

bool StartsSkippableFrame(std::string_view bytes) {
  return bytes.size() >= 4 && (bytes[0] & 0xF0) == 0x50 && bytes.substr(1, 3) == "\x2a\x4d\x18";
}

bool HoldsControlBytes(std::string_view bytes) {
  return std::ranges::any_of(bytes, [](char c) {
    constexpr std::string_view kUsual = "\t\n\v\f\r\x1b\x1e";
    return static_cast<unsigned char>(c) < 0x20 && kUsual.find(c) == std::string_view::npos;
  });
}

StoredFormat DetectFormat(std::string_view first_bytes) {
  for (const Magic& magic : kMagics) {
    if (first_bytes.size() <= magic.offset) continue;
    const std::string_view bytes = first_bytes.substr(magic.offset);
    if (bytes.starts_with(magic.bytes) && !IsTextBehind(magic, bytes)) return magic.format;
  }
  if (StartsSkippableFrame(first_bytes)) return StoredFormat::kZstd;
  if (StartsZlibStream(first_bytes)) return StoredFormat::kZlib;
  // What is left of compressed data that was cut within its magic.
  if (first_bytes == "\x1f") return StoredFormat::kGzip;
  if (first_bytes == "\x28\xb5" || first_bytes == "\x28\xb5\x2f") return StoredFormat::kZstd;
  if (const auto format = UnmarkedUtf16(first_bytes)) return *format;
  if (StartsMarkup(first_bytes)) return StoredFormat::kMarkup;
  return StoredFormat::kPlain;
}

std::string_view FormatName(StoredFormat format) { return FactsOf(format).name; }

std::string DescribeUnsupported(StoredFormat format) {
  if (format == StoredFormat::kMarkup) {
    return "this is HTML or XML, perhaps an error page saved instead of a log; fetch the log again";
  }
  const FormatFacts& facts = FactsOf(format);
  return fmt::format("this is {}, which is not read; convert it first: {}", facts.name,
                     facts.command);
}

}  // namespace trailsift
