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
  // The other words, in order. What the parser would misread is guarded: see Unguard.
  std::vector<std::string> rest;
};

// Finds the command, so that no PATH named like a command can be taken for one, and guards the
// words that CLI11 would split, drop or take for options: those starting with "[", "+" or "%",
// empty ones, and all behind "--". Only global options may stand before the command.
Result<CommandWords> FindCommandWords(const std::vector<std::string>& words);

// A word as the user wrote it.
std::string_view Unguard(std::string_view word);

}  // namespace trailsift
