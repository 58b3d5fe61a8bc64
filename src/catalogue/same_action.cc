#include "catalogue/same_action.h"

#include <algorithm>
#include <iterator>
#include <set>
#include <string_view>

#include "base/ascii.h"
#include "catalogue/indicators.h"

namespace trailsift {
namespace {

using Names = std::set<std::string>;

struct Action {
  Names event_names;
  Names event_sources;
};

Action ActionOf(const Rule& rule) {
  Action action;
  for (const Indicator& indicator : FindIndicators(rule.condition)) {
    if (indicator.kind != "eq" || indicator.value.kind != Literal::Kind::kString) continue;
    if (EqualsIgnoringCase(indicator.field, "eventName")) {
      action.event_names.insert(indicator.value.text);
    } else if (EqualsIgnoringCase(indicator.field, "eventSource")) {
      action.event_sources.insert(indicator.value.text);
    }
  }
  return action;
}

std::vector<std::string> Common(const Names& left, const Names& right) {
  std::vector<std::string> common;
  std::ranges::set_intersection(left, right, std::back_inserter(common));
  return common;
}

bool SourcesAgree(const Action& left, const Action& right) {
  return left.event_sources.empty() || right.event_sources.empty() ||
         !Common(left.event_sources, right.event_sources).empty();
}

}  // namespace

std::vector<SameActionRule> FindSameAction(const RuleSet& rules, RuleNumber rule) {
  std::vector<SameActionRule> found;
  const Action action = ActionOf(rules.rules[rule]);
  if (action.event_names.empty()) return found;
  for (RuleNumber number = 0; number < rules.rules.size(); ++number) {
    if (number == rule || !rules.rules[number].evaluable()) continue;
    const Action other = ActionOf(rules.rules[number]);
    std::vector<std::string> names = Common(action.event_names, other.event_names);
    if (!names.empty() && SourcesAgree(action, other)) found.push_back({number, std::move(names)});
  }
  std::ranges::sort(found, {}, [&](const SameActionRule& same) -> const std::string& {
    return rules.rules[same.rule].id;
  });
  return found;
}

}  // namespace trailsift
