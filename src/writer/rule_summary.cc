#include "writer/rule_summary.h"

#include <fmt/format.h>

#include <array>
#include <cstddef>
#include <string_view>

#include "writer/terminal_text.h"

namespace trailsift {
namespace {

struct NotRun {
  RuleState state;
  std::string_view words;
};
constexpr auto kNotRun = std::to_array<NotRun>({
    {RuleState::kDisabled, "disabled"},
    {RuleState::kPython, "Python"},
    {RuleState::kDerived, "derived"},
    {RuleState::kScheduled, "scheduled"},
    {RuleState::kOtherLogType, "for other log types"},
});
constexpr std::size_t kShownNames = 5;

// Python rules are named: nothing else would tell that their detection is missing.
std::string NamesOf(const RuleSet& rules, RuleState state) {
  std::string names;
  std::size_t count = 0;
  for (const Rule& rule : rules.rules) {
    if (rule.state != state || ++count > kShownNames) continue;
    names += (names.empty() ? "" : ", ") + EscapeForTerminal(rule.id);
  }
  if (count > kShownNames) {
    names += fmt::format(" and {} more, see 'trailsift rules list'", count - kShownNames);
  }
  return names;
}

void Append(std::string& list, std::string_view part) {
  if (!list.empty()) list += ", ";
  list += part;
}

}  // namespace

std::string DescribeRules(const RuleSet& rules, const std::vector<RuleNumber>& active) {
  std::string text = fmt::format("{} run", active.size());
  std::string not_run;
  std::uint64_t accounted = active.size();
  for (const auto& [state, words] : kNotRun) {
    const std::uint64_t count = rules.Count(state);
    if (count == 0) continue;
    accounted += count;
    std::string part = fmt::format("{} {}", count, words);
    if (state == RuleState::kPython) part += fmt::format(" ({})", NamesOf(rules, state));
    Append(not_run, part);
  }
  if (rules.rules.size() > accounted) {
    Append(not_run, fmt::format("{} not selected", rules.rules.size() - accounted));
  }
  if (!not_run.empty()) text += "; not run: " + not_run;
  std::string others;
  for (const auto& [type, count] : rules.other_types) {
    const bool later = type == "correlation_rule";
    Append(others, fmt::format("{} {}{}", count, EscapeForTerminal(type),
                               later ? " (not yet supported)" : ""));
  }
  if (rules.untyped_documents > 0) {
    Append(others, fmt::format("{} without AnalysisType", rules.untyped_documents));
  }
  if (!others.empty()) text += "; other documents: " + others;
  return text;
}

}  // namespace trailsift
