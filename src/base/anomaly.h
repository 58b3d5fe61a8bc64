#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace trailsift {

// Everything odd that a scan can meet. The names (AnomalyName) are stable identifiers of the public
// interface; docs/output-formats.md lists them with their meaning.
enum class AnomalyKind : std::uint8_t {
  kUnreadable,
  kNoSources,
  kChangedDuringScan,
  kReadError,
  kOutOfMemory,
  kWorkerFailed,
  kInterrupted,
  kUnsupportedFormat,
  kUnsupportedShape,
  kUnrecognisedShape,
  kTruncated,
  kTruncatedTail,
  kCorruptStream,
  kChecksumMismatch,
  kTrailingGarbage,
  kUndecodable,
  kLimitExceeded,
  kDamagedRange,
  kPossibleMatchInDamagedRecord,
  kPossibleMatchInAmbiguousRecord,
  kMalformedRecord,
  kInvalidUtf8,
  kInvalidEncoding,
  kControlCharacter,
  kDottedKey,
  kDuplicateKey,
  kNearMissKey,
  kNonAsciiName,
  kLoneSurrogate,
  kMissingTime,
  kUnparsableTime,
  kUnknownAccount,
  kUnknownRegion,
  kMultipleDocuments,
  kStraySeparator,
  kNulPadding,
  kAmbiguousShape,
  kTranscoded,
  kExtensionMismatch,
  kMisplacedFile,
  kEmptySource,
  kPadding,
  kSkipped,
  kUpstreamPartial,
  kUpstreamTruncated,
  kConflictingDuplicate,
  kInternalImbalance,
};
inline constexpr std::size_t kAnomalyKindCount =
    static_cast<std::size_t>(AnomalyKind::kInternalImbalance) + 1;

// "truncated_tail".
std::string_view AnomalyName(AnomalyKind kind);

enum class AnomalyLevel : std::uint8_t { kNote, kWarning, kError };
std::string_view AnomalyLevelName(AnomalyLevel level);

// True for the kinds that leave something unjudged and so make the scan incomplete (status 3).
bool IsUnjudged(AnomalyKind kind);

// kError for those kinds; a warning or note for the others.
AnomalyLevel LevelOf(AnomalyKind kind);

// Its length is of stored bytes, from stored_offset on; else of decoded ones, from byte_offset on.
bool HasStoredLength(AnomalyKind kind);

// Something odd, with its place. Positions count decoded bytes from 0 and lines from 1.
struct Anomaly {
  AnomalyKind kind = AnomalyKind::kDamagedRange;
  std::string member;  // Name inside a container; usually empty.
  std::optional<std::uint64_t> record;
  std::optional<std::uint64_t> line;
  std::optional<std::uint64_t> byte_offset;
  std::optional<std::uint64_t> length;
  std::optional<std::uint64_t> stored_offset;  // Offset in the file as stored.
  std::string message;                         // One sentence, unescaped, may quote hostile text.
  // A `skipped` anomaly names why: "digest", "symlink", "not_a_log", "other_log_type" …
  std::string reason;
};

}  // namespace trailsift
