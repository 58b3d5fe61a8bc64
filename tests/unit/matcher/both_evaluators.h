#pragma once

#include <string>
#include <string_view>
#include <utility>

#include "event/event_parser.h"
#include "matcher/explain.h"
#include "matcher/rule_index.h"
#include "unit/matcher/conditions.h"

namespace trailsift {

// Asks the reference evaluator and the compiled one, the latter about the record as the fast walk
// reads it and as the exact reader does.
class BothEvaluators {
 public:
  explicit BothEvaluators(Rule rule)
      : rules_(SetOf(std::move(rule))), index_(rules_, {0}, projection_) {}
  explicit BothEvaluators(Condition condition) : BothEvaluators(RuleOf(std::move(condition))) {}

  // 'T' or 'F' if all say the same, 'R' if the reference alone says true, 'C' if it does not and
  // the compiled one does; '?' if the record cannot be read.
  char Judge(const std::string& record) const {
    constexpr std::uint32_t kMaximumDepth = 512;
    const auto tree = ParseJson(record);
    const std::string padded = record + std::string(64, '\xEE');
    EventParser parser(projection_);
    Event fast(projection_);
    Event exact(projection_);
    ParsedObject parsed;
    if (!tree || exact.Assign(record) ||
        parser.Parse(std::string_view(padded).substr(0, record.size()), kMaximumDepth, fast,
                     parsed)) {
      return '?';
    }
    const bool expected = Evaluate(rules_.rules[0], *tree);
    for (const Event* event : {&fast, &exact}) {
      RuleIndex::Scratch scratch(index_);
      std::vector<RuleNumber> matches;
      index_.FindMatches(*event, scratch, matches);
      if (matches.empty() == expected) return expected ? 'R' : 'C';
    }
    return expected ? 'T' : 'F';
  }

 private:
  static Rule RuleOf(Condition condition) {
    Rule rule;
    rule.condition = std::move(condition);
    return rule;
  }

  static RuleSet SetOf(Rule rule) {
    RuleSet rules;
    rules.rules.push_back(std::move(rule));
    return rules;
  }

  RuleSet rules_;
  Projection projection_;
  RuleIndex index_;
};

// The one letter that both evaluators give for a condition on a record.
inline char Judge(Condition condition, const std::string& record) {
  return BothEvaluators(std::move(condition)).Judge(record);
}

}  // namespace trailsift
