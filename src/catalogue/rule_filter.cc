#include "catalogue/rule_filter.h"

#include <algorithm>
#include <string_view>

#include "base/ascii.h"
#include "event/case_fold.h"
#include "rule/attack_table.h"

namespace trailsift {
namespace {

bool IsAbout(const AttackReference& reference, std::string_view id) {
  if (!id.starts_with("TA")) {
    const std::string_view technique = reference.technique;
    return technique == id || (technique.starts_with(id) && technique.substr(id.size(), 1) == ".");
  }
  if (!reference.tactic.empty()) return reference.tactic == id;
  const AttackTechnique* const technique = FindTechnique(reference.technique);
  return technique != nullptr &&
         std::ranges::find(technique->tactics, id) != technique->tactics.end();
}

bool HasWords(const Rule& rule, const std::vector<std::string>& words) {
  const std::string text = FoldCase(rule.id + '\n' + rule.name + '\n' + rule.description);
  return std::ranges::all_of(
      words, [&](const std::string& word) { return text.find(word) != std::string::npos; });
}

}  // namespace

bool RuleFilter::Passes(const Rule& rule) const {
  if (!severities.empty() && std::ranges::find(severities, rule.severity) == severities.end()) {
    return false;
  }
  if (minimum_severity && rule.severity < *minimum_severity) return false;
  const auto has_tag = [&](const std::string& wanted) {
    return std::ranges::any_of(
        rule.tags, [&](const std::string& tag) { return EqualsIgnoringCase(tag, wanted); });
  };
  if (!tags.empty() && std::ranges::none_of(tags, has_tag)) return false;
  const auto is_about = [&](const std::string& id) {
    return std::ranges::any_of(
        rule.attack, [&](const AttackReference& reference) { return IsAbout(reference, id); });
  };
  if (!attack_ids.empty() && std::ranges::none_of(attack_ids, is_about)) return false;
  return words.empty() || HasWords(rule, words);
}

}  // namespace trailsift
