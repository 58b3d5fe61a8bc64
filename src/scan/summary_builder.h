#pragma once

#include <string>

#include "alert/scan_summary.h"
#include "base/ledger.h"

namespace trailsift {

// Adds the account of one closed source. To be called in input order.
void AddSource(const Ledger& ledger, ScanSummary& summary);

// Adds anomalies only, under a path.
void AddAnomalies(const std::string& path, const Ledger& ledger, ScanSummary& summary);

}  // namespace trailsift
