#pragma once

#include <memory>

#include "writer/writer.h"

namespace trailsift {

// One line a match, in aligned columns, for a person. The header and the widths come with the first
// 1,000 rows, or at the end if there are fewer, so the text does not depend on timing; without a
// match nothing is written. On a terminal cells are cut until a line fits, as far as sense allows.
std::unique_ptr<MatchSink> MakeTableWriter(OutputStream& stream, const RuleSet& rules,
                                           const ScanDescription& description,
                                           const WriterOptions& options);

}  // namespace trailsift
