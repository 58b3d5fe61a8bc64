#include "cli/rule_card_command.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/nearest_name.h"
#include "catalogue/rule_card.h"
#include "cli/output_target.h"
#include "cli/report_output.h"
#include "cli/rule_selection.h"
#include "cli/sandbox.h"
#include "event/case_fold.h"
#include "ruletest/run_rule_tests.h"
#include "writer/rule_card_report.h"

namespace trailsift {
namespace {

// The id that was probably meant: a near one, or the only one that the text is a part of.
std::optional<std::string_view> ProbableId(const RuleSet& rules, std::string_view text) {
  std::vector<std::string_view> ids;
  for (const Rule& rule : rules.rules) ids.push_back(rule.id);
  if (const auto nearest = NearestName(text, ids)) return nearest;
  const std::string wanted = FoldCase(text);
  const auto holds_text = [&](std::string_view id) {
    return FoldCase(id).find(wanted) != std::string::npos;
  };
  const auto found = std::ranges::find_if(ids, holds_text);
  if (found == ids.end() || std::any_of(found + 1, ids.end(), holds_text)) return std::nullopt;
  return *found;
}

std::optional<RuleNumber> FindRule(const RuleSet& rules, const std::string& id, Console& console) {
  const auto found = std::ranges::find(rules.rules, id, &Rule::id);
  if (found != rules.rules.end()) return static_cast<RuleNumber>(found - rules.rules.begin());
  const auto probable = ProbableId(rules, id);
  console.Say(Diagnostic::Level::kError,
              fmt::format("unknown rule '{}'; {}", id,
                          probable ? fmt::format("did you mean '{}'?", *probable)
                                   : "'trailsift rules list' names the rules"));
  return std::nullopt;
}

}  // namespace

ExitCode RunRulesShow(const CommandLine& line, Console& console) {
  if (line.arguments.size() != 1) {
    console.Say(Diagnostic::Level::kError,
                "'rules show' takes one rule id: trailsift rules show ID");
    return ExitCode::kError;
  }
  RuleSet rules;
  if (!EnterSandbox(ReachOf(line, {}, {OutputPath(line)}), line, console) ||
      !LoadSelectedRules(line, rules, console)) {
    return ExitCode::kError;
  }
  const auto number = FindRule(rules, line.arguments.front(), console);
  if (!number || !CheckReportPath(OutputPath(line), line.Values("rules"), console)) {
    return ExitCode::kError;
  }
  const RuleCard card = MakeRuleCard(rules, *number);
  const RuleTestReport tests = RunRuleTests(rules, {*number});
  const RuleCardReport report{rules, card, tests};
  const std::string_view format = line.ValueOr("format", "text");
  std::string text;
  if (format == "markdown") {
    text = FormatRuleCardMarkdown(report);
  } else if (format == "json") {
    text = FormatRuleCardJson(report);
  } else {
    const StreamTraits traits = TraitsOfTarget(OutputPath(line), line);
    text = FormatRuleCardText(report, traits.width, traits.colour);
  }
  return WriteReport(text, OutputPath(line), console) ? ExitCode::kSuccess : ExitCode::kError;
}

}  // namespace trailsift
