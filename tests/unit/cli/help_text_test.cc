#include "cli/help_text.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>
#include <string>

namespace trailsift {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

TEST(HelpText, StartsWithExamplesAndFitsATerminal) {
  for (const CommandSpec& command : AllCommands()) {
    const std::string help = FormatHelp(command);
    SCOPED_TRACE(command.name);
    EXPECT_THAT(help, StartsWith("Examples:\n"));
    EXPECT_THAT(help, HasSubstr("Usage: trailsift " + std::string(command.name) + " "));
    std::istringstream lines(help);
    for (std::string line; std::getline(lines, line);) EXPECT_LE(line.size(), 80U) << line;
  }
}

TEST(HelpText, NamesEveryOptionAndEveryCommand) {
  const std::string program = FormatHelp(ProgramSpec());
  for (const CommandSpec& command : AllCommands()) {
    if (!command.group) {
      EXPECT_THAT(program, HasSubstr("\n  " + std::string(command.name)));
    }
    const std::string help = FormatHelp(command);
    for (const std::string_view option : OptionNames(&command)) {
      EXPECT_THAT(help, HasSubstr("--" + std::string(option)));
    }
  }
}

TEST(HelpText, ShowsEveryChoice) {
  for (const CommandSpec& command : AllCommands()) {
    const std::string help = FormatHelp(command);
    for (const OptionGroup& group : command.options) {
      for (const OptionSpec& option : group.options) {
        if (option.name == "fail-on") continue;  // "or a severity", listed at --min-severity.
        for (const std::string_view choice : option.choices) {
          EXPECT_THAT(help, HasSubstr(std::string(choice))) << option.name;
        }
      }
    }
  }
}

}  // namespace
}  // namespace trailsift
