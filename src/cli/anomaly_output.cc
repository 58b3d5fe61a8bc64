#include "cli/anomaly_output.h"

#include <fmt/format.h>

#include <cstdint>
#include <map>

#include "base/anomaly.h"
#include "writer/summary_text.h"

namespace trailsift {
namespace {

// Of one kind this many anomalies are printed; the summary and the documents have all.
constexpr std::uint64_t kPrintedPerKind = 5;

Diagnostic::Level LevelFor(AnomalyKind kind) {
  switch (LevelOf(kind)) {
    case AnomalyLevel::kNote:
      return Diagnostic::Level::kNote;
    case AnomalyLevel::kWarning:
      return Diagnostic::Level::kWarning;
    case AnomalyLevel::kError:
      return Diagnostic::Level::kError;
  }
  return Diagnostic::Level::kError;
}

}  // namespace

void PrintAnomalies(const ScanSummary& summary, std::string_view lister, Console& console) {
  std::map<AnomalyKind, std::uint64_t> listed;
  for (const ScanSummary::PlacedAnomaly& placed : summary.anomalies) {
    const AnomalyKind kind = placed.anomaly.kind;
    if (++listed[kind] > kPrintedPerKind) continue;
    console.SayEscaped(LevelFor(kind), FormatAnomaly(placed.path, placed.anomaly));
  }
  for (const auto& [kind, count] : summary.anomaly_counts) {
    if (count <= kPrintedPerKind) continue;
    console.Say(LevelFor(kind), fmt::format("{} more of the kind {}; {} lists {}",
                                            count - kPrintedPerKind, AnomalyName(kind), lister,
                                            listed[kind] == count ? "them" : "the first of them"));
  }
}

}  // namespace trailsift
