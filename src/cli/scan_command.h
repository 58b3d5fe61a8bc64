#pragma once

#include <string>
#include <vector>

#include "cli/command_line.h"
#include "cli/console.h"
#include "cli/exit_code.h"
#include "cli/terminal.h"

namespace trailsift {

// trailsift scan. `words` are the arguments as typed.
ExitCode RunScan(const CommandLine& line, const std::vector<std::string>& words,
                 const StandardStreams& streams, Console& console);

}  // namespace trailsift
