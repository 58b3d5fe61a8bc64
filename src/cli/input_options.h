#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/limits.h"
#include "base/result.h"
#include "cli/command_line.h"
#include "cli/command_table.h"

namespace trailsift {

// What a command that reads logs is to read.
struct InputRequest {
  std::vector<std::string> paths;  // "-": standard input, at most once.
  std::string standard_input_name = "stdin";
  Limits limits;
};

// The options that ReadInputRequest reads, for the tables of commands.
std::vector<OptionSpec> InputOptions();

// The values of --files-from and --files0-from.
std::vector<std::string> PathLists(const CommandLine& line);

// Reads the PATHs, the lists of --files-from and --files0-from, which come behind them, and the
// limits. Without any, standard input is meant unless it is a terminal. `purpose` is for messages:
// "scan".
Result<InputRequest> ReadInputRequest(const CommandLine& line, std::string_view purpose);

}  // namespace trailsift
