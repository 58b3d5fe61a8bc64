#include "cli/command_words.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <optional>
#include <utility>

#include "cli/usage_error.h"

namespace trailsift {
namespace {

// Put before a word; no option starts with it.
constexpr char kGuard = '\x01';

bool IsOption(std::string_view word) { return word.size() > 1 && word.front() == '-'; }

std::string Guard(std::string_view word) { return kGuard + std::string(word); }

// The names a command can have behind the words of `group` (empty: at the front).
std::vector<std::string_view> CommandNames(std::string_view group) {
  std::vector<std::string_view> names;
  for (const CommandSpec& command : AllCommands()) {
    const std::size_t blank = command.name.find(' ');
    if (blank == std::string_view::npos) {
      if (group.empty()) names.push_back(command.name);
    } else if (command.name.substr(0, blank) == group) {
      names.push_back(command.name.substr(blank + 1));
    }
  }
  return names;
}

class WordScanner {
 public:
  explicit WordScanner(const std::vector<std::string>& words) : words_(words) {}

  Result<CommandWords> Scan() {
    while (!problem_ && position_ < words_.size()) TakeWord();
    if (problem_) return tl::make_unexpected(std::move(*problem_));
    return std::move(found_);
  }

 private:
  bool command_known() const { return found_.command != nullptr && !found_.command->group; }

  void TakeWord() {
    const std::string& word = words_[position_++];
    if (only_arguments_) {
      found_.rest.push_back(Guard(word));
    } else if (word == "--" && command_known()) {
      only_arguments_ = true;
    } else if (word.starts_with("--") && word != "--") {
      TakeLongOption(std::string_view(word).substr(2));
    } else if (IsOption(word) && word != "--") {
      TakeLetters(std::string_view(word).substr(1));
    } else if (command_known()) {
      found_.rest.push_back(Guard(word));
    } else {
      TakeCommand(word);
    }
  }

  void TakeCommand(const std::string& word) {
    const std::string_view group = found_.command == nullptr ? "" : found_.command->name;
    const std::vector<std::string_view> names = CommandNames(group);
    if (std::ranges::find(names, word) == names.end()) {
      Fail(UnknownName("command", word, names));
      return;
    }
    found_.command = FindCommand(group.empty() ? word : fmt::format("{} {}", group, word));
  }

  void TakeLongOption(std::string_view text) {
    const std::size_t equals = text.find('=');
    const std::string_view name = text.substr(0, equals);
    const OptionSpec* option = FindOption(found_.command, name);
    if (option == nullptr) {
      FailUnknown("--", name, [&](const CommandSpec& command) {
        return FindOption(&command, name) != nullptr;
      });
    } else if (equals == std::string_view::npos) {
      TakeOption(*option, std::nullopt);
    } else {
      TakeOption(*option, text.substr(equals + 1));
    }
  }

  // "-vf jsonl", "-j4": flags, and behind the last letter perhaps its value.
  void TakeLetters(std::string_view letters) {
    for (std::size_t i = 0; i < letters.size() && !problem_; ++i) {
      const char letter = letters[i];
      const OptionSpec* option = FindOption(found_.command, letter);
      if (option == nullptr) {
        FailUnknown("-", letters.substr(i, 1), [&](const CommandSpec& command) {
          return FindOption(&command, letter) != nullptr;
        });
      } else if (option->value.empty() || i + 1 == letters.size()) {
        TakeOption(*option, std::nullopt);
      } else {
        TakeOption(*option, letters.substr(i + 1));
        return;
      }
    }
  }

  void TakeOption(const OptionSpec& option, std::optional<std::string_view> value) {
    found_.rest.push_back(fmt::format("--{}", option.name));
    if (option.value.empty()) {
      if (value) Fail(UsageError(fmt::format("option '--{}' takes no value", option.name)));
      return;
    }
    if (!value && position_ < words_.size()) value = words_[position_++];
    if (!value) {
      Fail(UsageError(fmt::format("option '--{}' needs a value: {}", option.name, option.value)));
      return;
    }
    found_.rest.push_back(Guard(*value));
  }

  template <typename BelongsTo>
  void FailUnknown(std::string_view dashes, std::string_view name, BelongsTo belongs_to) {
    if (!command_known() && std::ranges::any_of(AllCommands(), belongs_to)) {
      Fail(UsageError(fmt::format("option '{}{}' must stand behind the command", dashes, name)));
    } else if (dashes == "-") {
      Fail(UsageError(fmt::format("unknown option '-{}'; --help lists them", name)));
    } else {
      Fail(UnknownName("option", name, OptionNames(found_.command), dashes));
    }
  }

  void Fail(tl::unexpected<Diagnostic> problem) { problem_ = std::move(problem.value()); }

  const std::vector<std::string>& words_;
  std::size_t position_ = 0;
  bool only_arguments_ = false;
  CommandWords found_;
  std::optional<Diagnostic> problem_;
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
