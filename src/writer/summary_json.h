#pragma once

#include "alert/scan_summary.h"
#include "writer/json_builder.h"

namespace trailsift {

// The members of the object `summary` (docs/schemas/report-1.schema.json), without its brackets so
// that a document can add its own.
void AppendSummaryMembers(JsonBuilder& json, const ScanSummary& summary);

// The values of some of these members. Counts: a map from names to numbers.
template <typename Counts>
void AppendCounts(JsonBuilder& json, const Counts& counts) {
  json.BeginObject();
  for (const auto& [name, count] : counts) json.Key(name).Number(count);
  json.EndObject();
}
void AppendBytes(JsonBuilder& json, const ByteCounts& bytes);
void AppendRecords(JsonBuilder& json, const RecordCounts& records);
void AppendCoverage(JsonBuilder& json, const Coverage& coverage);

// Exact number of all anomalies, also of those that are not listed.
std::uint64_t TotalAnomalies(const ScanSummary& summary);

}  // namespace trailsift
