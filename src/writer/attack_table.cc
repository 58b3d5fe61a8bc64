#include "writer/attack_table.h"

#include <algorithm>

namespace trailsift {
namespace {

constexpr AttackEntry kEntries[] = {
    {"T1562.003", "Impair Defenses: Impair Command History Logging",
     "6a7b3c22-7a0a-4a51-9f0c-1d2f5a9b0c01"},
    {"TA0005", "Stealth (formerly Defense Evasion)", ""},
};

bool AreDigits(std::string_view text, std::size_t count) {
  return text.size() == count &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

}  // namespace

const AttackEntry* FindAttackEntry(std::string_view id) {
  const auto* const found = std::find_if(std::begin(kEntries), std::end(kEntries),
                                         [&](const AttackEntry& entry) { return entry.id == id; });
  return found == std::end(kEntries) ? nullptr : found;
}

bool IsTechniqueId(std::string_view id) {
  if (!id.starts_with('T') || !AreDigits(id.substr(1, 4), 4)) return false;
  const std::string_view rest = id.substr(5);
  return rest.empty() || (rest.starts_with('.') && AreDigits(rest.substr(1), 3));
}

}  // namespace trailsift
