#include "cli/command_table.h"

#include <algorithm>

#include "cli/command_specs.h"

namespace trailsift {
namespace {

template <typename Predicate>
const OptionSpec* FindOptionIf(const CommandSpec* command, Predicate matches) {
  const auto search = [&](const OptionGroup& group) -> const OptionSpec* {
    const auto found = std::ranges::find_if(group.options, matches);
    return found == group.options.end() ? nullptr : &*found;
  };
  if (const OptionSpec* found = search(GlobalOptions())) return found;
  if (command == nullptr) return nullptr;
  for (const OptionGroup& group : command->options) {
    if (const OptionSpec* found = search(group)) return found;
  }
  return nullptr;
}

}  // namespace

std::span<const CommandSpec> AllCommands() {
  static const std::vector<CommandSpec> kCommands = MakeCommandSpecs();
  return kCommands;
}

const CommandSpec& ProgramSpec() {
  static const CommandSpec kProgram = MakeProgramSpec();
  return kProgram;
}

const OptionGroup& GlobalOptions() {
  static const OptionGroup kGlobal = MakeGlobalOptions();
  return kGlobal;
}

const CommandSpec* FindCommand(std::string_view name) {
  const auto found = std::ranges::find(AllCommands(), name, &CommandSpec::name);
  return found == AllCommands().end() ? nullptr : &*found;
}

const OptionSpec* FindOption(const CommandSpec* command, std::string_view name) {
  return FindOptionIf(command, [name](const OptionSpec& option) { return option.name == name; });
}

const OptionSpec* FindOption(const CommandSpec* command, char letter) {
  if (letter == 0) return nullptr;
  return FindOptionIf(command,
                      [letter](const OptionSpec& option) { return option.letter == letter; });
}

std::vector<std::string_view> OptionNames(const CommandSpec* command) {
  std::vector<std::string_view> names;
  if (command != nullptr) {
    for (const OptionGroup& group : command->options) {
      for (const OptionSpec& option : group.options) names.push_back(option.name);
    }
  }
  for (const OptionSpec& option : GlobalOptions().options) names.push_back(option.name);
  return names;
}

}  // namespace trailsift
