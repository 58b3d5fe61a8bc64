#include "cli/help_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>
#include <utility>

namespace trailsift {
namespace {

constexpr std::size_t kHelpColumn = 26;
constexpr std::size_t kCommandColumn = 18;
constexpr std::size_t kPageWidth = 80;

std::string OptionForms(const OptionSpec& option) {
  std::string forms = option.letter != 0 ? fmt::format("-{}, ", option.letter) : "    ";
  forms += fmt::format("--{}", option.name);
  if (!option.value.empty()) forms += fmt::format(" {}", option.value);
  return forms;
}

// Appends `words` from the column that `line` has reached, wrapped to the width of the page.
void AppendWrapped(std::string line, std::string_view words, std::size_t column,
                   std::string& text) {
  bool first = true;
  while (!words.empty()) {
    const std::size_t end = std::min(words.find(' '), words.size());
    if (!first && line.size() + 1 + end > kPageWidth) {
      text += line + "\n";
      line.assign(column, ' ');
      first = true;
    }
    if (!std::exchange(first, false)) line += ' ';
    line += words.substr(0, end);
    words.remove_prefix(std::min(end + 1, words.size()));
  }
  text += line + "\n";
}

void AppendOption(const OptionSpec& option, std::string& text) {
  std::string line = "  " + OptionForms(option);
  line.resize(std::max(kHelpColumn, line.size() + 2), ' ');
  AppendWrapped(std::move(line), option.help, kHelpColumn, text);
}

void AppendGroup(const OptionGroup& group, std::string& text) {
  text += fmt::format("\n{}:\n", group.title);
  for (const OptionSpec& option : group.options) AppendOption(option, text);
}

void AppendCommands(std::string& text) {
  text += "\nCommands:\n";
  for (const CommandSpec& command : AllCommands()) {
    if (command.group) continue;
    AppendWrapped(fmt::format("  {:<{}}", command.name, kCommandColumn - 2), command.summary,
                  kCommandColumn, text);
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
