#include "rule/attack_report.h"

#include <cstddef>
#include <string>

#include "base/ascii.h"
#include "rule/attack_table.h"

namespace trailsift {
namespace {

bool IsDigit(char c) { return c >= '0' && c <= '9'; }

std::string_view Trim(std::string_view text) {
  constexpr std::string_view kBlanks = " \t\r\n";
  const std::size_t first = text.find_first_not_of(kBlanks);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(kBlanks) + 1 - first);
}

}  // namespace

bool IsAttackReport(std::string_view name) {
  std::string letters;
  for (const char c : name) {
    const char folded = FoldAscii(c);
    if (IsDigit(folded) || (folded >= 'a' && folded <= 'z')) letters += folded;
  }
  return letters == "mitreattck";
}

std::optional<AttackReference> ParseAttackReference(std::string_view text) {
  text = Trim(text);
  if (text.starts_with("AML.")) return AttackReference{"", std::string(text)};
  if (IsTacticId(text)) return AttackReference{std::string(text), ""};
  if (IsTechniqueId(text)) return AttackReference{"", std::string(text)};
  const std::size_t colon = text.find(':');
  if (colon == std::string_view::npos) return std::nullopt;
  const std::string_view tactic = Trim(text.substr(0, colon));
  const std::string_view technique = Trim(text.substr(colon + 1));
  if (!IsTacticId(tactic) || !IsTechniqueId(technique)) return std::nullopt;
  return AttackReference{std::string(tactic), std::string(technique)};
}

}  // namespace trailsift
