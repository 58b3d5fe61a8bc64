#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/anomaly.h"
#include "base/text_ranges.h"
#include "base/timestamp.h"

namespace trailsift {

// Where the bytes of one source, or of all, went. Each stored byte and each decoded byte is in
// exactly one class.
struct ByteCounts {
  // Stored: read = payload + padding + passed_through + undecodable.
  std::uint64_t stored_read = 0;
  std::uint64_t stored_unread = 0;   // Size at open minus read, when reading stopped early.
  std::uint64_t payload = 0;         // Compressed data with headers and trailers.
  std::uint64_t padding = 0;         // Zeros before, between and behind compressed members.
  std::uint64_t passed_through = 0;  // Scanned as they are.
  std::uint64_t undecodable = 0;     // Accepted by no decoder.
  // Decoded: decoded = record + envelope + whitespace + damaged + skipped.
  std::uint64_t decoded = 0;
  std::uint64_t record = 0;
  std::uint64_t envelope = 0;
  std::uint64_t whitespace = 0;
  std::uint64_t damaged = 0;
  std::uint64_t skipped = 0;

  ByteCounts& operator+=(const ByteCounts& other);
  // The classes of stored and of decoded bytes, added up.
  std::uint64_t StoredSum() const;
  std::uint64_t DecodedSum() const;
  bool Balanced() const;
  // Enters what was decoded or read but never reached a reader that was given up, so that every
  // byte is accounted for.
  void SettleUnread(bool compressed);
};

struct RecordCounts {
  std::uint64_t judged = 0;    // Read and put before the rules; includes salvaged ones.
  std::uint64_t filtered = 0;  // Read, but outside --since, --until, --account or --region.
  std::uint64_t salvaged = 0;  // Judged after a repair or out of a damaged surrounding.

  RecordCounts& operator+=(const RecordCounts& other);
};

// What the records of a source, or of all, cover. Accounts and regions beyond 10,000 distinct ones,
// and those with longer names than any has, are counted in the `other` figures only, categories
// beyond them not at all.
struct Coverage {
  static constexpr std::size_t kMaximumNames = 10'000;
  static constexpr std::size_t kLongestName = 256;  // Bytes.
  using Counts = std::map<std::string, std::uint64_t, std::less<>>;

  std::optional<Timestamp> first_event_time;
  std::optional<Timestamp> last_event_time;
  std::uint64_t unknown_time = 0;
  Counts accounts;
  Counts regions;
  Counts categories;  // eventCategory
  std::uint64_t other_accounts = 0;
  std::uint64_t other_regions = 0;

  void AddTime(std::optional<Timestamp> time);
  void AddAccount(std::string_view account, std::uint64_t count = 1);
  void AddRegion(std::string_view region, std::uint64_t count = 1);
  void AddCategory(std::string_view category, std::uint64_t count = 1);
  void Add(const Coverage& other);
};

enum class SourceState : std::uint8_t { kScanned, kEmpty, kSkipped, kFailed };

// The account of one source: the figures, and what was odd about it. Not shared between threads.
class Ledger {
 public:
  // Of one kind, this many anomalies are kept in full; further ones are only counted.
  static constexpr std::size_t kMaximumListed = 1'000;

  explicit Ledger(std::string path) : path_(std::move(path)) {}

  const std::string& path() const { return path_; }

  void Report(Anomaly anomaly);
  // A shorthand for anomalies that concern the source as a whole.
  void Report(AnomalyKind kind, std::string message);
  // The source was given up. Never throws: this may be said because memory ran out.
  void Fail(AnomalyKind kind, std::string_view message);
  // Enters a `skipped` anomaly, with the reason; `whole_source` also sets the state.
  void ReportSkipped(std::string reason, std::string message, bool whole_source = true);

  // Anomalies in the order of their report, cut as kMaximumListed says.
  const std::vector<Anomaly>& anomalies() const { return anomalies_; }
  std::uint64_t count(AnomalyKind kind) const { return counts_[static_cast<std::size_t>(kind)]; }
  // False if an anomaly left anything unjudged.
  bool complete() const;
  // Of a source that was skipped: why.
  std::string_view SkipReason() const;

  // Checks the balance and enters `internal_imbalance` if it does not hold. Call once, at the end.
  void Close();

  SourceState state = SourceState::kScanned;
  ByteCounts bytes;
  RecordCounts records;
  std::uint64_t damaged_ranges = 0;
  std::map<std::string, std::uint64_t, std::less<>> skipped_values;  // By reason.
  std::map<std::string, std::uint64_t, std::less<>> shapes;          // Records by envelope id.
  Coverage coverage;
  // Text decoded from compressed data whose checksum is wrong or was never reached.
  TextRanges unverified;

 private:
  std::string path_;
  std::vector<Anomaly> anomalies_;
  std::array<std::uint64_t, kAnomalyKindCount> counts_{};
};

}  // namespace trailsift
