#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "cli/command_table.h"

namespace trailsift {

// A command line with the words of the command taken out.
struct CommandWords {
  const CommandSpec* command = nullptr;  // Null: no command was named.
  // Options by their long name, each value in a word of its own, and arguments; values and
  // arguments are guarded, see Unguard.
  std::vector<std::string> rest;
};

// Finds the command, so that no PATH named like a command can be taken for one, and brings the rest
// into a form that CLI11 cannot misread: it would split or drop words such as "[a,b]", "+" and "",
// take a value "-24h" for an option, and know "--" only before the first PATH. Only global options
// may stand before the command. Unknown options are refused here, with the nearest name.
Result<CommandWords> FindCommandWords(const std::vector<std::string>& words);

// A word as the user wrote it.
std::string_view Unguard(std::string_view word);

}  // namespace trailsift
