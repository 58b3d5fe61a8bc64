#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "matcher/literal_search.h"
#include "rule/condition.h"
#include "rule/rule_set.h"

namespace trailsift {

// Texts without any of which a record does not match, whatever its ASCII letter case and escapes;
// none in the list: no record matches at all. Nothing: the condition has no usable text. Those of
// eventName are taken first, then others of four bytes or more.
std::optional<std::vector<std::string>> FindLiterals(const Condition& condition);
std::optional<std::vector<std::string>> FindLiterals(const Rule& rule);

// What to look for where records cannot be read, to say which rules might match there. Immutable.
class RuleLiterals {
 public:
  // The rule set need not outlive it.
  RuleLiterals(const RuleSet& rules, const std::vector<RuleNumber>& numbers);

  const LiteralSearch& search() const { return search_; }
  // The rules that look for one of the texts that `search` numbers so, ascending, each with the
  // first such text.
  std::vector<std::pair<RuleNumber, std::string>> RulesOf(
      const std::vector<std::uint32_t>& found) const;
  // Rules that have no usable text, ascending.
  const std::vector<RuleNumber>& unsearchable() const { return unsearchable_; }

 private:
  struct Text {
    std::string spelling;
    std::vector<RuleNumber> rules;
  };

  LiteralSearch search_;
  std::vector<Text> texts_;
  std::vector<RuleNumber> unsearchable_;
};

}  // namespace trailsift
