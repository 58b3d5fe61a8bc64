#pragma once

#include <string_view>

#include "loader/condition_reader.h"
#include "loader/key_specifier.h"
#include "loader/problem_reporter.h"
#include "rule/condition.h"

namespace trailsift {

// Advice on leaves that are read without a fault, but whose author may not know what they do.

// "." names the record or the element itself, which Panther does not know.
void AdviseOnField(const NamedField& field, ProblemReporter& problems);

// A condition on the list that [*] gives must be one that sees inside lists. `condition` is the
// name that the rule uses.
void AdviseOnLists(const FieldTest& test, std::string_view condition, ConditionUse use,
                   ProblemReporter& problems);

// Panther documents fewer conditions for InlineFilters. `name` is the value of `Condition:`.
void WarnIfNotDocumented(const YamlNode& name, ProblemReporter& problems);

}  // namespace trailsift
