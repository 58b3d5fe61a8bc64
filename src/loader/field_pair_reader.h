#pragma once

#include <optional>

#include "loader/condition_names.h"
#include "loader/problem_reporter.h"
#include "loader/yaml_node.h"
#include "rule/condition.h"

namespace trailsift {

// True for an expression that compares two fields: it names none, and Values holds a mapping.
bool IsFieldPair(const YamlNode& expression);

// Reads such an expression (rule specification, section 2.7). `name` is the value of `Condition:`.
// Nothing: reported.
std::optional<FieldTest> ReadFieldPair(const YamlNode& expression, const ConditionName& condition,
                                       const YamlNode& name, ProblemReporter& problems);

}  // namespace trailsift
