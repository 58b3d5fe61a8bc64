#pragma once

#include "loader/condition_names.h"
#include "loader/problem_reporter.h"
#include "loader/yaml_node.h"
#include "rule/condition.h"

namespace trailsift {

// Reads Value or Values of a leaf into the operands of `test`, whose operator is known already
// (rule specification, sections 2.1 and 2.4). `name` is the value of `Condition:`. False: reported.
// Also warns of operands that are fine but hardly what was meant.
bool ReadOperands(const YamlNode& expression, const ConditionName& condition, const YamlNode& name,
                  ProblemReporter& problems, FieldTest& test);

}  // namespace trailsift
