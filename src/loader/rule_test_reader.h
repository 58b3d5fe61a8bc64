#pragma once

#include <vector>

#include "loader/problem_reporter.h"
#include "loader/yaml_node.h"
#include "rule/rule.h"

namespace trailsift {

// Reads the list `Tests` of a rule (rule specification, section 4.1). A test that lacks something
// is reported and left out. `declarative`: the rule has a condition, so that its Mocks do nothing.
std::vector<RuleTest> ReadRuleTests(const YamlNode& tests, bool declarative,
                                    ProblemReporter& problems);

}  // namespace trailsift
