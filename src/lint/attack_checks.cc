#include "lint/attack_checks.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>

#include "rule/attack_report.h"
#include "rule/attack_table.h"

namespace trailsift {
namespace {

std::string Show(std::string_view tactic_id) {
  const AttackTactic* const tactic = FindTactic(tactic_id);
  return tactic != nullptr ? fmt::format("{} {}", tactic->id, DisplayName(*tactic))
                           : std::string(tactic_id);
}

std::string ShowAll(const std::vector<std::string_view>& tactic_ids) {
  std::string text;
  for (const std::string_view id : tactic_ids) {
    if (!text.empty()) text += ", ";
    text += Show(id);
  }
  return text;
}

bool Has(const std::vector<std::string_view>& ids, std::string_view id) {
  return std::ranges::find(ids, id) != ids.end();
}

void CheckPair(const YamlNode& entry, const std::string& tactic, const AttackTechnique& technique,
               ProblemReporter& problems) {
  if (Has(technique.tactics, tactic)) return;
  if (Has(technique.former_tactics, tactic)) {
    problems.Note(
        entry, "attack-tactic-moved",
        fmt::format("since ATT&CK {} the technique {} is no longer of {} but of {}", kAttackVersion,
                    technique.id, Show(tactic), ShowAll(technique.tactics)));
    return;
  }
  problems.Warn(entry, "attack-tactic",
                fmt::format("the technique {} {} is not of {} but of {}", technique.id,
                            technique.name, Show(tactic), ShowAll(technique.tactics)));
  if (technique.tactics.size() == 1) {
    problems.SuggestValue(entry, fmt::format("{}:{}", technique.tactics.front(), technique.id));
  }
}

void CheckEntry(const YamlNode& entry, ProblemReporter& problems) {
  const std::optional<AttackReference> reference = ParseAttackReference(entry.text);
  if (!reference || reference->technique.starts_with("AML.")) return;
  const auto& [tactic, technique_id] = *reference;
  const bool tactic_known = tactic.empty() || FindTactic(tactic) != nullptr;
  if (!tactic_known) {
    problems.Warn(entry, "unknown-attack-id",
                  fmt::format("ATT&CK {} has no tactic {}", kAttackVersion, tactic));
  }
  if (technique_id.empty()) return;
  const AttackTechnique* const technique = FindTechnique(technique_id);
  if (technique == nullptr) {
    problems.Warn(entry, "unknown-attack-id",
                  fmt::format("ATT&CK {} has no technique {}, and none of the retired ones has "
                              "that id",
                              kAttackVersion, technique_id));
    return;
  }
  if (!technique->retired_after.empty()) {
    problems.Note(
        entry, "retired-attack-id",
        fmt::format("{} {} was {}", technique->id, technique->name, RetirementText(*technique)));
  }
  if (!tactic.empty() && tactic_known) CheckPair(entry, tactic, *technique, problems);
}

}  // namespace

void CheckAttackIds(const YamlNode& document, ProblemReporter& problems) {
  const YamlNode* const reports = document.Find("Reports");
  if (reports == nullptr || reports->kind != YamlNode::Kind::kMap) return;
  for (std::size_t i = 0; i < reports->keys.size(); ++i) {
    const YamlNode& entries = reports->items[i];
    if (!IsAttackReport(reports->keys[i].text) || entries.kind != YamlNode::Kind::kList) continue;
    for (const YamlNode& entry : entries.items) {
      if (entry.kind == YamlNode::Kind::kString) CheckEntry(entry, problems);
    }
  }
}

}  // namespace trailsift
