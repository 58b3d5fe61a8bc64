#pragma once

#include "cli/command_line.h"
#include "cli/console.h"
#include "cli/exit_code.h"

namespace trailsift {

// trailsift test: runs the test cases inside the given rule files, or of the built-in rule.
ExitCode RunTest(const CommandLine& line, Console& console);

}  // namespace trailsift
