#pragma once

#include <cstddef>
#include <string>

#include "catalogue/attack_coverage.h"
#include "rule/rule_set.h"

namespace trailsift {

// The techniques that rules are about, by tactic, and what is not covered, for a terminal of
// `width` columns (0: no terminal, nothing is wrapped). Escaped.
std::string FormatCoverageTable(const RuleSet& rules, const AttackCoverage& coverage,
                                std::size_t width);

// The same as the document "trailsift.coverage/1".
std::string FormatCoverageJson(const RuleSet& rules, const AttackCoverage& coverage);

// The same as a layer for the ATT&CK Navigator, by version 4.5 of its layer format
// (mitre-attack/attack-navigator, layers/spec/v4.5/layerformat.md). The score is the number of
// rules. A rule about a retired technique counts for its successor, and the comment says so; what
// has no cell in the matrix stands in the metadata of the layer.
std::string FormatNavigatorLayer(const RuleSet& rules, const AttackCoverage& coverage);

}  // namespace trailsift
