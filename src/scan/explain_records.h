#pragma once

#include <atomic>
#include <functional>
#include <vector>

#include "alert/scan_summary.h"
#include "base/limits.h"
#include "event/event.h"
#include "event/projection.h"
#include "input/find_inputs.h"
#include "matcher/explained_record.h"
#include "rule/rule.h"

namespace trailsift {

// What ExplainRecords puts before each record. Rule and projection must outlive the run.
struct ExplainPlan {
  const Rule& rule;
  const Projection& projection;  // Complete; what `compiled` reads.
  // The verdict of the compiled evaluator.
  std::function<bool(const Event&)> compiled;
  Limits limits;
  bool all = false;  // Show every record, not only matches and near misses.
};

// Takes what is to be shown; false: no more is wanted, and the run ends.
using ExplainedRecordHandler = std::function<bool(const ExplainedRecord&)>;

// Puts every record of the inputs before one rule, in input order, as the reference evaluator and
// as the compiled one judge it. Records on which the verdicts differ are always shown. What was
// read and what was not is in the summary, as after Scan; setting `stop` ends the run after the
// record in hand.
ScanSummary ExplainRecords(std::vector<FoundInput> inputs, const ExplainPlan& plan,
                           const ExplainedRecordHandler& show, const std::atomic<bool>& stop,
                           ExplainCounts& counts);

}  // namespace trailsift
