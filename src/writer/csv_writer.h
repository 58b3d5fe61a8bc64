#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "writer/writer.h"

namespace trailsift {

// RFC 4180 with CRLF, a header always, and escaped text: a row for each match, or for each alert
// and signal in a scan for alerts. Lossy: the JSON formats are not.
std::unique_ptr<MatchSink> MakeCsvWriter(OutputStream& stream, const RuleSet& rules,
                                         const ScanDescription& description,
                                         const WriterOptions& options);

// Foreign text as one cell: kept from being read as a formula, also behind a `;` in it, by a `'` in
// front; escaped, quoted where needed.
std::string CsvCell(std::string_view text);

}  // namespace trailsift
