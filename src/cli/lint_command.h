#pragma once

#include "cli/command_line.h"
#include "cli/console.h"
#include "cli/exit_code.h"

namespace trailsift {

// `trailsift lint`.
ExitCode RunLint(const CommandLine& line, Console& console);

}  // namespace trailsift
