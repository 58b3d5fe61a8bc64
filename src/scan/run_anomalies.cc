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

void ReportSourcesLeft(const SourcesLeft& sources, bool stopped, bool unwanted,
                       ScanSummary& summary) {
  const bool any_left = sources.left > 0 || !sources.all_found;
  const bool cut = summary.anomaly_counts.contains(AnomalyKind::kInterrupted);
  summary.interrupted = stopped && (any_left || cut);
  if (!any_left) return;
  summary.sources.total += sources.left;
  const std::string message =
      fmt::format("{} of {} sources were not begun{}", sources.left, sources.found,
                  sources.all_found ? "" : ", and more may not have been found");
  if (stopped) {
    ReportRun(AnomalyKind::kInterrupted, "a signal ended the scan; " + message, summary);
  } else if (unwanted) {
    ReportRun(AnomalyKind::kInterrupted, "no output takes matches any more; " + message, summary);
  } else {
    ReportRun(AnomalyKind::kOutOfMemory, "memory ran out; " + message, summary);
  }
}

}  // namespace trailsift
