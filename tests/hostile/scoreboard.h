#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "hostile/hostile_input.h"
#include "unit/scan/run_scan.h"

namespace trailsift {

// What a run over hostile inputs found. All but the first must be 0.
struct Scoreboard {
  std::uint64_t inputs = 0;
  std::uint64_t crashes = 0;  // A signal, or no end within a minute.
  // Records not judged in a scan that calls itself complete, and matches of records that were
  // judged.
  std::uint64_t silent_losses = 0;
  // Undamaged inputs that were not read completely and rightly, matches that are none, intact
  // records judged twice, and events within them judged as records of their own. The last is right
  // only where the scan says that an envelope is open and the source not cut inside a record.
  std::uint64_t dishonest_statuses = 0;
  std::uint64_t imbalances = 0;   // Bytes that the ledger has twice or not at all.
  std::uint64_t unrecovered = 0;  // Intact records lost beyond damage that was reported.

  Scoreboard& operator+=(const Scoreboard& other);
  bool clean() const {
    return crashes + silent_losses + dishonest_statuses + imbalances + unrecovered == 0;
  }
};

// The rules by which inputs are scanned: the bundled condition, and one that each record matches.
RuleSet HostileRules();

// Compares what a scan of the input said with what a careful person finds in it; says what is wrong
// in `complaints`.
Scoreboard JudgeHostileScan(const HostileInput& input, const ScanResult& result,
                            std::vector<std::string>& complaints);

// The same for an input about whose records nothing is known.
Scoreboard JudgeLedger(std::uint64_t size, const ScanResult& result,
                       std::vector<std::string>& complaints);

}  // namespace trailsift
