#pragma once

#include <optional>
#include <span>
#include <string_view>

#include "event/field_path.h"
#include "loader/problem_reporter.h"
#include "loader/yaml_node.h"
#include "rule/condition.h"

namespace trailsift {

// Key, DeepKey, KeyPath, Enrichment.
std::span<const std::string_view> KeySpecifierNames();

// A field that a rule names, and where.
struct NamedField {
  FieldPath path;
  Position position;  // Of what the key specifier holds.
};

// True if the mapping has a key specifier.
bool HasKeySpecifier(const YamlNode& mapping);

// Reads the one key specifier that a mapping must have: Key, DeepKey, KeyPath or Enrichment (rule
// specification, section 2.3). Nothing: reported. Other keys of the mapping are not looked at.
std::optional<NamedField> ReadKeySpecifier(const YamlNode& mapping, ProblemReporter& problems);

// The same for a node that must be a mapping in which nothing else stands. `where` names it.
std::optional<NamedField> ReadOnlyKeySpecifier(const YamlNode& node, std::string_view where,
                                               ProblemReporter& problems);

// Reads a text as KeyPath. Nothing: reported at the byte where it is wrong. `key` names the text.
std::optional<FieldPath> ReadKeyPath(std::string_view key, const YamlNode& text,
                                     ProblemReporter& problems);

Position PositionOf(const YamlNode& node);

}  // namespace trailsift
