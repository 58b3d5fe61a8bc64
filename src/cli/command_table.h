#pragma once

#include <span>
#include <string_view>
#include <vector>

namespace trailsift {

// One option as the user may write it. What the parser accepts, the help shows and hints propose
// all comes from these tables.
struct OptionSpec {
  std::string_view name;   // Without dashes: "format".
  char letter = 0;         // Of the short form; 0: none.
  std::string_view value;  // What help calls the value; empty: a flag.
  std::string_view help;   // Wrapped when shown.
  bool repeatable = false;
  std::span<const std::string_view> choices = {};  // All valid values, if they are a fixed set.
};

struct OptionGroup {
  std::string_view title;
  std::vector<OptionSpec> options;
};

struct CommandSpec {
  std::string_view name;        // "scan", "rules list"; empty: the program itself.
  std::string_view arguments;   // Behind the name in the usage line.
  std::string_view summary;     // One line.
  std::string_view examples;    // Lines, ready to print.
  std::string_view notes = {};  // Lines behind the options, ready to print.
  bool takes_paths = false;     // Positional arguments are allowed.
  bool group = false;           // Only a first word of other commands.
  std::vector<OptionGroup> options = {};
};

// All commands, in the order of the help. Lives for ever.
std::span<const CommandSpec> AllCommands();
// The program itself: its examples and its summary.
const CommandSpec& ProgramSpec();
// The options every command takes, before and after its name.
const OptionGroup& GlobalOptions();

const CommandSpec* FindCommand(std::string_view name);
// Among the global options and, if given, those of the command.
const OptionSpec* FindOption(const CommandSpec* command, std::string_view name);
const OptionSpec* FindOption(const CommandSpec* command, char letter);
std::vector<std::string_view> OptionNames(const CommandSpec* command);

}  // namespace trailsift
