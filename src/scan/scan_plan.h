#pragma once

#include <vector>

#include "event/projection.h"
#include "matcher/rule_index.h"
#include "rule/rule_set.h"
#include "scan/record_filter.h"
#include "scan/scan.h"

namespace trailsift {

// Everything the workers of a scan share; built before they start, then immutable.
struct ScanPlan {
  // Rules and options must outlive the plan.
  ScanPlan(const RuleSet& rule_set, const std::vector<RuleNumber>& active,
           const ScanOptions& scan_options)
      : rules(rule_set),
        options(scan_options),
        filter(scan_options),
        index(rule_set, active, projection) {}
  ScanPlan(const ScanPlan&) = delete;
  ScanPlan& operator=(const ScanPlan&) = delete;

  const RuleSet& rules;
  const ScanOptions& options;
  RecordFilter filter;
  Projection projection;  // Complete once the index is built.
  RuleIndex index;
};

}  // namespace trailsift
