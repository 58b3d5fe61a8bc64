#pragma once

#include "cli/command_line.h"
#include "cli/console.h"
#include "cli/exit_code.h"

namespace trailsift {

// trailsift rules list
ExitCode RunRulesList(const CommandLine& line, Console& console);

// trailsift rules coverage: what the rules that a scan runs cover of ATT&CK.
ExitCode RunRulesCoverage(const CommandLine& line, Console& console);

// trailsift rules export DIR: each rule's text in a file of its own. Never overwrites a file of
// other content.
ExitCode RunRulesExport(const CommandLine& line, Console& console);

}  // namespace trailsift
