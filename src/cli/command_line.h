#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "cli/command_table.h"

namespace trailsift {

// What the user typed, checked against the command table: every option belongs to the command, has
// a value where it needs one, one of its choices where they are fixed, and is given once unless it
// is repeatable.
struct CommandLine {
  const CommandSpec* command = nullptr;  // Null: no command was named.
  std::vector<std::string> arguments;    // Positional ones, never empty texts.

  bool Has(std::string_view option) const { return Count(option) > 0; }
  std::size_t Count(std::string_view option) const;
  // Null if it was not given; the only value of an option that is not repeatable.
  const std::string* Value(std::string_view option) const;
  // The same, or `otherwise` if it was not given.
  std::string_view ValueOr(std::string_view option, std::string_view otherwise) const;
  const std::vector<std::string>& Values(std::string_view option) const;

  std::map<std::string, std::vector<std::string>, std::less<>> values;  // Flags: empty texts.
};

// `words` are the arguments without the program's name.
Result<CommandLine> ParseCommandLine(const std::vector<std::string>& words);

}  // namespace trailsift
