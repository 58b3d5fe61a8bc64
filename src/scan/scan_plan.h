#pragma once

#include <algorithm>
#include <iterator>
#include <vector>

#include "event/projection.h"
#include "matcher/field_readers.h"
#include "matcher/rule_index.h"
#include "matcher/rule_literals.h"
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
        index(rule_set, active, projection),
        field_readers(rule_set, Showable(rule_set, active, scan_options)),
        literals(rule_set, Showable(rule_set, active, scan_options)) {}
  ScanPlan(const ScanPlan&) = delete;
  ScanPlan& operator=(const ScanPlan&) = delete;

  const RuleSet& rules;
  const ScanOptions& options;
  RecordFilter filter;
  Projection projection;  // Complete once the index is built.
  RuleIndex index;
  FieldReaders field_readers;
  RuleLiterals literals;

 private:
  // The rules whose matches can be severe enough to be shown.
  static std::vector<RuleNumber> Showable(const RuleSet& rule_set,
                                          const std::vector<RuleNumber>& active,
                                          const ScanOptions& options) {
    std::vector<RuleNumber> showable;
    std::ranges::copy_if(active, std::back_inserter(showable), [&](RuleNumber number) {
      const Rule& rule = rule_set.rules[number];
      Severity most = rule.severity;
      for (const DynamicSeverity& dynamic : rule.dynamic_severities) {
        most = std::max(most, dynamic.severity.value_or(most));
      }
      return !options.minimum_severity || most >= *options.minimum_severity;
    });
    return showable;
  }
};

}  // namespace trailsift
