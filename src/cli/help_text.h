#pragma once

#include <string>

#include "cli/command_table.h"

namespace trailsift {

// The page that --help shows: examples first, then usage, options and notes.
std::string FormatHelp(const CommandSpec& command);

}  // namespace trailsift
