#include "loader/attack_report.h"

#include <algorithm>
#include <cstddef>
#include <string>

#include "base/ascii.h"

namespace trailsift {
namespace {

bool IsDigit(char c) { return c >= '0' && c <= '9'; }

bool AreDigits(std::string_view text, std::size_t count) {
  return text.size() == count && std::ranges::all_of(text, IsDigit);
}

std::string_view Trim(std::string_view text) {
  constexpr std::string_view kBlanks = " \t\r\n";
  const std::size_t first = text.find_first_not_of(kBlanks);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(kBlanks) + 1 - first);
}

bool IsTactic(std::string_view id) { return id.starts_with("TA") && AreDigits(id.substr(2), 4); }

bool IsTechnique(std::string_view id) {
  if (!id.starts_with('T') || !AreDigits(id.substr(1, 4), 4)) return false;
  const std::string_view rest = id.substr(5);
  return rest.empty() || (rest.front() == '.' && AreDigits(rest.substr(1), 3));
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
  if (IsTactic(text)) return AttackReference{std::string(text), ""};
  if (IsTechnique(text)) return AttackReference{"", std::string(text)};
  const std::size_t colon = text.find(':');
  if (colon == std::string_view::npos) return std::nullopt;
  const std::string_view tactic = Trim(text.substr(0, colon));
  const std::string_view technique = Trim(text.substr(colon + 1));
  if (!IsTactic(tactic) || !IsTechnique(technique)) return std::nullopt;
  return AttackReference{std::string(tactic), std::string(technique)};
}

}  // namespace trailsift
