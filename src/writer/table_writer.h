#pragma once

#include <memory>

#include "writer/writer.h"

namespace trailsift {

// One line a match, in aligned columns, for a person; one line an alert in a scan for alerts. Laid
// out as AlignedTable says.
std::unique_ptr<MatchSink> MakeTableWriter(OutputStream& stream, const RuleSet& rules,
                                           const ScanDescription& description,
                                           const WriterOptions& options);

}  // namespace trailsift
