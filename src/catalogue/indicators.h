#pragma once

#include <compare>
#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "rule/condition.h"
#include "rule/rule_set.h"

namespace trailsift {

// A value that a rule looks for: one row of the indicators of a rule card (Panther rule
// specification, section 6.4).
struct Indicator {
  std::string field;  // The canonical path; inside the elements of a list `list[*].inner`.
  std::string kind;   // The operator: "eq", "istarts_with".
  Literal value;
  bool ignores_case = false;
};

// What makes two indicators the same: field without case, kind, type and value of the literal.
// Strings compare exactly, folded where the kind ignores case; numbers by mathematical value.
class IndicatorKey {
 public:
  explicit IndicatorKey(const Indicator& indicator);
  bool operator<(const IndicatorKey& other) const;

 private:
  std::string field_;
  std::string kind_;
  Literal value_;
};

// The indicators of a condition: one for each literal operand of the leaves under no negation, or
// an even number of them, anywhere in the tree; `in` counts as one `eq` for each value. Sorted by
// field, kind and value, without repeats.
std::vector<Indicator> FindIndicators(const Condition& condition);

// In how many rules each indicator occurs.
class IndicatorCorpus {
 public:
  // Counts the evaluable rules, disabled ones included.
  explicit IndicatorCorpus(const RuleSet& rules);

  // How many of them have this indicator.
  std::uint64_t Count(const Indicator& indicator) const;

 private:
  std::map<IndicatorKey, std::uint64_t> counts_;
};

}  // namespace trailsift
