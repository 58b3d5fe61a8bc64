#pragma once

#include "loader/problem_reporter.h"
#include "loader/yaml_node.h"

namespace trailsift {

// Looks up the ids in the report "MITRE ATT&CK" of a rule: unknown ones are warned of, retired ones
// explained, and a tactic must be one of its technique.
void CheckAttackIds(const YamlNode& document, ProblemReporter& problems);

}  // namespace trailsift
