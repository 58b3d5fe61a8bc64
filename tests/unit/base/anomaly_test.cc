#include "base/anomaly.h"

#include <gtest/gtest.h>

#include <set>

namespace trailsift {
namespace {

// The names and what they do to the exit status are public: a change here breaks users.
TEST(Anomaly, NamesAndLevelsAreStable) {
  struct Case {
    AnomalyKind kind;
    const char* name;
    AnomalyLevel level;
  };
  using enum AnomalyKind;
  using enum AnomalyLevel;
  const Case cases[] = {
      {kUnreadable, "unreadable", kError},
      {kNoSources, "no_sources", kError},
      {kChangedDuringScan, "changed_during_scan", kError},
      {kReadError, "read_error", kError},
      {kOutOfMemory, "out_of_memory", kError},
      {kWorkerFailed, "worker_failed", kError},
      {kInterrupted, "interrupted", kError},
      {kUnsupportedFormat, "unsupported_format", kError},
      {kUnsupportedShape, "unsupported_shape", kError},
      {kUnrecognisedShape, "unrecognised_shape", kError},
      {kTruncated, "truncated", kError},
      {kTruncatedTail, "truncated_tail", kError},
      {kCorruptStream, "corrupt_stream", kError},
      {kChecksumMismatch, "checksum_mismatch", kError},
      {kTrailingGarbage, "trailing_garbage", kError},
      {kUndecodable, "undecodable", kError},
      {kLimitExceeded, "limit_exceeded", kError},
      {kDamagedRange, "damaged_range", kError},
      {kPossibleMatchInDamagedRecord, "possible_match_in_damaged_record", kError},
      {kPossibleMatchInAmbiguousRecord, "possible_match_in_ambiguous_record", kError},
      {kMalformedRecord, "malformed_record", kError},
      {kInvalidUtf8, "invalid_utf8", kError},
      {kInvalidEncoding, "invalid_encoding", kError},
      {kControlCharacter, "control_character", kError},
      {kDottedKey, "dotted_key", kError},
      {kDuplicateKey, "duplicate_key", kWarning},
      {kNearMissKey, "near_miss_key", kNote},
      {kNonAsciiName, "non_ascii_name", kNote},
      {kLoneSurrogate, "lone_surrogate", kNote},
      {kMissingTime, "missing_time", kWarning},
      {kUnparsableTime, "unparsable_time", kWarning},
      {kUnknownAccount, "unknown_account", kWarning},
      {kUnknownRegion, "unknown_region", kWarning},
      {kMultipleDocuments, "multiple_documents", kNote},
      {kStraySeparator, "stray_separator", kNote},
      {kNulPadding, "nul_padding", kNote},
      {kAmbiguousShape, "ambiguous_shape", kNote},
      {kTranscoded, "transcoded", kNote},
      {kExtensionMismatch, "extension_mismatch", kNote},
      {kMisplacedFile, "misplaced_file", kNote},
      {kEmptySource, "empty_source", kNote},
      {kPadding, "padding", kNote},
      {kSkipped, "skipped", kNote},
      {kUpstreamPartial, "upstream_partial", kWarning},
      {kUpstreamTruncated, "upstream_truncated", kNote},
      {kConflictingDuplicate, "conflicting_duplicate", kWarning},
      {kInternalImbalance, "internal_imbalance", kError},
  };
  ASSERT_EQ(std::size(cases), kAnomalyKindCount);
  std::set<std::string_view> names;
  for (std::size_t i = 0; i < std::size(cases); ++i) {
    SCOPED_TRACE(cases[i].name);
    EXPECT_EQ(static_cast<std::size_t>(cases[i].kind), i);
    EXPECT_EQ(AnomalyName(cases[i].kind), cases[i].name);
    EXPECT_EQ(LevelOf(cases[i].kind), cases[i].level);
    EXPECT_EQ(IsUnjudged(cases[i].kind), cases[i].level == kError);
    EXPECT_TRUE(names.insert(AnomalyName(cases[i].kind)).second);
  }
}

TEST(Anomaly, LevelNames) {
  EXPECT_EQ(AnomalyLevelName(AnomalyLevel::kNote), "note");
  EXPECT_EQ(AnomalyLevelName(AnomalyLevel::kWarning), "warning");
  EXPECT_EQ(AnomalyLevelName(AnomalyLevel::kError), "error");
}

}  // namespace
}  // namespace trailsift
