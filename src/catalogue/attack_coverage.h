#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "rule/attack_table.h"
#include "rule/rule_set.h"

namespace trailsift {

// Which tactics and techniques of ATT&CK rules are about.
struct AttackCoverage {
  using Rules = std::set<RuleNumber>;

  struct Tactic {
    const AttackTactic* tactic = nullptr;
    // By technique, retired ones among them. A technique without a tactic of its own stands under
    // all those that the table gives it.
    std::map<std::string, Rules, std::less<>> techniques;
    Rules without_technique;  // Rules that name the tactic alone.
  };

  std::vector<Tactic> tactics;  // All, in the order of the matrix.
  // Ids that the table does not have: tactics, techniques, and those of MITRE ATLAS.
  std::map<std::string, Rules, std::less<>> unknown;
  Rules without_attack;  // Rules without any reference.

  std::uint64_t rules = 0;
  std::uint64_t tactics_covered = 0;
  std::uint64_t techniques = 0;  // In kAttackVersion, sub-techniques included.
  // Of them those that rules name, and those that are only the successors of retired ones named.
  std::uint64_t techniques_named = 0;
  std::uint64_t techniques_succeeding = 0;
  // Named by rules, but retired; sorted by id.
  std::vector<const AttackTechnique*> retired;

  std::uint64_t techniques_covered() const { return techniques_named + techniques_succeeding; }
};

// Of the rules with the given numbers.
AttackCoverage FindCoverage(const RuleSet& rules, const std::vector<RuleNumber>& numbers);

}  // namespace trailsift
