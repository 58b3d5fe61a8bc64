#include "loader/node_types.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <limits>
#include <unordered_map>

#include "base/nearest_name.h"
#include "loader/yaml_scalar.h"

namespace trailsift {
namespace {

std::string_view TypeName(NodeType type) {
  switch (type) {
    case NodeType::kString:
      return "a string";
    case NodeType::kBoolean:
      return "true or false";
    case NodeType::kInteger:
      return "a whole number";
    case NodeType::kMapping:
      return "a mapping";
    case NodeType::kList:
      return "a list";
    case NodeType::kStringList:
    case NodeType::kStringSet:
      return "a list of strings";
  }
  return "";
}

bool HasKind(const YamlNode& value, NodeType type) {
  switch (type) {
    case NodeType::kString:
      return value.kind == YamlNode::Kind::kString;
    case NodeType::kBoolean:
      return value.kind == YamlNode::Kind::kBoolean;
    case NodeType::kInteger:
      return value.kind == YamlNode::Kind::kInteger;
    case NodeType::kMapping:
      return value.kind == YamlNode::Kind::kMap;
    case NodeType::kList:
    case NodeType::kStringList:
    case NodeType::kStringSet:
      return value.kind == YamlNode::Kind::kList;
  }
  return false;
}

void ReportType(const YamlNode& value, std::string message, ProblemReporter& problems) {
  const bool quoting_helps = value.kind == YamlNode::Kind::kBoolean ||
                             value.kind == YamlNode::Kind::kInteger ||
                             value.kind == YamlNode::Kind::kFloat;
  if (message.find("a string") != std::string::npos && quoting_helps) message += "; quote it";
  const bool quotes = message.ends_with("; quote it");
  problems.Error(value, "wrong-type", std::move(message));
  if (quotes) problems.SuggestQuotes(value);
}

bool CheckElements(std::string_view key, const YamlNode& list, bool unique,
                   ProblemReporter& problems) {
  bool good = true;
  std::unordered_map<std::string_view, const YamlNode*> seen;
  for (const YamlNode& element : list.items) {
    if (element.kind != YamlNode::Kind::kString) {
      ReportType(element,
                 fmt::format("an entry of {} must be a string, not {}", key, KindName(element)),
                 problems);
      good = false;
    } else if (const auto [first, is_new] = seen.emplace(element.text, &element);
               unique && !is_new) {
      problems.Error(element, "repeated-entry",
                     fmt::format("{} has \"{}\" twice, first at line {}", key, element.text,
                                 first->second->place.line));
      good = false;
    }
  }
  return good;
}

}  // namespace

bool CheckType(std::string_view key, const YamlNode& value, NodeType type,
               ProblemReporter& problems) {
  if (!HasKind(value, type)) {
    ReportType(value, fmt::format("{} must be {}, not {}", key, TypeName(type), KindName(value)),
               problems);
    return false;
  }
  if (type != NodeType::kStringList && type != NodeType::kStringSet) return true;
  return CheckElements(key, value, type == NodeType::kStringSet, problems);
}

bool CheckKeys(const YamlNode& mapping, std::span<const std::string_view> known,
               std::string_view where, ProblemReporter& problems) {
  bool good = true;
  for (const YamlNode& key : mapping.keys) {
    if (std::ranges::find(known, key.text) != known.end()) continue;
    problems.Error(
        key, "unknown-key",
        fmt::format("unknown key \"{}\" in {}{}", key.text, where, DidYouMean(key.text, known)));
    SuggestNearest(key, known, problems);
    good = false;
  }
  return good;
}

std::vector<std::string> Texts(const YamlNode& list) {
  std::vector<std::string> texts;
  for (const YamlNode& element : list.items) {
    if (element.kind == YamlNode::Kind::kString) texts.push_back(element.text);
  }
  return texts;
}

std::int64_t IntegerValue(const YamlNode& integer) {
  const std::string token = JsonNumber(integer.text);
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(token.data(), token.data() + token.size(), value);
  if (error == std::errc::result_out_of_range) {
    return token.starts_with('-') ? std::numeric_limits<std::int64_t>::min()
                                  : std::numeric_limits<std::int64_t>::max();
  }
  return value;
}

std::string DidYouMean(std::string_view name, std::span<const std::string_view> names) {
  const auto nearest = NearestName(name, names);
  return nearest ? fmt::format(", did you mean \"{}\"?", *nearest) : "";
}

void SuggestNearest(const YamlNode& node, std::span<const std::string_view> names,
                    ProblemReporter& problems) {
  if (const auto nearest = NearestName(node.text, names)) problems.SuggestValue(node, *nearest);
}

std::string JoinNames(std::span<const std::string_view> names) {
  return fmt::format("{}", fmt::join(names, ", "));
}

}  // namespace trailsift
