#include "loader/key_specifier.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>

#include "loader/node_types.h"
#include "loader/yaml_scalar.h"

namespace trailsift {
namespace {

constexpr std::array<std::string_view, 4> kNames = {"Key", "DeepKey", "KeyPath", "Enrichment"};

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

}  // namespace

std::optional<FieldPath> ReadKeyPath(const YamlNode& text, ProblemReporter& problems) {
  auto path = ParseKeyPath(text.text);
  if (path) return std::move(*path);
  problems.ErrorInside(text, path.error().offset, "invalid-path",
                       fmt::format("invalid KeyPath: {}", path.error().message));
  return std::nullopt;
}

std::optional<FieldPath> ReadOnlyKeySpecifier(const YamlNode& mapping, std::string_view where,
                                              ProblemReporter& problems) {
  for (const YamlNode& key : mapping.keys) {
    if (std::ranges::find(kNames, key.text) != kNames.end()) continue;
    problems.Error(
        key, "unknown-key",
        fmt::format("unknown key \"{}\" in {}{}", key.text, where, DidYouMean(key.text, kNames)));
    return std::nullopt;
  }
  return ReadKeySpecifier(mapping, problems);
}

std::optional<FieldPath> ReadKeySpecifier(const YamlNode& mapping, ProblemReporter& problems) {
  const YamlNode* key = nullptr;
  const YamlNode* value = nullptr;
  for (std::size_t i = 0; i < mapping.keys.size(); ++i) {
    if (std::ranges::find(kNames, mapping.keys[i].text) == kNames.end()) continue;
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
    problems.Error(mapping, "missing-key", "the field is missing: one of Key, DeepKey, KeyPath");
    return std::nullopt;
  }
  if (key->text == "Key") return ReadKey(*value, problems);
  if (key->text == "DeepKey") return ReadDeepKey(*value, problems);
  if (key->text == "KeyPath") {
    if (!CheckType("KeyPath", *value, NodeType::kString, problems)) return std::nullopt;
    return ReadKeyPath(*value, problems);
  }
  problems.NotSupported(*key, "Enrichment");
  return std::nullopt;
}

}  // namespace trailsift
