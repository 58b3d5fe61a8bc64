#pragma once

#include <vector>

#include "cli/command_table.h"

namespace trailsift {

// The content of the tables in command_table.h, which is where to look it up.
std::vector<CommandSpec> MakeCommandSpecs();
CommandSpec MakeProgramSpec();
OptionGroup MakeGlobalOptions();

}  // namespace trailsift
