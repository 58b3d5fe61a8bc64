#pragma once

#include "cli/command_line.h"
#include "cli/console.h"
#include "cli/exit_code.h"

namespace trailsift {

// trailsift rules show ID: the card of one rule.
ExitCode RunRulesShow(const CommandLine& line, Console& console);

}  // namespace trailsift
