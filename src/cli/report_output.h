#pragma once

#include <string>
#include <string_view>

#include "cli/console.h"

namespace trailsift {

// Writes a whole report to the file `path`, or to standard output if it is null or "-". False, and
// a message, if it could not be written; a reader of standard output that went away is no failure.
bool WriteReport(std::string_view text, const std::string* path, Console& console);

// Writes a whole text to a file, complete or not at all; `overwrite`: false refuses any file that
// exists. False, and a message, if it could not be written.
bool WriteFile(std::string_view text, const std::string& path, bool overwrite, Console& console);

}  // namespace trailsift
