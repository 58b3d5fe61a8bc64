#include "cli/help_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>

namespace trailsift {
namespace {

constexpr std::size_t kHelpColumn = 24;

std::string OptionForms(const OptionSpec& option) {
  std::string forms = option.letter != 0 ? fmt::format("-{}, ", option.letter) : "    ";
  forms += fmt::format("--{}", option.name);
  if (!option.value.empty()) forms += fmt::format(" {}", option.value);
  return forms;
}

void AppendOption(const OptionSpec& option, std::string& text) {
  std::string line = "  " + OptionForms(option);
  std::string_view help = option.help;
  while (!help.empty()) {
    const std::size_t end = std::min(help.find('\n'), help.size());
    if (line.size() + 2 > kHelpColumn && line.find_first_not_of(' ') != std::string::npos) {
      text += line + "\n";
      line.clear();
    }
    line.resize(kHelpColumn, ' ');
    text += fmt::format("{}{}\n", line, help.substr(0, end));
    line.clear();
    help.remove_prefix(std::min(end + 1, help.size()));
  }
}

void AppendGroup(const OptionGroup& group, std::string& text) {
  text += fmt::format("\n{}:\n", group.title);
  for (const OptionSpec& option : group.options) AppendOption(option, text);
}

void AppendCommands(std::string& text) {
  text += "\nCommands:\n";
  for (const CommandSpec& command : AllCommands()) {
    if (!command.group) text += fmt::format("  {:<14}{}\n", command.name, command.summary);
  }
}

}  // namespace

std::string FormatHelp(const CommandSpec& command) {
  std::string text = fmt::format("Examples:\n{}\n", command.examples);
  const std::string_view blank = command.name.empty() ? "" : " ";
  text += fmt::format("Usage: trailsift{}{} {}\n{}\n", blank, command.name, command.arguments,
                      command.summary);
  if (command.name.empty()) AppendCommands(text);
  for (const OptionGroup& group : command.options) AppendGroup(group, text);
  AppendGroup(GlobalOptions(), text);
  if (!command.notes.empty()) text += fmt::format("\n{}", command.notes);
  if (command.name.empty())
    text += "\n'trailsift COMMAND --help' shows the options of a command.\n";
  return text;
}

}  // namespace trailsift
