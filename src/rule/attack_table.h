#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace trailsift {

// The version of MITRE ATT&CK (Enterprise) that the table holds whole.
inline constexpr std::string_view kAttackVersion = "19";

// What has to stand where names of ATT&CK are shown: the notice of its owner.
inline constexpr std::string_view kAttackNotice =
    "\u00a9 2026 The MITRE Corporation. This work is reproduced and distributed with the "
    "permission "
    "of The MITRE Corporation.";

// The texts of the table live as long as the program.
struct AttackTactic {
  std::string_view id;           // "TA0005"
  std::string_view short_name;   // "stealth"
  std::string_view name;         // "Stealth"
  std::string_view former_name;  // "Defense Evasion", before version 19; else empty.
};

struct AttackTechnique {
  std::string_view id;    // "T1562.003"
  std::string_view name;  // "Impair Defenses: Impair Command History Logging"
  // Ids in the order of the matrix; of a retired technique those it had last.
  std::vector<std::string_view> tactics;
  // Those that version 18.1 gives it and version 19 does not. Empty for retired techniques.
  std::vector<std::string_view> former_tactics;
  // The last version that has the technique: "18.1", or "earlier" for one before it. Empty: it is
  // part of kAttackVersion.
  std::string_view retired_after;
  std::string_view successor;  // The current id that took a retired one's place, where one did.
};

// In the order of the matrix.
std::span<const AttackTactic> AllTactics();
// Sorted by id, retired ones among them.
std::span<const AttackTechnique> AllTechniques();

// A null pointer for an id the table does not have; such an id is shown alone.
const AttackTactic* FindTactic(std::string_view id);
const AttackTechnique* FindTechnique(std::string_view id);

// "Stealth (formerly Defense Evasion)".
std::string DisplayName(const AttackTactic& tactic);
// "retired after ATT&CK 18.1, succeeded by T1690 Prevent Command History Logging". Empty for a
// technique that is not retired.
std::string RetirementText(const AttackTechnique& technique);

// True for "TA0005", and for "T1562" and "T1562.003", whether the table has them or not.
bool IsTacticId(std::string_view id);
bool IsTechniqueId(std::string_view id);

}  // namespace trailsift
