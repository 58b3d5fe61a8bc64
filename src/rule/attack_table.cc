#include "rule/attack_table.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstddef>

#include "rule/attack_data.h"

namespace trailsift {
namespace {

constexpr std::size_t kCells = 5;

// Cuts what stands before the separator off the text; all of it where there is none.
std::string_view CutAt(std::string_view& text, char separator) {
  const std::string_view head = text.substr(0, text.find(separator));
  text.remove_prefix(std::min(text.size(), head.size() + 1));
  return head;
}

std::vector<std::string_view> Split(std::string_view list) {
  std::vector<std::string_view> parts;
  while (!list.empty()) parts.push_back(CutAt(list, ','));
  return parts;
}

std::vector<std::array<std::string_view, kCells>> Rows(std::string_view text) {
  std::vector<std::array<std::string_view, kCells>> rows;
  while (!text.empty()) {
    std::string_view line = CutAt(text, '\n');
    std::array<std::string_view, kCells>& row = rows.emplace_back();
    for (std::string_view& cell : row) cell = CutAt(line, '\t');
  }
  return rows;
}

std::vector<AttackTactic> MakeTactics() {
  std::vector<AttackTactic> tactics;
  for (const auto& [id, short_name, name, former_name, unused] : Rows(kAttackTactics)) {
    tactics.push_back({id, short_name, name, former_name});
  }
  return tactics;
}

std::vector<AttackTechnique> MakeTechniques() {
  std::vector<AttackTechnique> techniques;
  for (const auto& [id, name, tactics, former_tactics, unused] : Rows(kAttackTechniques)) {
    techniques.push_back({id, name, Split(tactics), Split(former_tactics), {}, {}});
  }
  for (const auto& [id, name, tactics, version, successor] : Rows(kRetiredAttackTechniques)) {
    techniques.push_back({id, name, Split(tactics), {}, version, successor});
  }
  std::ranges::sort(techniques, {}, &AttackTechnique::id);
  return techniques;
}

bool AreDigits(std::string_view text, std::size_t count) {
  return text.size() == count &&
         std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

}  // namespace

std::span<const AttackTactic> AllTactics() {
  static const std::vector<AttackTactic> kTactics = MakeTactics();
  return kTactics;
}

std::span<const AttackTechnique> AllTechniques() {
  static const std::vector<AttackTechnique> kTechniques = MakeTechniques();
  return kTechniques;
}

const AttackTactic* FindTactic(std::string_view id) {
  const std::span<const AttackTactic> tactics = AllTactics();
  const auto found = std::ranges::find(tactics, id, &AttackTactic::id);
  return found == tactics.end() ? nullptr : &*found;
}

const AttackTechnique* FindTechnique(std::string_view id) {
  const std::span<const AttackTechnique> techniques = AllTechniques();
  const auto found = std::ranges::lower_bound(techniques, id, {}, &AttackTechnique::id);
  return found == techniques.end() || found->id != id ? nullptr : &*found;
}

std::string DisplayName(const AttackTactic& tactic) {
  if (tactic.former_name.empty()) return std::string(tactic.name);
  return fmt::format("{} (formerly {})", tactic.name, tactic.former_name);
}

std::string RetirementText(const AttackTechnique& technique) {
  if (technique.retired_after.empty()) return {};
  std::string text = technique.retired_after == "earlier"
                         ? "retired before ATT&CK 18.1"
                         : fmt::format("retired after ATT&CK {}", technique.retired_after);
  if (const AttackTechnique* const successor = FindTechnique(technique.successor)) {
    text += fmt::format(", succeeded by {} {}", successor->id, successor->name);
  }
  return text;
}

bool IsTacticId(std::string_view id) { return id.starts_with("TA") && AreDigits(id.substr(2), 4); }

bool IsTechniqueId(std::string_view id) {
  if (!id.starts_with('T') || !AreDigits(id.substr(1, 4), 4)) return false;
  const std::string_view rest = id.substr(5);
  return rest.empty() || (rest.starts_with('.') && AreDigits(rest.substr(1), 3));
}

}  // namespace trailsift
