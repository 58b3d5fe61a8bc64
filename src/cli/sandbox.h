#pragma once

#include <string>
#include <vector>

#include "cli/command_line.h"
#include "cli/console.h"
#include "confinement/confine.h"

namespace trailsift {

// What a command reaches that reads the given logs and the rules of --rules, and writes the given
// outputs. Empty texts and "-" stand for streams, which are open.
Reach ReachOf(const CommandLine& line, const std::vector<std::string>& logs,
              const std::vector<std::string>& outputs);

// The same of a command that writes a report on the rule files of its arguments: with -f github it
// adds to the step summary as well.
Reach ReachOfReport(const CommandLine& line);

// To be called before the first rule or log is read: gives up what `reach` does not name, unless
// --sandbox is off, and says under -v what is in force. False, with the error shown, if --sandbox
// require asks for more than this kernel offers.
bool EnterSandbox(const Reach& reach, const CommandLine& line, Console& console);

}  // namespace trailsift
