#pragma once

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

#include "loader/problem_reporter.h"
#include "loader/source_text.h"
#include "loader/yaml_node.h"

namespace trailsift {

struct YamlDocument {
  YamlNode root;
  std::string_view source;  // Its text in the file, with the comments before it.
};

// What a rule file may cost.
inline constexpr std::size_t kMaximumRuleFileBytes = std::size_t{1} << 20;
// Levels; a combinator and its list are one, or the limit of expressions could not be reached.
inline constexpr std::size_t kMaximumYamlNesting = 64;
inline constexpr std::size_t kMaximumAliasNodes = 10'000;  // Made by aliases, in a document.

// Reads all documents of a text that are not empty, in the dialect of the rule specification
// (section 1.2): UTF-8 without control characters, YAML 1.2 core schema, no duplicate keys, no
// merge keys, no tags but those of the core schema. Reports every problem. A document with a bad
// character or a problem of grammar or nesting is left out, and the next one is read: a line that
// begins with "---" or "..." stands in no other.
std::vector<YamlDocument> ReadYaml(const SourceText& source, ProblemReporter& problems);
// The two ways that ReadYaml has, for texts of any size. The first one is shorter and reads by
// YamlStandIns; it gives nothing if there is something to report, or a word is not where it was
// guessed to be.
std::optional<std::vector<YamlDocument>> ReadYamlByStandIns(const SourceText& source);
// The second one reads any text as it is written.
std::vector<YamlDocument> ReadYamlAsWritten(const SourceText& source, ProblemReporter& problems);

}  // namespace trailsift
