#pragma once

#include <cstdint>

#include "alert/alert.h"
#include "alert/match.h"
#include "alert/scan_summary.h"
#include "base/ledger.h"
#include "rule/rule_set.h"

namespace trailsift {

// Takes the matches of a run in their final order. The seam between `scan/`, which knows no
// formats, and `writer/`, which knows no files. Called by one thread at a time.
class MatchSink {
 public:
  MatchSink() = default;
  MatchSink(const MatchSink&) = delete;
  MatchSink& operator=(const MatchSink&) = delete;
  virtual ~MatchSink() = default;

  // A scan for alerts hands over its alerts, then its signals as matches; any other scan all its
  // matches, and no alert.
  virtual void OnMatch(const Match& match) = 0;
  virtual void OnAlert(const Alert& /*alert*/) {}
  // A source was read; its matches, if any, were handed over before or come at the end. In input
  // order.
  virtual void OnSource(const Ledger& /*ledger*/) {}
  // The run has ended; called exactly once, after the last of both.
  virtual void OnEnd(const ScanSummary& summary) = 0;
  // False once the destination takes no more (a closed pipe, a full disk): matches may be dropped.
  virtual bool alive() const { return true; }
  // After OnEnd: the matches or alerts a limit of the format left out of the document.
  virtual std::uint64_t omitted() const { return 0; }
};

}  // namespace trailsift
