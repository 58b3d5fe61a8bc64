#pragma once

#include <memory>

#include "writer/writer.h"

namespace trailsift {

// The table of a scan for alerts: one line an alert, and behind them one a signal. Laid out as
// AlignedTable says.
std::unique_ptr<MatchSink> MakeAlertTableWriter(OutputStream& stream, const RuleSet& rules,
                                                const WriterOptions& options);

}  // namespace trailsift
