#pragma once

#include <memory>

#include "writer/writer.h"

namespace trailsift {

// JSON Lines: one "trailsift.match/1" object a line, or "trailsift.alert/1" in a scan for alerts,
// and "trailsift.signal/1" for signals. Streams.
std::unique_ptr<MatchSink> MakeJsonLinesWriter(OutputStream& stream, const RuleSet& rules,
                                               const ScanDescription& description,
                                               const WriterOptions& options);

}  // namespace trailsift
