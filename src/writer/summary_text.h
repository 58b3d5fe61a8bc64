#pragma once

#include <string>

#include "alert/scan_summary.h"

namespace trailsift {

// The paragraph for stderr after a scan: sources, bytes and records read, first and last event
// time, matches by severity, what was filtered, and last, as "INCOMPLETE: …", what could not be
// read. Escaped, LF-ended.
std::string FormatSummary(const ScanSummary& summary);

// Where every byte went: a line for each source, if the summary has their accounts, and one for
// all. Classes without bytes are left out. Escaped, LF-ended.
std::string FormatByteAccounts(const ScanSummary& summary);

// One line for one anomaly, without prefix: "PATH:LINE: text (byte N)". Escaped, no line end.
std::string FormatAnomaly(const std::string& path, const Anomaly& anomaly);

}  // namespace trailsift
