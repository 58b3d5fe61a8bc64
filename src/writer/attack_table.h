#pragma once

#include <string_view>

namespace trailsift {

// The ATT&CK version the table is taken from: the last one that has T1562.003.
inline constexpr std::string_view kAttackVersion = "18.1";

// What is known of a MITRE ATT&CK tactic or technique.
struct AttackEntry {
  std::string_view id;    // "T1562.003"
  std::string_view name;  // "Impair Defenses: Impair Command History Logging"
  std::string_view guid;  // Constant for ever: SARIF documents refer to techniques by it. Or empty.
};

// Null for an id the table does not have; such an id is shown alone.
const AttackEntry* FindAttackEntry(std::string_view id);

// True for "T1562" and "T1562.003".
bool IsTechniqueId(std::string_view id);

}  // namespace trailsift
