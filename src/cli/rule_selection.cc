#include "cli/rule_selection.h"

#include <fnmatch.h>

#include <algorithm>

#include "loader/rule_loader.h"

namespace trailsift {
namespace {

// One of the globs of --rule-id matches, or there are none.
bool IsSelected(const Rule& rule, const CommandLine& line) {
  const std::vector<std::string>& globs = line.Values("rule-id");
  return globs.empty() || std::ranges::any_of(globs, [&](const std::string& glob) {
           return ::fnmatch(glob.c_str(), rule.id.c_str(), 0) == 0;
         });
}

}  // namespace

bool LoadSelectedRules(const CommandLine& line, RuleSet& rules, Console& console) {
  if (line.Has("no-builtin") && !line.Has("rules")) {
    console.Say(Diagnostic::Level::kError,
                "--no-builtin leaves no rule; name rule files with --rules");
    return false;
  }
  Diagnostics diagnostics;
  rules = LoadRules({line.Values("rules"), !line.Has("no-builtin")}, diagnostics);
  ShowRuleProblems(diagnostics, console);
  return !HasErrors(diagnostics);
}

void ShowRuleProblems(const Diagnostics& diagnostics, Console& console) {
  for (const Diagnostic& diagnostic : diagnostics) {
    if (!diagnostic.advice) console.Show(diagnostic);
  }
}

std::vector<RuleNumber> SelectedRules(const RuleSet& rules, const CommandLine& line) {
  std::vector<RuleNumber> numbers;
  for (RuleNumber number = 0; number < rules.rules.size(); ++number) {
    if (IsSelected(rules.rules[number], line)) numbers.push_back(number);
  }
  return numbers;
}

}  // namespace trailsift
