#include "loader/rule_key_values.h"

#include "loader/problem_reporter.h"
#include "loader/rule_keys.h"
#include "loader/source_text.h"
#include "loader/yaml_document.h"

namespace trailsift {
namespace {

void AddScalars(const YamlNode& node, std::vector<std::string>& values) {
  for (const YamlNode& item : node.items) AddScalars(item, values);
  if (!node.is_scalar() || node.kind == YamlNode::Kind::kNull) return;
  if (node.kind == YamlNode::Kind::kBoolean) {
    values.emplace_back(node.boolean() ? "true" : "false");
  } else {
    values.push_back(node.text);
  }
}

}  // namespace

std::vector<std::string_view> RuleKeyNames() {
  std::vector<std::string_view> names;
  for (const RuleKey& key : KnownRuleKeys()) names.push_back(key.name);
  return names;
}

std::vector<std::string> RuleKeyValues(const Rule& rule, std::string_view key) {
  const SourceText source(rule.place.file, rule.source);
  ProblemReporter problems(source);  // The rule was loaded, so there are none.
  std::vector<std::string> values;
  for (const YamlDocument& document : ReadYaml(source, problems)) {
    if (const YamlNode* value = document.root.Find(key)) AddScalars(*value, values);
  }
  return values;
}

}  // namespace trailsift
