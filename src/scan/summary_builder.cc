#include "scan/summary_builder.h"

namespace trailsift {
namespace {

void CountState(const Ledger& ledger, ScanSummary::Sources& sources) {
  ++sources.total;
  switch (ledger.state) {
    case SourceState::kScanned:
    case SourceState::kEmpty:
      if (ledger.count(AnomalyKind::kInterrupted) == 0) ++sources.read;
      return;
    case SourceState::kSkipped:
      ++sources.skipped;
      ++sources.skipped_by_reason[std::string(ledger.SkipReason())];
      return;
    case SourceState::kFailed:
      ++sources.failed;
      return;
  }
}

}  // namespace

void AddSource(const Ledger& ledger, ScanSummary& summary) {
  CountState(ledger, summary.sources);
  summary.bytes += ledger.bytes;
  summary.records += ledger.records;
  summary.damaged_ranges += ledger.damaged_ranges;
  for (const auto& [reason, count] : ledger.skipped_values) summary.skipped_values[reason] += count;
  for (const auto& [name, records] : ledger.shapes) {
    ScanSummary::Shape& shape = summary.shapes[name];
    ++shape.sources;
    shape.records += records;
  }
  summary.coverage.Add(ledger.coverage);
  AddAnomalies(ledger.path(), ledger, summary);
}

void AddAnomalies(const std::string& path, const Ledger& ledger, ScanSummary& summary) {
  for (const Anomaly& anomaly : ledger.anomalies()) {
    std::uint64_t& listed = summary.anomalies_listed[anomaly.kind];
    if (listed == ScanSummary::kMaximumListed) continue;
    ++listed;
    summary.anomalies.push_back({path, anomaly});
  }
  for (std::size_t i = 0; i < kAnomalyKindCount; ++i) {
    const auto kind = static_cast<AnomalyKind>(i);
    if (ledger.count(kind) > 0) summary.anomaly_counts[kind] += ledger.count(kind);
  }
  if (!ledger.complete()) summary.complete = false;
}

}  // namespace trailsift
