#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "event/event_parser.h"
#include "matcher/explain.h"
#include "matcher/rule_index.h"
#include "support/random_condition.h"
#include "support/random_record.h"

namespace trailsift {

// The severity of a match by the plain reading of DynamicSeverities.
inline Severity ReferenceSeverity(const Rule& rule, const JsonValue& record) {
  for (const DynamicSeverity& dynamic : rule.dynamic_severities) {
    if (Evaluate(dynamic.condition, record)) return dynamic.severity.value_or(rule.severity);
  }
  return rule.severity;
}

// Rules, random or given, against records: what RuleIndex says of a pair, on a record that the fast
// walk has read and on the same read by the exact one, must be what the reference evaluator says.
class EvaluatorComparison {
 public:
  explicit EvaluatorComparison(RuleSet rules)
      : rules_(std::move(rules)),
        index_(rules_, Numbers(), projection_),
        scratch_(index_),
        parser_(projection_),
        fast_(projection_),
        exact_(projection_) {}

  // Compares every rule on the record; what differs, if anything does, as text.
  std::optional<std::string> Compare(const std::string& record) {
    constexpr std::uint32_t kMaximumDepth = 512;
    // A copy that ends where it is allowed to be read.
    padded_ = record + std::string(64, '\xEE');
    const auto tree = ParseJson(record);
    ParsedObject parsed;
    if (!tree || exact_.Assign(record) ||
        parser_.Parse(std::string_view(padded_).substr(0, record.size()), kMaximumDepth, fast_,
                      parsed)) {
      return "cannot be read: " + record;
    }
    std::vector<std::optional<Severity>> expected;  // Of matches.
    for (const Rule& rule : rules_.rules) {
      const bool matches = Evaluate(rule, *tree);
      expected.push_back(matches ? std::optional(ReferenceSeverity(rule, *tree)) : std::nullopt);
      matches_ += matches ? 1 : 0;
    }
    pairs_ += expected.size();
    for (const Event* event : {&fast_, &exact_}) {
      const std::vector<std::optional<Severity>> got = Judge(*event);
      for (RuleNumber rule = 0; rule < expected.size(); ++rule) {
        if (got[rule] == expected[rule]) continue;
        return std::string(event == &fast_ ? "fast" : "exact") + " walk: " + Show(got[rule]) +
               ", reference: " + Show(expected[rule]) + "\n" + Describe(rules_.rules[rule]) + '\n' +
               record;
      }
    }
    return std::nullopt;
  }

  std::uint64_t pairs() const { return pairs_; }
  // Pairs that match by the reference.
  std::uint64_t matches() const { return matches_; }

 private:
  std::vector<RuleNumber> Numbers() const {
    std::vector<RuleNumber> numbers;
    for (RuleNumber i = 0; i < rules_.rules.size(); ++i) numbers.push_back(i);
    return numbers;
  }

  std::vector<std::optional<Severity>> Judge(const Event& event) {
    std::vector<std::optional<Severity>> verdicts(rules_.rules.size());
    index_.FindMatches(event, scratch_, found_);
    for (const RuleNumber rule : found_) {
      verdicts[rule] = index_.SeverityOf(rule, event, scratch_);
    }
    return verdicts;
  }

  static std::string Show(std::optional<Severity> severity) {
    return severity ? "match, " + std::string(SeverityName(*severity)) : "no match";
  }

  static std::string Describe(const Rule& rule) {
    std::string text = "condition: " + Print(rule.condition);
    if (rule.inline_filter) text += "\nfilter: " + Print(*rule.inline_filter);
    for (const DynamicSeverity& dynamic : rule.dynamic_severities) {
      text += "\nseverity: " + Print(dynamic.condition);
    }
    return text;
  }

  RuleSet rules_;
  Projection projection_;
  RuleIndex index_;
  RuleIndex::Scratch scratch_;
  EventParser parser_;
  Event fast_;
  Event exact_;
  std::string padded_;
  std::vector<RuleNumber> found_;
  std::uint64_t pairs_ = 0;
  std::uint64_t matches_ = 0;
};

inline RuleSet RandomRules(Choices& choices, std::size_t count) {
  RuleSet rules;
  for (std::size_t i = 0; i < count; ++i) rules.rules.push_back(RandomRule(choices));
  return rules;
}

// Rules that look for texts in the same few fields.
inline RuleSet RandomTextRules(Choices& choices, std::size_t count) {
  RuleSet rules;
  for (std::size_t i = 0; i < count; ++i) {
    rules.rules.emplace_back().condition = RandomTextsCondition(choices, SomeTexts());
  }
  return rules;
}

}  // namespace trailsift
