#pragma once

#include <string_view>

#include "alert/scan_summary.h"
#include "cli/console.h"

namespace trailsift {

// Says what was odd about the inputs, the first few of each kind in full. `lister` is what lists
// all of them: "-f json".
void PrintAnomalies(const ScanSummary& summary, std::string_view lister, Console& console);

}  // namespace trailsift
