#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/severity.h"
#include "rule/rule.h"

namespace trailsift {

// Which rules somebody wants to see. A rule must pass every part that is not empty.
struct RuleFilter {
  std::vector<Severity> severities;  // One of them; the rule's own, not that of a match.
  std::optional<Severity> minimum_severity;
  std::vector<std::string> tags;  // One of them, without regard to ASCII case.
  // One of them, in upper case. A technique stands for its sub-techniques too; a tactic for the
  // rules that name it, and for those that name a technique of it without any tactic.
  std::vector<std::string> attack_ids;
  std::vector<std::string> words;  // All of them, folded, in id, name or description.

  bool Passes(const Rule& rule) const;
};

}  // namespace trailsift
