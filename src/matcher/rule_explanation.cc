#include "matcher/rule_explanation.h"

#include "matcher/near_miss.h"

namespace trailsift {

RuleExplanation ExplainRule(const Rule& rule, const JsonValue& record) {
  RuleExplanation explanation;
  const auto holds = [](const Condition& condition, const std::vector<NodeVerdict>& verdicts) {
    return !condition.nodes.empty() && verdicts[condition.root].value;
  };
  bool passes = true;
  if (rule.inline_filter) {
    explanation.inline_filter = Explain(*rule.inline_filter, record);
    passes = holds(*rule.inline_filter, explanation.inline_filter);
  }
  explanation.condition = Explain(rule.condition, record);
  const bool detected = holds(rule.condition, explanation.condition);
  explanation.matches = passes && detected;
  if (!passes && detected) {
    explanation.missed_in_filter =
        FindPivotalLeaves(*rule.inline_filter, explanation.inline_filter, true);
  } else if (passes && !detected) {
    explanation.missed_in_condition =
        FindPivotalLeaves(rule.condition, explanation.condition, rule.inline_filter.has_value());
  }
  return explanation;
}

}  // namespace trailsift
