#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/ledger.h"
#include "base/severity.h"
#include "base/timestamp.h"

namespace trailsift {

// The options of a scan that its documents repeat, resolved.
struct ScanDescription {
  std::string version;                 // "0.1.0"
  std::vector<std::string> arguments;  // Written only if not empty.
  Timestamp started_at;
  std::optional<Timestamp> since;
  std::optional<Timestamp> until;
  std::vector<std::string> accounts;
  std::vector<std::string> regions;
  std::vector<std::string> rule_ids;
  std::optional<Severity> minimum_severity;
  bool alerts = false;  // Matches are grouped.
  bool unique = false;
  bool sort_by_time = false;
  bool strict = false;
  std::string fail_on = "never";
  std::string standard_input_name;  // Path of the source that is standard input; empty: none is.
};

struct MatchCounts {
  std::uint64_t total = 0;
  std::uint64_t dropped_by_unique = 0;
  std::uint64_t signals = 0;                      // Among the total.
  std::map<Severity, std::uint64_t> by_severity;  // Of those that are no signals.
  std::map<std::string, std::uint64_t> by_rule;   // Only rules that matched.
};

// What grouping made of the matches that are no signals.
struct AlertCounts {
  std::uint64_t total = 0;
  std::uint64_t matches = 0;  // In alerts.
  std::uint64_t windows_below_threshold = 0;
  std::uint64_t matches_below_threshold = 0;
  std::map<Severity, std::uint64_t> by_severity;
  std::map<std::string, std::uint64_t> by_rule;  // Only rules with an alert.
};

// The account of a whole run: what was read, what was judged, what was not.
struct ScanSummary {
  struct Sources {
    std::uint64_t total = 0;
    std::uint64_t read = 0;  // Scanned to their end, empty ones included.
    std::uint64_t skipped = 0;
    std::uint64_t failed = 0;  // Could not be opened or read.
    std::map<std::string, std::uint64_t> skipped_by_reason;
  };
  struct Shape {
    std::uint64_t sources = 0;
    std::uint64_t records = 0;
  };
  static constexpr std::size_t kMaximumListed = 10'000;

  struct PlacedAnomaly {
    std::string path;
    Anomaly anomaly;
  };

  bool complete = true;
  bool interrupted = false;
  int exit_code = 0;
  Timestamp ended_at;
  Sources sources;
  ByteCounts bytes;
  RecordCounts records;
  std::uint64_t damaged_ranges = 0;
  std::map<std::string, std::uint64_t> skipped_values;
  std::map<std::string, Shape> shapes;
  Coverage coverage;
  // Records, of all that were read, whose eventID an earlier one has; nothing if they could not be
  // counted.
  std::optional<std::uint64_t> duplicate_event_ids = 0;
  MatchCounts matches;
  std::optional<AlertCounts> alerts;  // Only if they were asked for.
  // Of matches that waited for the end in a temporary file, since they exceeded the memory for it.
  std::uint64_t spooled_bytes = 0;
  // In input order: of each source as many as Ledger::kMaximumListed says, and of one kind no more
  // than kMaximumListed in all, so that memory does not grow with the number of sources.
  std::vector<PlacedAnomaly> anomalies;
  std::map<AnomalyKind, std::uint64_t> anomalies_listed;  // How many those are.
  std::map<AnomalyKind, std::uint64_t> anomaly_counts;    // Exact.
};

}  // namespace trailsift
