#pragma once

#include <memory>

#include "writer/writer.h"

namespace trailsift {

// JSON Lines: one "trailsift.match/1" object a line and nothing else. Streams.
std::unique_ptr<MatchSink> MakeJsonLinesWriter(OutputStream& stream, const RuleSet& rules,
                                               const ScanDescription& description,
                                               const WriterOptions& options);

}  // namespace trailsift
