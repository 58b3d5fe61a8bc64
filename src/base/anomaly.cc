#include "base/anomaly.h"

#include <array>

namespace trailsift {
namespace {

struct KindFacts {
  std::string_view name;
  AnomalyLevel level;
};
using enum AnomalyLevel;
// In the order of AnomalyKind.
constexpr std::array<KindFacts, kAnomalyKindCount> kFacts = {{
    {"unreadable", kError},
    {"no_sources", kError},
    {"changed_during_scan", kError},
    {"read_error", kError},
    {"out_of_memory", kError},
    {"worker_failed", kError},
    {"interrupted", kError},
    {"unsupported_format", kError},
    {"unsupported_shape", kError},
    {"unrecognised_shape", kError},
    {"truncated", kError},
    {"truncated_tail", kError},
    {"corrupt_stream", kError},
    {"checksum_mismatch", kError},
    {"trailing_garbage", kError},
    {"undecodable", kError},
    {"limit_exceeded", kError},
    {"damaged_range", kError},
    {"possible_match_in_damaged_record", kError},
    {"possible_match_in_ambiguous_record", kError},
    {"malformed_record", kError},
    {"invalid_utf8", kError},
    {"invalid_encoding", kError},
    {"control_character", kError},
    {"dotted_key", kError},
    {"duplicate_key", kWarning},
    {"near_miss_key", kNote},
    {"non_ascii_name", kNote},
    {"lone_surrogate", kNote},
    {"missing_time", kWarning},
    {"unparsable_time", kWarning},
    {"unknown_account", kWarning},
    {"unknown_region", kWarning},
    {"multiple_documents", kNote},
    {"stray_separator", kNote},
    {"nul_padding", kNote},
    {"ambiguous_shape", kNote},
    {"transcoded", kNote},
    {"extension_mismatch", kNote},
    {"misplaced_file", kNote},
    {"empty_source", kNote},
    {"padding", kNote},
    {"skipped", kNote},
    {"upstream_partial", kWarning},
    {"upstream_truncated", kNote},
    {"conflicting_duplicate", kWarning},
    {"internal_imbalance", kError},
}};

}  // namespace

std::string_view AnomalyName(AnomalyKind kind) {
  return kFacts[static_cast<std::size_t>(kind)].name;
}

AnomalyLevel LevelOf(AnomalyKind kind) { return kFacts[static_cast<std::size_t>(kind)].level; }

bool IsUnjudged(AnomalyKind kind) { return LevelOf(kind) == kError; }

bool HasStoredLength(AnomalyKind kind) {
  return kind == AnomalyKind::kPadding || kind == AnomalyKind::kUndecodable;
}

std::string_view AnomalyLevelName(AnomalyLevel level) {
  switch (level) {
    case kNote:
      return "note";
    case kWarning:
      return "warning";
    case kError:
      return "error";
  }
  return "error";
}

}  // namespace trailsift
