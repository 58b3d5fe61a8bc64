#include "scan/run_anomalies.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "base/ledger.h"
#include "scan/summary_builder.h"

namespace trailsift {

void ReportRun(AnomalyKind kind, std::string message, ScanSummary& summary) {
  Ledger ledger("");
  ledger.Report(kind, std::move(message));
  AddAnomalies("", ledger, summary);
}

bool HasSource(const std::vector<FoundInput>& inputs) {
  return std::ranges::any_of(inputs, [](const FoundInput& input) {
    return input.readable() || input.settled->state == SourceState::kFailed;
  });
}

void ReportSourcesLeft(std::size_t left, std::size_t found, bool stopped, bool unwanted,
                       ScanSummary& summary) {
  const bool cut = summary.anomaly_counts.contains(AnomalyKind::kInterrupted);
  summary.interrupted = stopped && (left > 0 || cut);
  if (left == 0) return;
  summary.sources.total += left;
  const std::string message = fmt::format("{} of {} sources were not begun", left, found);
  if (stopped) {
    ReportRun(AnomalyKind::kInterrupted, "a signal ended the scan; " + message, summary);
  } else if (unwanted) {
    ReportRun(AnomalyKind::kInterrupted, "no output takes matches any more; " + message, summary);
  } else {
    ReportRun(AnomalyKind::kOutOfMemory, "memory ran out; " + message, summary);
  }
}

}  // namespace trailsift
