#pragma once

#include <string>
#include <vector>

#include "event/json_value.h"
#include "rule/condition.h"
#include "rule/rule.h"

namespace trailsift {

// The verdict of one node of a condition on one record, with what a leaf saw.
struct NodeVerdict {
  bool value = false;
  // Leaves only: the value at the field as compact JSON, cut at 200 bytes, or "missing".
  std::string seen;
  // FieldTests with other_field only: the same of the value it was compared with.
  std::string other_seen;
  // ElementTests only: for each element of the list the verdicts of the element condition.
  std::vector<std::vector<NodeVerdict>> elements;
};

// The slow reference evaluator: follows the tree over an ordinary parsed record and evaluates every
// node, short-circuiting nothing. It is what users read in test failures and what the compiled
// evaluator is tested against, so it shares no code with that one. Verdicts are indexed by NodeId.
std::vector<NodeVerdict> Explain(const Condition& condition, const JsonValue& record);

// The verdict of the whole condition.
bool Evaluate(const Condition& condition, const JsonValue& record);
// The verdict of a leaf of a condition, its negation left out.
bool EvaluatePositiveForm(const FieldTest& test, const JsonValue& record);
// Whether the record matches the rule: its inline filter, if it has one, and its condition.
bool Evaluate(const Rule& rule, const JsonValue& record);

}  // namespace trailsift
