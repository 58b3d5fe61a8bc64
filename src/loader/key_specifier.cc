#include "loader/key_specifier.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <iterator>

#include "loader/node_types.h"
#include "loader/yaml_scalar.h"

namespace trailsift {
namespace {

constexpr std::array<std::string_view, 4> kNames = {"Key", "DeepKey", "KeyPath", "Enrichment"};
constexpr std::array<std::string_view, 3> kEnrichmentKeys = {"Table", "Selector", "FieldPath"};

bool IsOneOf(std::span<const std::string_view> names, std::string_view name) {
  return std::ranges::find(names, name) != names.end();
}

std::optional<FieldPath> ReadKey(const YamlNode& name, ProblemReporter& problems) {
  if (!CheckType("Key", name, NodeType::kString, problems)) return std::nullopt;
  return FieldPath{{PathStep::Name(name.text)}};
}

std::optional<PathStep> ReadStep(const YamlNode& step, ProblemReporter& problems) {
  if (step.kind == YamlNode::Kind::kString) return PathStep::Name(step.text);
  std::uint32_t index = 0;
  if (step.kind == YamlNode::Kind::kInteger) {
    const std::string token = JsonNumber(step.text);
    const char* end = token.data() + token.size();
    if (std::from_chars(token.data(), end, index) == std::from_chars_result{end, std::errc{}}) {
      return PathStep::Index(index);
    }
    problems.Error(step, "invalid-value",
                   fmt::format("a list index of DeepKey must be from 0 to {}", UINT32_MAX));
  } else {
    problems.Error(
        step, "wrong-type",
        fmt::format("an entry of DeepKey must be a name or a list index, not {}", KindName(step)));
  }
  return std::nullopt;
}

std::optional<FieldPath> ReadDeepKey(const YamlNode& list, ProblemReporter& problems) {
  if (!CheckType("DeepKey", list, NodeType::kList, problems)) return std::nullopt;
  if (list.items.empty()) {
    problems.Error(list, "invalid-value", "DeepKey must have at least one entry");
    return std::nullopt;
  }
  FieldPath path;
  for (const YamlNode& item : list.items) {
    auto step = ReadStep(item, problems);
    if (step) path.steps.push_back(std::move(*step));
  }
  if (path.steps.size() != list.items.size()) return std::nullopt;
  return path;
}

// The record's own lookup: p_enrichment, the table, the field that was looked up, all literal, then
// a path in what was found.
std::optional<FieldPath> ReadEnrichment(const YamlNode& mapping, ProblemReporter& problems) {
  if (!CheckType("Enrichment", mapping, NodeType::kMapping, problems)) return std::nullopt;
  bool good = CheckKeys(mapping, kEnrichmentKeys, "Enrichment", problems);
  for (const std::string_view key : kEnrichmentKeys) {
    if (mapping.Find(key) != nullptr) continue;
    problems.Error(mapping, "missing-key", fmt::format("the Enrichment has no {}", key));
    good = false;
  }
  if (!good) return std::nullopt;
  FieldPath path = FieldPath::OfNames({"p_enrichment"});
  for (const std::string_view key : {"Table", "Selector"}) {
    const YamlNode& name = *mapping.Find(key);
    good = CheckType(key, name, NodeType::kString, problems) && good;
    path.steps.push_back(PathStep::Name(name.text));
  }
  auto rest = ReadKeyPath("FieldPath", *mapping.Find("FieldPath"), problems);
  if (!rest || !good) return std::nullopt;
  std::ranges::move(rest->steps, std::back_inserter(path.steps));
  return path;
}

std::optional<FieldPath> ReadPath(std::string_view key, const YamlNode& value,
                                  ProblemReporter& problems) {
  if (key == "Key") return ReadKey(value, problems);
  if (key == "DeepKey") return ReadDeepKey(value, problems);
  if (key == "KeyPath") return ReadKeyPath("KeyPath", value, problems);
  return ReadEnrichment(value, problems);
}

}  // namespace

std::span<const std::string_view> KeySpecifierNames() { return kNames; }

Position PositionOf(const YamlNode& node) {
  return {node.place.line, node.place.column, node.place.length};
}

bool HasKeySpecifier(const YamlNode& mapping) {
  return std::ranges::any_of(mapping.keys,
                             [](const YamlNode& key) { return IsOneOf(kNames, key.text); });
}

std::optional<FieldPath> ReadKeyPath(std::string_view key, const YamlNode& text,
                                     ProblemReporter& problems) {
  if (!CheckType(key, text, NodeType::kString, problems)) return std::nullopt;
  auto path = ParseKeyPath(text.text);
  if (path) return std::move(*path);
  problems.ErrorInside(text, path.error().offset, "invalid-path",
                       fmt::format("invalid {}: {}", key, path.error().message));
  return std::nullopt;
}

std::optional<NamedField> ReadOnlyKeySpecifier(const YamlNode& node, std::string_view where,
                                               ProblemReporter& problems) {
  if (node.kind != YamlNode::Kind::kMap) {
    problems.Error(
        node, "wrong-type",
        fmt::format("{} must be a mapping such as {{KeyPath: userIdentity.type}}, not {}", where,
                    KindName(node)));
    return std::nullopt;
  }
  if (!CheckKeys(node, kNames, where, problems)) return std::nullopt;
  return ReadKeySpecifier(node, problems);
}

std::optional<NamedField> ReadKeySpecifier(const YamlNode& mapping, ProblemReporter& problems) {
  const YamlNode* key = nullptr;
  const YamlNode* value = nullptr;
  for (std::size_t i = 0; i < mapping.keys.size(); ++i) {
    if (!IsOneOf(kNames, mapping.keys[i].text)) continue;
    if (key != nullptr) {
      problems.Error(mapping.keys[i], "mixed-keys",
                     fmt::format("{} and {} cannot stand together; one of them names the field",
                                 key->text, mapping.keys[i].text));
      return std::nullopt;
    }
    key = &mapping.keys[i];
    value = &mapping.items[i];
  }
  if (key == nullptr) {
    problems.Error(mapping, "missing-key",
                   fmt::format("the field is missing: one of {}", JoinNames(kNames)));
    return std::nullopt;
  }
  std::optional<FieldPath> path = ReadPath(key->text, *value, problems);
  if (!path) return std::nullopt;
  return NamedField{std::move(*path), PositionOf(*value)};
}

}  // namespace trailsift
