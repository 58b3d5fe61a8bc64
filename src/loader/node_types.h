#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "loader/problem_reporter.h"
#include "loader/yaml_node.h"

namespace trailsift {

// What a key of a rule file must hold.
enum class NodeType : std::uint8_t {
  kString,
  kBoolean,
  kInteger,
  kMapping,
  kList,  // Of anything.
  kStringList,
  kStringSet,  // A list of strings without repeats.
};

// Checks that the value of `key` has the type; reports what has not.
bool CheckType(std::string_view key, const YamlNode& value, NodeType type,
               ProblemReporter& problems);

// Checks that a mapping has no key but the known ones, where an unknown one would change what a
// rule means; reports those that are unknown. `where` names the mapping.
bool CheckKeys(const YamlNode& mapping, std::span<const std::string_view> known,
               std::string_view where, ProblemReporter& problems);

// The texts of a list of strings; elements of other types are left out.
std::vector<std::string> Texts(const YamlNode& list);

// The value of an integer that fits in 64 bits signed; the nearest that does otherwise.
std::int64_t IntegerValue(const YamlNode& integer);

// `, did you mean "Equals"?`, or nothing if no name is near.
std::string DidYouMean(std::string_view name, std::span<const std::string_view> names);

// The same name as the fix of the problem reported last, which underlines `node`; if one is near.
void SuggestNearest(const YamlNode& node, std::span<const std::string_view> names,
                    ProblemReporter& problems);

// "Key, DeepKey, KeyPath".
std::string JoinNames(std::span<const std::string_view> names);

}  // namespace trailsift
