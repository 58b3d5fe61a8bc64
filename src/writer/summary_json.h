#pragma once

#include "alert/scan_summary.h"
#include "writer/json_builder.h"

namespace trailsift {

// The members of the object `summary` (docs/schemas/report-1.schema.json), without its brackets so
// that a document can add its own.
void AppendSummaryMembers(JsonBuilder& json, const ScanSummary& summary);

// Exact number of all anomalies, also of those that are not listed.
std::uint64_t TotalAnomalies(const ScanSummary& summary);

}  // namespace trailsift
