#include "matcher/rule_literals.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <set>
#include <string_view>
#include <tuple>
#include <utility>
#include <variant>

#include "base/ascii.h"
#include "event/derived_fields.h"
#include "event/utf8.h"

namespace trailsift {
namespace {

constexpr std::size_t kShortest = 4;  // Of texts that are no names of events.
static_assert(Operator::kEquals < Operator::kIsIn && Operator::kContains < Operator::kIsIn &&
                  Operator::kStartsWith < Operator::kIsIn && Operator::kEndsWith < Operator::kIsIn,
              "what compares with texts comes first");

struct Literals {
  std::vector<std::string> texts;
  bool of_event_name = false;
};
using MaybeLiterals = std::optional<Literals>;

// Greater is more telling: a list that never holds, names of events, long texts, few of them.
auto RankOf(const Literals& literals) {
  std::size_t shortest = ~std::size_t{0};
  for (const std::string& text : literals.texts) shortest = std::min(shortest, text.size());
  return std::make_tuple(literals.texts.empty(), literals.of_event_name, shortest,
                         ~literals.texts.size());
}

// Of two of which both must be met.
MaybeLiterals Better(MaybeLiterals left, MaybeLiterals right) {
  if (!left || !right) return left ? left : right;
  return RankOf(*left) < RankOf(*right) ? right : left;
}

// Walks down with the verdict that is asked for, so that two negations are none. Recurses as deep
// as the condition nests, which loaders limit.
class LiteralDeriver {
 public:
  LiteralDeriver(const Condition& condition, bool in_element)
      : condition_(condition), in_element_(in_element) {}

  MaybeLiterals Derive(NodeId node, bool verdict) const {
    return std::visit([&](const auto& body) { return Derive(body, verdict); },
                      condition_.nodes[node].body);
  }

 private:
  MaybeLiterals Derive(const FieldTest& test, bool verdict) const {
    if (test.negated == verdict || test.other_field || test.passes_if_missing ||
        test.op > Operator::kIsIn || IsDerived(test.field)) {
      return std::nullopt;
    }
    Literals literals;
    literals.of_event_name = !in_element_ && test.field.steps.size() == 1 &&
                             EqualsIgnoringCase(test.field.steps.front().name, "eventName");
    const std::size_t least = literals.of_event_name ? 1 : kShortest;
    for (const Literal& operand : test.operands) {
      const bool usable = operand.kind == Literal::Kind::kString && operand.text.size() >= least &&
                          (!test.ignores_case || IsAscii(operand.text));
      if (!usable) return std::nullopt;
      literals.texts.push_back(operand.text);
    }
    return literals;
  }

  MaybeLiterals Derive(const ElementTest& test, bool verdict) const {
    const bool some =
        test.kind == Group::Kind::kNone ? !verdict : verdict && test.kind != Group::Kind::kAll;
    if (!some || IsDerived(test.field)) return std::nullopt;
    const Condition& element = condition_.element_conditions[test.element];
    return LiteralDeriver(element, true).Derive(element.root, true);
  }

  // True if its values need not stand in the record.
  bool IsDerived(const FieldPath& field) const {
    return !in_element_ && !field.steps.empty() &&
           field.steps.front().kind == PathStep::Kind::kName &&
           IsDerivedField(field.steps.front().name);
  }

  MaybeLiterals Derive(const Group& group, bool verdict) const {
    switch (group.kind) {
      case Group::Kind::kAll:
        return verdict ? AllChildren(group, true) : SomeChild(group, false);
      case Group::Kind::kAny:
        return verdict ? SomeChild(group, true) : AllChildren(group, false);
      case Group::Kind::kOnlyOne:
        return verdict ? SomeChild(group, true) : std::nullopt;
      case Group::Kind::kNone:
        return verdict ? AllChildren(group, false) : SomeChild(group, true);
    }
    return std::nullopt;
  }

  MaybeLiterals AllChildren(const Group& group, bool verdict) const {
    MaybeLiterals best;
    for (const NodeId child : group.children)
      best = Better(std::move(best), Derive(child, verdict));
    return best;
  }

  MaybeLiterals SomeChild(const Group& group, bool verdict) const {
    Literals all;
    all.of_event_name = true;
    for (const NodeId child : group.children) {
      MaybeLiterals each = Derive(child, verdict);
      if (!each) return std::nullopt;
      all.of_event_name = all.of_event_name && each->of_event_name;
      std::ranges::move(each->texts, std::back_inserter(all.texts));
    }
    return all;
  }

  const Condition& condition_;
  const bool in_element_;
};

MaybeLiterals DeriveFrom(const Condition& condition) {
  if (condition.nodes.empty()) return Literals{};
  return LiteralDeriver(condition, false).Derive(condition.root, true);
}

std::optional<std::vector<std::string>> TextsOf(MaybeLiterals literals) {
  if (!literals) return std::nullopt;
  return std::move(literals->texts);
}

}  // namespace

std::optional<std::vector<std::string>> FindLiterals(const Condition& condition) {
  return TextsOf(DeriveFrom(condition));
}

std::optional<std::vector<std::string>> FindLiterals(const Rule& rule) {
  MaybeLiterals literals = DeriveFrom(rule.condition);
  if (rule.inline_filter) literals = Better(std::move(literals), DeriveFrom(*rule.inline_filter));
  return TextsOf(std::move(literals));
}

RuleLiterals::RuleLiterals(const RuleSet& rules, const std::vector<RuleNumber>& numbers) {
  std::map<std::string, Text> texts;
  for (const RuleNumber number : std::set<RuleNumber>(numbers.begin(), numbers.end())) {
    const auto literals = FindLiterals(rules.rules[number]);
    if (!literals) {
      unsearchable_.push_back(number);
      continue;
    }
    for (const std::string& literal : *literals) {
      Text& text = texts[LiteralSearch::Normalise(literal)];
      if (text.spelling.empty()) text.spelling = literal;
      if (text.rules.empty() || text.rules.back() != number) text.rules.push_back(number);
    }
  }
  std::vector<std::string> sorted;
  for (auto& [normal, text] : texts) {
    sorted.push_back(normal);
    texts_.push_back(std::move(text));
  }
  search_ = LiteralSearch(sorted);
}

std::vector<std::pair<RuleNumber, std::string>> RuleLiterals::RulesOf(
    const std::vector<std::uint32_t>& found) const {
  std::map<RuleNumber, std::string> rules;
  for (const std::uint32_t number : found) {
    const Text& text = texts_[number];
    for (const RuleNumber rule : text.rules) rules.emplace(rule, text.spelling);
  }
  return {rules.begin(), rules.end()};
}

}  // namespace trailsift
