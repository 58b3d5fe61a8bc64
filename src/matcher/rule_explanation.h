#pragma once

#include <string>
#include <vector>

#include "event/json_value.h"
#include "matcher/explain.h"
#include "rule/condition.h"
#include "rule/rule.h"

namespace trailsift {

// Why a record matches a rule or does not, by the reference evaluator.
struct RuleExplanation {
  bool matches = false;
  std::vector<NodeVerdict> inline_filter;  // Empty if the rule has none.
  std::vector<NodeVerdict> condition;
  // Of a record that does not match: the leaves of each that alone keep it from matching, as
  // FindPivotalLeaves defines it.
  std::vector<NodeId> missed_in_filter;
  std::vector<NodeId> missed_in_condition;

  // All but one leaf say that it matches.
  bool near_miss() const { return !missed_in_filter.empty() || !missed_in_condition.empty(); }
};

RuleExplanation ExplainRule(const Rule& rule, const JsonValue& record);

}  // namespace trailsift
