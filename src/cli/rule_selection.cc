#include "cli/rule_selection.h"

#include <fnmatch.h>

#include <algorithm>
#include <utility>

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

bool Load(const CommandLine& line, RuleSourcePaths sources, RuleSet& rules, Console& console) {
  if (line.Has("no-builtin") && !line.Has("rules")) {
    console.Say(Diagnostic::Level::kError,
                "--no-builtin leaves no rule; name rule files with --rules");
    return false;
  }
  sources.paths = line.Values("rules");
  sources.with_builtin = !line.Has("no-builtin");
  Diagnostics diagnostics;
  rules = LoadRules(sources, diagnostics);
  ShowRuleProblems(diagnostics, console);
  return !HasErrors(diagnostics);
}

}  // namespace

bool LoadSelectedRules(const CommandLine& line, RuleSet& rules, Console& console) {
  return Load(line, {}, rules, console);
}

bool LoadRulesToScan(const CommandLine& line, unsigned workers, RuleSet& rules, Console& console) {
  constexpr unsigned kMostHelpers = 3;  // What is left, one thread does alone.
  RuleSourcePaths sources;
  sources.with_documents = false;
  sources.helpers = std::min(workers - 1, kMostHelpers);
  return Load(line, std::move(sources), rules, console);
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
