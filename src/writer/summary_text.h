#pragma once

#include <string>

#include "alert/scan_summary.h"

namespace trailsift {

// The paragraph for stderr after a scan: sources, bytes and records read, first and last event
// time, matches by severity, what was filtered, and last, as "INCOMPLETE: …", what could not be
// read. Escaped, LF-ended.
std::string FormatSummary(const ScanSummary& summary);

// Where every byte of a source went, and of all: a line, without the classes that have no bytes.
// Escaped, LF-ended.
std::string FormatByteAccount(const Ledger& ledger);
std::string FormatByteAccount(const ScanSummary& summary);

// One line for one anomaly, without prefix: "PATH:LINE: text (byte N)". Escaped, no line end.
std::string FormatAnomaly(const std::string& path, const Anomaly& anomaly);

}  // namespace trailsift
