#include "cli/command_line.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <optional>
#include <utility>

#include "cli/command_words.h"
#include "cli/usage_error.h"

namespace trailsift {
namespace {

template <typename Action>
void ForEachOption(const CommandSpec* command, Action action) {
  for (const OptionSpec& option : GlobalOptions().options) action(option);
  if (command == nullptr) return;
  for (const OptionGroup& group : command->options) {
    for (const OptionSpec& option : group.options) action(option);
  }
}

// The CLI11 parser of one command.
class Parser {
 public:
  explicit Parser(const CommandSpec* command) {
    app_.set_help_flag();
    ForEachOption(command, [this](const OptionSpec& option) { Add(option); });
    if (command != nullptr && command->takes_paths) {
      app_.add_option("arguments", arguments_)->expected(-1);
    }
  }

  Result<CommandLine> Parse(std::vector<std::string> words) {
    CommandLine line;
    std::ranges::reverse(words);  // As CLI11 wants them.
    try {
      app_.parse(std::move(words));
    } catch (const CLI::ExtrasError&) {
      const std::vector<std::string> extra = app_.remaining();
      return UsageError(
          fmt::format("unexpected argument '{}'", extra.empty() ? "" : Unguard(extra.front())));
    } catch (const CLI::Error& error) {
      return UsageError(error.what());
    }
    for (const auto& [name, option] : options_) {
      std::vector<std::string>& values = line.values[name];
      for (const std::string& value : option->results()) values.emplace_back(Unguard(value));
    }
    for (const std::string& word : arguments_) line.arguments.emplace_back(Unguard(word));
    return line;
  }

 private:
  void Add(const OptionSpec& option) {
    const std::string name(option.name);
    if (option.value.empty()) {
      options_[name] = app_.add_flag("--" + name)
                           ->disable_flag_override()
                           ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
      return;
    }
    options_[name] = app_.add_option("--" + name, values_[name])
                         ->expected(1)
                         ->allow_extra_args(false)
                         ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
  }

  CLI::App app_;
  std::vector<std::string> arguments_;
  std::map<std::string, std::vector<std::string>> values_;
  std::map<std::string, CLI::Option*> options_;
};

std::optional<Diagnostic> CheckOption(const OptionSpec& option, const CommandLine& line) {
  const std::vector<std::string>& values = line.Values(option.name);
  if (!option.value.empty() && !option.repeatable && values.size() > 1) {
    return UsageError(fmt::format("option '--{}' is given twice", option.name)).value();
  }
  for (const std::string& value : values) {
    if (!option.choices.empty() &&
        std::ranges::find(option.choices, value) == option.choices.end()) {
      return UnknownName(option.name, value, option.choices).value();
    }
    if (value.empty() && !option.value.empty()) {
      return UsageError(fmt::format("option '--{}' has an empty value", option.name)).value();
    }
  }
  return std::nullopt;
}

}  // namespace

std::size_t CommandLine::Count(std::string_view option) const { return Values(option).size(); }

const std::string* CommandLine::Value(std::string_view option) const {
  const std::vector<std::string>& all = Values(option);
  return all.empty() ? nullptr : &all.front();
}

std::string_view CommandLine::ValueOr(std::string_view option, std::string_view otherwise) const {
  const std::string* const value = Value(option);
  return value == nullptr ? otherwise : *value;
}

const std::vector<std::string>& CommandLine::Values(std::string_view option) const {
  static const std::vector<std::string> kNone;
  const auto found = values.find(option);
  return found == values.end() ? kNone : found->second;
}

Result<CommandLine> ParseCommandLine(const std::vector<std::string>& words) {
  Result<CommandWords> found = FindCommandWords(words);
  if (!found) return tl::make_unexpected(found.error());
  Result<CommandLine> line = Parser(found->command).Parse(std::move(found->rest));
  if (!line) return line;
  line->command = found->command;
  std::optional<Diagnostic> problem;
  ForEachOption(found->command, [&](const OptionSpec& option) {
    if (!problem) problem = CheckOption(option, *line);
  });
  if (!problem && std::ranges::find(line->arguments, "") != line->arguments.end()) {
    problem = UsageError("an argument is empty").value();
  }
  if (problem) return tl::make_unexpected(std::move(*problem));
  return line;
}

}  // namespace trailsift
