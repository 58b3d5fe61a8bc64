#include "loader/rule_keys.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstddef>

namespace trailsift {
namespace {

constexpr auto kRuleKeys = std::to_array<RuleKey>({
    {"AnalysisType", NodeType::kString},
    {"RuleID", NodeType::kString},
    {"Enabled", NodeType::kBoolean},
    {"LogTypes", NodeType::kStringList},
    {"ScheduledQueries", NodeType::kStringList},
    {"Detection", NodeType::kList},
    {"Filename", NodeType::kString},
    {"Severity", NodeType::kString},
    {"DisplayName", NodeType::kString},
    {"Description", NodeType::kString},
    {"Runbook", NodeType::kString},
    {"Reference", NodeType::kString},
    {"DedupPeriodMinutes", NodeType::kInteger},
    {"Threshold", NodeType::kInteger},
    {"InlineFilters", NodeType::kList},
    {"AlertTitle", NodeType::kString},
    {"DynamicSeverities", NodeType::kList},
    {"AlertContext", NodeType::kList},
    {"GroupBy", NodeType::kList},
    {"CreateAlert", NodeType::kBoolean},
    {"Tests", NodeType::kList},
    {"Tags", NodeType::kStringSet},
    {"SummaryAttributes", NodeType::kStringSet},
    {"Reports", NodeType::kMapping},
    {"Status", NodeType::kString},
    {"OutputIds", NodeType::kStringSet},
    {"CreatedBy", NodeType::kString},
    {"OnlyUseBaseRiskScore", NodeType::kBoolean},
    {"BaseVersion", NodeType::kInteger},
    {"BaseDetection", NodeType::kString},
});

std::vector<std::string_view> KeyNames() {
  std::vector<std::string_view> names;
  for (const RuleKey& key : kRuleKeys) names.push_back(key.name);
  return names;
}

}  // namespace

std::span<const RuleKey> KnownRuleKeys() { return kRuleKeys; }

RuleKeys::RuleKeys(const YamlNode& document, ProblemReporter& problems)
    : document_(document), problems_(problems) {
  for (std::size_t i = 0; i < document.keys.size(); ++i) {
    const YamlNode& key = document.keys[i];
    const auto* known = std::ranges::find(kRuleKeys, key.text, &RuleKey::name);
    if (known == kRuleKeys.end()) {
      problems.Warn(
          key, "unknown-key",
          fmt::format("unknown key \"{}\"{}", key.text, DidYouMean(key.text, KeyNames())));
      SuggestNearest(key, KeyNames(), problems);
    } else if (!CheckType(known->name, document.items[i], known->type, problems)) {
      unusable_.push_back(known->name);
    }
  }
}

const YamlNode* RuleKeys::Find(std::string_view key) const {
  if (std::ranges::find(unusable_, key) != unusable_.end()) return nullptr;
  return document_.Find(key);
}

const YamlNode* RuleKeys::FindKey(std::string_view key) const {
  const auto found = std::ranges::find(document_.keys, key, &YamlNode::text);
  return found == document_.keys.end() ? nullptr : &*found;
}

const YamlNode* RuleKeys::Require(std::string_view key, std::string_view what) {
  if (!Has(key)) {
    problems_.Error(document_, "missing-key", fmt::format("the rule has no {}: {}", key, what));
  }
  return Find(key);
}

std::string RuleKeys::Text(std::string_view key) const {
  const YamlNode* value = Find(key);
  return value != nullptr ? value->text : std::string();
}

std::vector<std::string> RuleKeys::TextList(std::string_view key) const {
  const YamlNode* value = Find(key);
  return value != nullptr ? Texts(*value) : std::vector<std::string>();
}

bool RuleKeys::Boolean(std::string_view key, bool otherwise) const {
  const YamlNode* value = Find(key);
  return value != nullptr ? value->boolean() : otherwise;
}

}  // namespace trailsift
