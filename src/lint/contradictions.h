#pragma once

#include <string>
#include <vector>

#include "base/diagnostic.h"
#include "rule/rule.h"

namespace trailsift {

// Something that is wrong with a condition as a whole, whatever record it meets.
struct ConditionFinding {
  Diagnostic::Level level = Diagnostic::Level::kWarning;
  std::string code;
  Position position;
  std::string message;
};

// Finds in the conditions of a rule (InlineFilters, Detection, DynamicSeverities) what can never
// hold, what always holds, and what is said twice. Only what is certain: a part that some record
// could make true or false is not mentioned, so much that is odd is not found. The rule must have
// been loaded without an error in these parts.
std::vector<ConditionFinding> FindContradictions(const Rule& rule);

}  // namespace trailsift
