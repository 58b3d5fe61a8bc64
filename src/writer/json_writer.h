#pragma once

#include <memory>

#include "writer/writer.h"

namespace trailsift {

// The document "trailsift.report/1" of docs/schemas/report-1.schema.json, or, in a scan for alerts,
// "trailsift.alert-report/1" of alert-report-1.schema.json. Matches and alerts stream through: each
// stands on a line of its own, with the same bytes as in JSON Lines.
std::unique_ptr<MatchSink> MakeJsonWriter(OutputStream& stream, const RuleSet& rules,
                                          const ScanDescription& description,
                                          const WriterOptions& options);

}  // namespace trailsift
