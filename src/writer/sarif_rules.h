#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "rule/rule_set.h"
#include "writer/json_builder.h"
#include "writer/sarif_taxonomy.h"

namespace trailsift {

// Appends the list `rules` of the driver: every evaluable rule, in loaded order. Paths of rule
// files below `start_directory` are written relative to it, others by their file name.
void AppendSarifRules(JsonBuilder& json, const RuleSet& rules, const SarifTaxonomy& taxonomy,
                      std::string_view start_directory);

// For each rule of the set its `ruleIndex`, as far as it is in that list.
std::vector<std::uint32_t> SarifRuleIndexes(const RuleSet& rules);

// The first non-empty text, at most `maximum` UTF-16 units of it: SARIF has no empty strings.
std::string FirstText(std::initializer_list<std::string_view> texts, std::size_t maximum);

}  // namespace trailsift
