#pragma once

#include <memory>

#include "alert/match_sink.h"
#include "writer/output_stream.h"

namespace trailsift {

// Writes the account of each source as one JSON object a line (docs/schemas/ledger-1.schema.json),
// as soon as it is closed; of matches nothing. The stream must outlive the writer.
std::unique_ptr<MatchSink> MakeLedgerWriter(OutputStream& stream);

}  // namespace trailsift
