#pragma once

#include <string>
#include <vector>

#include "cli/command_line.h"
#include "cli/console.h"
#include "cli/exit_code.h"

namespace trailsift {

// trailsift scan. `words` are the arguments as typed; `standard_output_closed` says that there was
// no standard output when the program began.
ExitCode RunScan(const CommandLine& line, const std::vector<std::string>& words,
                 bool standard_output_closed, Console& console);

}  // namespace trailsift
