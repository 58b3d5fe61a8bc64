#pragma once

#include "loader/problem_reporter.h"
#include "loader/yaml_node.h"
#include "rule/condition.h"

namespace trailsift {

// Reads a list of match expressions (rule specification, section 2), all of which must hold. What
// cannot be expressed is an error with its place, never a weaker condition: the result is of use
// only if none was reported.
Condition ReadCondition(const YamlNode& expressions, ProblemReporter& problems);

}  // namespace trailsift
