#include "writer/summary_text.h"

#include <gtest/gtest.h>

#include <set>
#include <string>
#include <utility>
#include <vector>

namespace trailsift {
namespace {

ScanSummary CleanSummary() {
  ScanSummary summary;
  summary.sources.total = summary.sources.read = 3;
  summary.bytes.stored_read = 412 * 1024;
  summary.bytes.decoded = 9'546'000;
  summary.records.judged = 5'218;
  summary.coverage.first_event_time = ParseTimestamp("2026-11-01T00:00:04Z");
  summary.coverage.last_event_time = ParseTimestamp("2026-11-02T23:59:51Z");
  summary.coverage.accounts = {{"111122223333", 5'218}};
  summary.coverage.regions = {{"us-east-1", 5'000}, {"eu-west-1", 218}};
  summary.matches.total = 2;
  summary.matches.by_severity = {{Severity::kMedium, 2}};
  return summary;
}

void AddAnomaly(ScanSummary& summary, AnomalyKind kind, std::string path,
                std::optional<std::uint64_t> line = {}, std::optional<std::uint64_t> offset = {}) {
  Anomaly anomaly;
  anomaly.kind = kind;
  anomaly.line = line;
  anomaly.byte_offset = offset;
  ++summary.anomaly_counts[kind];
  summary.anomalies.push_back({std::move(path), std::move(anomaly)});
  if (IsUnjudged(kind)) {
    summary.complete = false;
    summary.exit_code = 3;
  }
}

std::string LastLine(const std::string& text) {
  const std::size_t end = text.rfind('\n', text.size() - 2);
  return end == std::string::npos ? text : text.substr(end + 1);
}

TEST(FormatSummary, SaysWhatWasLookedAt) {
  EXPECT_EQ(FormatSummary(CleanSummary()),
            "3 files (412 KiB, 9.1 MiB decoded), 5,218 records judged; 2026-11-01T00:00:04Z to "
            "2026-11-02T23:59:51Z, 1 account, 2 regions; 2 matches (2 medium).\n");
}

TEST(FormatSummary, NoMatchStandsBesideWhatWasLookedAt) {
  ScanSummary summary = CleanSummary();
  summary.matches = {};
  EXPECT_TRUE(FormatSummary(summary).ends_with("2 regions; no matches.\n"));
}

TEST(FormatSummary, NothingFoundReadsAsNothingFound) {
  ScanSummary summary;
  summary.sources.total = summary.sources.read = 1;
  EXPECT_EQ(FormatSummary(summary), "1 file, no record found; no matches, nothing was judged.\n");
}

TEST(FormatSummary, NamesEveryExceptionToThePlainCase) {
  ScanSummary summary = CleanSummary();
  summary.sources = {.total = 3'927,
                     .read = 3'900,
                     .skipped = 26,
                     .failed = 1,
                     .skipped_by_reason = {{"digest", 14}, {"not_a_log", 1}, {"odd\x1b", 11}}};
  summary.records = {.judged = 33'211, .filtered = 1'000, .salvaged = 4};
  summary.damaged_ranges = 1;
  summary.bytes.damaged = 812;
  summary.skipped_values = {{"other_log_type", 2}};
  summary.coverage.unknown_time = 6;
  summary.coverage.other_accounts = 9;
  summary.matches.total = 1'234;
  summary.matches.by_severity = {
      {Severity::kInfo, 1'200}, {Severity::kLow, 0}, {Severity::kCritical, 34}};
  summary.matches.signals = 3;
  summary.matches.dropped_by_unique = 1;
  EXPECT_EQ(
      FormatSummary(summary),
      "3,900 of 3,927 files (412 KiB, 9.1 MiB decoded), 33,211 records judged (4 salvaged, "
      "1,000 more filtered out), 1 damaged range of 812 bytes, 14 digests skipped, 1 file "
      "that is not a log skipped, 11 odd\\x1b skipped, 2 values of other log types skipped, 1 "
      "failed; 2026-11-01T00:00:04Z to 2026-11-02T23:59:51Z, 6 without a known time, more "
      "than 1 account, 2 regions; 1,234 matches (34 critical, 1,200 info, 3 signals), "
      "1 repeat dropped.\n");
}

TEST(FormatSummary, CountsRepeatedEventIds) {
  ScanSummary summary = CleanSummary();
  summary.duplicate_event_ids = 1;
  EXPECT_NE(FormatSummary(summary).find("2 regions, 1 repeated event ID; 2 matches"),
            std::string::npos);
  summary.duplicate_event_ids = std::nullopt;
  EXPECT_NE(FormatSummary(summary).find("2 regions, repeated event IDs not counted; 2 matches"),
            std::string::npos);
}

TEST(FormatByteAccount, SaysWhereEveryByteWent) {
  Ledger plain("a\x1b");
  plain.bytes.stored_read = plain.bytes.passed_through = plain.bytes.decoded = 1'240;
  plain.bytes.record = 1'000;
  plain.bytes.envelope = 200;
  plain.bytes.whitespace = 40;
  plain.shapes = {{"records", 1'000}, {"sns", 1}};
  EXPECT_EQ(FormatByteAccount(plain),
            "a\\x1b: 1,240 bytes stored = 1,240 passed through; 1,240 decoded = 1,000 record + 200 "
            "envelope + 40 whitespace; balanced (1,000 records, 1 sns)\n");
  Ledger broken("b");
  broken.bytes.stored_read = 10;
  broken.bytes.payload = 5;
  broken.bytes.padding = 3;
  broken.bytes.undecodable = 2;
  broken.bytes.stored_unread = 7;
  broken.bytes.decoded = 9;
  broken.bytes.damaged = 6;
  broken.bytes.skipped = 2;
  EXPECT_EQ(FormatByteAccount(broken),
            "b: 10 bytes stored = 5 payload + 3 padding + 2 undecodable, 7 unread; 9 decoded = 6 "
            "damaged + 2 skipped; NOT BALANCED\n");
  ScanSummary summary;
  EXPECT_EQ(FormatByteAccount(summary), "in total: 0 bytes stored; 0 decoded; balanced\n");
  summary.bytes = plain.bytes;
  EXPECT_EQ(
      FormatByteAccount(summary),
      "in total: 1,240 bytes stored = 1,240 passed through; 1,240 decoded = 1,000 record + 200 "
      "envelope + 40 whitespace; balanced\n");
}

TEST(FormatSummary, SaysWhatBecameAlertsAndWhatDidNot) {
  ScanSummary summary;
  summary.sources.total = summary.sources.read = 1;
  summary.records.judged = 9;
  summary.matches.total = 7;
  summary.matches.signals = 1;
  summary.matches.by_severity = {{Severity::kLow, 5}, {Severity::kHigh, 1}};
  summary.alerts.emplace();
  EXPECT_EQ(FormatSummary(summary),
            "1 file, 9 records judged; 7 matches (1 high, 5 low, 1 signal); no "
            "alerts.\n");
  summary.alerts->total = 2;
  summary.alerts->by_severity = {{Severity::kLow, 1}, {Severity::kHigh, 1}};
  summary.alerts->matches_below_threshold = 1;
  summary.spooled_bytes = 3 << 20;
  EXPECT_EQ(FormatSummary(summary),
            "1 file, 9 records judged; 7 matches (1 high, 5 low, 1 signal); 2 alerts (1 "
            "high, 1 low), 1 match below the threshold; 3 MiB of matches waited in a temporary "
            "file.\n");
}

TEST(FormatSummary, SizesAreReadable) {
  const std::vector<std::pair<std::uint64_t, std::string>> cases = {
      {1, "1 byte"},
      {1'023, "1,023 bytes"},
      {1'024, "1 KiB"},
      {1'536, "1.5 KiB"},
      {10'239, "9.9 KiB"},
      {10'240, "10 KiB"},
      {1'048'575, "1023 KiB"},
      {1'048'576, "1 MiB"},
      {std::uint64_t{5} << 40, "5 TiB"},
      {~std::uint64_t{0}, "15 EiB"},
  };
  for (const auto& [bytes, text] : cases) {
    ScanSummary summary;
    summary.bytes.stored_read = summary.bytes.decoded = bytes;
    EXPECT_TRUE(FormatSummary(summary).starts_with("0 files (" + text + "), ")) << text;
  }
}

TEST(FormatSummary, LastLineSaysWhatIsMissing) {
  ScanSummary summary = CleanSummary();
  AddAnomaly(summary, AnomalyKind::kTruncated, "logs/cut.json.gz", {}, 4096);
  EXPECT_EQ(LastLine(FormatSummary(summary)),
            "INCOMPLETE: 1 file cut short (logs/cut.json.gz, from byte 4096).\n");
}

TEST(FormatSummary, ReasonsStandWorstFirstAndPlacesAreCut) {
  ScanSummary summary = CleanSummary();
  for (std::uint64_t i = 1; i <= 5; ++i) {
    AddAnomaly(summary, AnomalyKind::kDamagedRange, "a\n.json", i, i * 100);
  }
  AddAnomaly(summary, AnomalyKind::kDuplicateKey, "a.json", 1, 2);
  AddAnomaly(summary, AnomalyKind::kUnreadable, "gone");
  AddAnomaly(summary, AnomalyKind::kPossibleMatchInDamagedRecord, "a.json", 3, 300);
  EXPECT_EQ(LastLine(FormatSummary(summary)),
            "INCOMPLETE: 1 damaged record that may match (a.json:3, from byte 300), 1 unreadable "
            "path (gone), 5 damaged ranges (a\\x0a.json:1, from byte 100; a\\x0a.json:2, from byte "
            "200; a\\x0a.json:3, from byte 300; 2 more).\n");
}

TEST(FormatSummary, CountsAreExactWhereTheListIsCut) {
  ScanSummary summary = CleanSummary();
  AddAnomaly(summary, AnomalyKind::kDamagedRange, "a.json", 1, 2);
  summary.anomaly_counts[AnomalyKind::kDamagedRange] = 5'000;
  EXPECT_EQ(LastLine(FormatSummary(summary)),
            "INCOMPLETE: 5,000 damaged ranges (a.json:1, from byte 2; 4,999 more).\n");
}

TEST(FormatSummary, EveryKindThatMakesAScanIncompleteIsNamed) {
  std::set<std::string> lines;
  for (std::size_t i = 0; i < kAnomalyKindCount; ++i) {
    const auto kind = static_cast<AnomalyKind>(i);
    if (!IsUnjudged(kind) || kind == AnomalyKind::kInterrupted) continue;
    ScanSummary summary = CleanSummary();
    AddAnomaly(summary, kind, "x");
    const std::string line = LastLine(FormatSummary(summary));
    EXPECT_TRUE(line.starts_with("INCOMPLETE: 1 ")) << AnomalyName(kind) << ": " << line;
    EXPECT_TRUE(lines.insert(line).second) << line;
  }
}

TEST(FormatSummary, ManyKindsEndInACount) {
  ScanSummary summary = CleanSummary();
  for (std::size_t i = 0; i < kAnomalyKindCount; ++i) {
    AddAnomaly(summary, static_cast<AnomalyKind>(i), "x");
  }
  const std::string line = LastLine(FormatSummary(summary));
  EXPECT_TRUE(line.ends_with(" other anomalies.\n")) << line;
  EXPECT_LT(line.size(), 400U);
}

TEST(FormatSummary, AnInterruptionIsSaidFirst) {
  ScanSummary summary = CleanSummary();
  AddAnomaly(summary, AnomalyKind::kInterrupted, "");
  summary.interrupted = true;
  EXPECT_EQ(LastLine(FormatSummary(summary)),
            "INTERRUPTED: the scan was stopped, the rest was not read.\n");
  AddAnomaly(summary, AnomalyKind::kReadError, "a");
  EXPECT_EQ(LastLine(FormatSummary(summary)),
            "INTERRUPTED: the scan was stopped, the rest was not read. INCOMPLETE: 1 file read in "
            "part (a).\n");
}

TEST(FormatSummary, StrictWarningsExplainTheStatus) {
  ScanSummary summary = CleanSummary();
  AddAnomaly(summary, AnomalyKind::kMissingTime, "a", 4);
  EXPECT_EQ(FormatSummary(summary).find("INCOMPLETE"), std::string::npos);
  summary.exit_code = 3;
  EXPECT_EQ(LastLine(FormatSummary(summary)),
            "INCOMPLETE: 1 record without a time (a:4) (counted by --strict).\n");
}

TEST(FormatSummary, AnUnexplainedIncompletenessIsNotHidden) {
  ScanSummary summary = CleanSummary();
  summary.complete = false;
  EXPECT_EQ(LastLine(FormatSummary(summary)), "INCOMPLETE: reason unknown.\n");
}

TEST(FormatAnomaly, OneEscapedLineWithItsPlace) {
  Anomaly anomaly;
  anomaly.kind = AnomalyKind::kDamagedRange;
  EXPECT_EQ(FormatAnomaly("", anomaly), "damaged_range");
  anomaly.message = "not JSON: \"\x1b\n\"";
  EXPECT_EQ(FormatAnomaly("a\u202e.json", anomaly), "a\\u{202e}.json: not JSON: \"\\x1b\\x0a\"");
  anomaly.line = 14;
  anomaly.byte_offset = 4'096;
  EXPECT_EQ(FormatAnomaly("a", anomaly), "a:14: not JSON: \"\\x1b\\x0a\" (byte 4096)");
  anomaly.length = 812;
  anomaly.stored_offset = 77;
  anomaly.member = "in.json";
  anomaly.message = "lost";
  EXPECT_EQ(FormatAnomaly("a.zip", anomaly),
            "a.zip!in.json:14: lost (bytes 4096 to 4907, stored byte 77)");
}

}  // namespace
}  // namespace trailsift
