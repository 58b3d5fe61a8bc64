#include "cli/test_command.h"

#include <fmt/format.h>
#include <unistd.h>

#include <string>
#include <vector>

#include "cli/report_output.h"
#include "cli/rule_selection.h"
#include "loader/rule_loader.h"
#include "ruletest/run_rule_tests.h"
#include "writer/rule_summary.h"
#include "writer/test_report.h"

namespace trailsift {
namespace {

// A rule that could be tested but has no case, in a run that tests others.
void WarnOfUntested(const RuleSet& rules, const std::vector<RuleNumber>& selected,
                    Console& console) {
  for (const RuleNumber number : selected) {
    const Rule& rule = rules.rules[number];
    if (!rule.evaluable() || !rule.tests.empty()) continue;
    Diagnostic diagnostic;
    diagnostic.level = Diagnostic::Level::kWarning;
    diagnostic.code = "no-tests";
    diagnostic.place = rule.place;
    diagnostic.message = fmt::format("rule {} has no tests; add some under 'Tests'", rule.id);
    console.Show(diagnostic);
  }
}

ExitCode FailWith(Console& console, const std::string& message) {
  console.Say(Diagnostic::Level::kError, message);
  return ExitCode::kError;
}

}  // namespace

ExitCode RunTest(const CommandLine& line, Console& console) {
  Diagnostics diagnostics;
  const RuleSet rules = LoadRules({line.arguments, line.arguments.empty()}, diagnostics);
  ShowRuleProblems(diagnostics, console);
  if (HasErrors(diagnostics)) return ExitCode::kError;
  if (rules.rules.empty()) {
    return FailWith(console, "there is no rule to test: " + DescribeRules(rules, {}));
  }
  const std::vector<RuleNumber> selected = SelectedRules(rules, line);
  if (selected.empty()) return FailWith(console, "no rule has an id that --rule-id matches");
  WarnOfUntested(rules, selected, console);

  const RuleTestReport report = RunRuleTests(rules, selected);
  const bool junit = line.ValueOr("format", "text") == "junit";
  const bool colour =
      !line.Has("output") && TraitsOf(STDOUT_FILENO, line.ValueOr("color", "auto")).colour;
  const std::string text = junit
                               ? FormatJUnitReport(rules, report)
                               : FormatTestReport(rules, report, line.Has("show-passing"), colour);
  if (!WriteReport(text, line.Value("output"), console)) return ExitCode::kError;
  if (report.failed > 0) return ExitCode::kFindings;
  if (report.passed == 0) return FailWith(console, "no test case was run");
  return ExitCode::kSuccess;
}

}  // namespace trailsift
