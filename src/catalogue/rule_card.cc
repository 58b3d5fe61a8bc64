#include "catalogue/rule_card.h"

namespace trailsift {
namespace {

void CountRules(const RuleSet& rules, RuleCard& card) {
  for (RuleNumber number = 0; number < rules.rules.size(); ++number) {
    const Rule& rule = rules.rules[number];
    if (number == card.rule) continue;
    card.compared += rule.evaluable() ? 1U : 0U;
    card.python_rules += rule.state == RuleState::kPython ? 1U : 0U;
    card.derived_rules += rule.state == RuleState::kDerived ? 1U : 0U;
  }
}

}  // namespace

RuleCard MakeRuleCard(const RuleSet& rules, RuleNumber number) {
  const Rule& rule = rules.rules[number];
  RuleCard card;
  card.rule = number;
  CountRules(rules, card);
  // The loader leaves no nodes of a condition that it could not read.
  card.has_logic = !rule.condition.nodes.empty() && rule.state != RuleState::kPython &&
                   rule.state != RuleState::kDerived;
  if (!card.has_logic) return card;
  card.conjuncts = PrintConjuncts(rule.condition);
  if (rule.inline_filter) card.filter_conjuncts = PrintConjuncts(*rule.inline_filter);
  card.same_action = FindSameAction(rules, number);
  card.exclusions = FindExclusions(rule.condition);
  const IndicatorCorpus corpus(rules);
  for (Indicator& indicator : FindIndicators(rule.condition)) {
    const std::uint64_t all = corpus.Count(indicator);
    card.indicators.push_back({std::move(indicator), all - (rule.evaluable() ? 1U : 0U)});
  }
  return card;
}

}  // namespace trailsift
