#pragma once

#include <cstdint>

#include "alert/match.h"
#include "alert/scan_summary.h"
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

  virtual void OnMatch(const Match& match) = 0;
  // The run has ended; called exactly once, after the last match.
  virtual void OnEnd(const ScanSummary& summary) = 0;
  // False once the destination takes no more (a closed pipe, a full disk): matches may be dropped.
  virtual bool alive() const { return true; }
  // After OnEnd: the matches a limit of the format left out of the document.
  virtual std::uint64_t omitted() const { return 0; }
};

}  // namespace trailsift
