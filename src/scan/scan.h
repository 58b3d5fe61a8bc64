#pragma once

#include <atomic>
#include <cstdint>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "alert/match_sink.h"
#include "alert/scan_summary.h"
#include "base/limits.h"
#include "base/severity.h"
#include "base/temporary_file.h"
#include "rule/rule_set.h"
#include "scan/input_queue.h"

namespace trailsift {

// The filters and the order of a scan.
struct ScanOptions {
  unsigned jobs = 1;
  Limits limits;
  std::optional<Timestamp> since;  // Half-open range [since, until) on eventTime.
  std::optional<Timestamp> until;
  std::vector<std::string> accounts;  // Any of; empty: all.
  std::vector<std::string> regions;
  std::optional<Severity> minimum_severity;
  // Matches are grouped into alerts, which come by their first time.
  bool alerts = false;
  bool unique = false;
  bool sort_by_time = false;
  // Takes the event IDs that exceed the memory for them, and must outlive the scan; null: there is
  // more memory for them, but not for all of a large scan.
  TemporaryFile* event_id_file = nullptr;
};

// What a scan has done so far, for a display that looks at it from another thread.
struct ScanProgress {
  std::atomic<std::uint64_t> sources_found = 0;
  std::atomic<std::uint64_t> sources_done = 0;
  std::atomic<std::uint64_t> bytes_decoded = 0;
  std::atomic<std::uint64_t> matches = 0;

  // Path of the source that was begun last.
  void SetCurrent(const std::string& path) {
    const std::lock_guard lock(mutex);
    current = path;
  }
  std::string Current() const {
    const std::lock_guard lock(mutex);
    return current;
  }

  mutable std::mutex mutex;
  std::string current;  // By the mutex.
};

// Judges every record of the inputs by the rules named in `active` and hands the matches, or the
// alerts made of them, to the sink: in input order or by time, the same whatever the number of
// jobs. Damage never ends the run. Setting `stop` ends it after the records in hand; the summary
// then says interrupted, unless all was read. A sink that is no longer alive ends it, too: the
// summary then covers what was read until then, and its anomalies say so. The sink's OnEnd is left
// to the caller, who still has to settle exit code and end time.
ScanSummary Scan(ScanInputs inputs, const RuleSet& rules, const std::vector<RuleNumber>& active,
                 const ScanOptions& options, MatchSink& sink, const std::atomic<bool>& stop,
                 ScanProgress& progress);

}  // namespace trailsift
