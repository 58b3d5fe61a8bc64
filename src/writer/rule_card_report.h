#pragma once

#include <cstddef>
#include <string>

#include "catalogue/rule_card.h"
#include "rule/rule_set.h"
#include "ruletest/run_rule_tests.h"

namespace trailsift {

// A rule card: what a rule is, what it detects and how it relates to the other loaded rules, in the
// parts and the order of section 6.1 of the Panther rule specification. `tests` is about the tests
// of this rule only.
struct RuleCardReport {
  const RuleSet& rules;
  const RuleCard& card;
  const RuleTestReport& tests;

  const Rule& rule() const { return rules.rules[card.rule]; }
};

// For a terminal of `width` columns; 0: no terminal, tables and conditions are then not wrapped.
// Escaped.
std::string FormatRuleCardText(const RuleCardReport& report, std::size_t width, bool colour);

// As GitHub's Markdown. Nothing in a rule can become markup, a link or another part of a table.
std::string FormatRuleCardMarkdown(const RuleCardReport& report);

// As the document "trailsift.rule/1".
std::string FormatRuleCardJson(const RuleCardReport& report);

}  // namespace trailsift
