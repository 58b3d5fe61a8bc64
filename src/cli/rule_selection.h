#pragma once

#include <vector>

#include "base/diagnostic.h"
#include "cli/command_line.h"
#include "cli/console.h"
#include "rule/rule_set.h"

namespace trailsift {

// Loads the rules of --rules and --no-builtin and says what is wrong with them. False if the run
// must end: a rule does not load, or there is no rule file under a path.
bool LoadSelectedRules(const CommandLine& line, RuleSet& rules, Console& console);
// The same for a scan with so many workers: without what scans do not need of rules.
bool LoadRulesToScan(const CommandLine& line, unsigned workers, RuleSet& rules, Console& console);

// Shows what was found while loading rules, but for what only their authors want to see.
void ShowRuleProblems(const Diagnostics& diagnostics, Console& console);

// The rules that --rule-id leaves, whatever their state.
std::vector<RuleNumber> SelectedRules(const RuleSet& rules, const CommandLine& line);

}  // namespace trailsift
