#include "cli/command_words.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <optional>
#include <utility>

#include "cli/usage_error.h"

namespace trailsift {
namespace {

// Put before a word; no option or command starts with it.
constexpr char kGuard = '\x01';

bool IsOption(std::string_view word) { return word.size() > 1 && word.front() == '-'; }

bool NeedsGuard(std::string_view word) {
  constexpr std::string_view kMisread = "[+%\x01";
  return word.empty() || kMisread.find(word.front()) != std::string_view::npos;
}

std::string Guard(std::string_view word) { return kGuard + std::string(word); }

// The position behind the option's name where a value is written into the same word, if one is.
Result<std::optional<std::size_t>> FindValue(const CommandSpec* command, std::string_view word) {
  if (word.starts_with("--")) {
    const std::size_t equals = word.find('=');
    if (equals == std::string_view::npos) return std::nullopt;
    const std::string_view name = word.substr(2, equals - 2);
    const OptionSpec* option = FindOption(command, name);
    if (option != nullptr && option->value.empty()) {
      return UsageError(fmt::format("option '--{}' takes no value", name));
    }
    return equals + 1;
  }
  for (std::size_t i = 1; i < word.size(); ++i) {
    const OptionSpec* option = FindOption(command, word[i]);
    if (option == nullptr) return std::nullopt;
    if (!option->value.empty()) return i + 1;
  }
  return std::nullopt;
}

class WordScanner {
 public:
  explicit WordScanner(const std::vector<std::string>& words) : words_(words) {}

  Result<CommandWords> Scan() {
    std::string name;
    while (found_.command == nullptr) {
      if (auto problem = TakeGlobalOptions()) return tl::make_unexpected(*problem);
      if (position_ == words_.size()) {
        found_.command = name.empty() ? nullptr : FindCommand(name);
        return std::move(found_);
      }
      const std::string& word = words_[position_++];
      const std::string candidate = name.empty() ? word : name + " " + word;
      const CommandSpec* command = FindCommand(candidate);
      if (command == nullptr || candidate.find(' ') != name.find_last_of(' ') + name.size() + 1) {
        if (command == nullptr) return UnknownCommand(name, word);
      }
      if (command->group) {
        name = candidate;
      } else {
        found_.command = command;
      }
    }
    return TakeRest();
  }

 private:
  // Options before the command; the problem if there is one.
  std::optional<Diagnostic> TakeGlobalOptions() {
    while (position_ < words_.size() && IsOption(words_[position_]) && words_[position_] != "--") {
      const std::string& word = words_[position_++];
      if (auto problem = CheckGlobal(word)) return problem;
      found_.rest.push_back(word);
      const bool value_follows = word == "--color";
      if (value_follows && position_ < words_.size()) found_.rest.push_back(words_[position_++]);
    }
    return std::nullopt;
  }

  static std::optional<Diagnostic> CheckGlobal(std::string_view word) {
    if (word.starts_with("--")) {
      const std::string_view name = word.substr(2, word.find('=') - 2);
      return FindOption(nullptr, name) == nullptr ? std::optional(Misplaced(name, true))
                                                  : std::nullopt;
    }
    for (const char letter : word.substr(1)) {
      if (FindOption(nullptr, letter) == nullptr) {
        return Misplaced(std::string_view(&letter, 1), false);
      }
    }
    return std::nullopt;
  }

  static Diagnostic Misplaced(std::string_view name, bool is_long) {
    const std::string_view dashes = is_long ? "--" : "-";
    const bool known = std::ranges::any_of(AllCommands(), [&](const CommandSpec& command) {
      return (is_long ? FindOption(&command, name) : FindOption(&command, name.front())) != nullptr;
    });
    if (known) {
      return UsageError(fmt::format("option '{}{}' must stand behind the command", dashes, name))
          .value();
    }
    return UnknownName("option", name, OptionNames(nullptr), is_long ? "--" : "-").value();
  }

  static tl::unexpected<Diagnostic> UnknownCommand(std::string_view group, std::string_view word) {
    std::vector<std::string_view> names;
    for (const CommandSpec& command : AllCommands()) {
      const std::size_t blank = command.name.find(' ');
      const bool in_group = blank != std::string_view::npos;
      if (in_group != !group.empty()) continue;
      if (in_group && command.name.substr(0, blank) != group) continue;
      names.push_back(in_group ? command.name.substr(blank + 1) : command.name);
    }
    return UnknownName("command", word, names);
  }

  Result<CommandWords> TakeRest() {
    bool only_arguments = false;
    for (; position_ < words_.size(); ++position_) {
      const std::string& word = words_[position_];
      if (only_arguments || NeedsGuard(word)) {
        found_.rest.push_back(Guard(word));
      } else if (word == "--") {
        only_arguments = true;
      } else if (IsOption(word)) {
        const auto value = FindValue(found_.command, word);
        if (!value) return tl::make_unexpected(value.error());
        found_.rest.push_back(word);
        if (*value && **value < word.size() && NeedsGuard(word.substr(**value))) {
          found_.rest.back().insert(**value, 1, kGuard);
        }
      } else {
        found_.rest.push_back(word);
      }
    }
    return std::move(found_);
  }

  const std::vector<std::string>& words_;
  std::size_t position_ = 0;
  CommandWords found_;
};

}  // namespace

Result<CommandWords> FindCommandWords(const std::vector<std::string>& words) {
  return WordScanner(words).Scan();
}

std::string_view Unguard(std::string_view word) {
  if (word.starts_with(kGuard)) word.remove_prefix(1);
  return word;
}

}  // namespace trailsift
