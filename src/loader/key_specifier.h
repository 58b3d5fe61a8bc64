#pragma once

#include <optional>
#include <string_view>

#include "event/field_path.h"
#include "loader/problem_reporter.h"
#include "loader/yaml_node.h"

namespace trailsift {

// Reads the one key specifier that a mapping must have: Key, DeepKey, KeyPath or Enrichment (rule
// specification, section 2.3). Nothing: reported. Other keys of the mapping are not looked at.
std::optional<FieldPath> ReadKeySpecifier(const YamlNode& mapping, ProblemReporter& problems);

// The same where nothing else may stand: any other key is an error. `where` names the mapping.
std::optional<FieldPath> ReadOnlyKeySpecifier(const YamlNode& mapping, std::string_view where,
                                              ProblemReporter& problems);

// Reads a text as KeyPath. Nothing: reported at the byte where it is wrong.
std::optional<FieldPath> ReadKeyPath(const YamlNode& text, ProblemReporter& problems);

}  // namespace trailsift
