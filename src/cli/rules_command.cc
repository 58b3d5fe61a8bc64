#include "cli/rules_command.h"

#include <fmt/format.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <system_error>
#include <vector>

#include "cli/report_output.h"
#include "cli/rule_selection.h"
#include "writer/rule_list.h"
#include "writer/terminal_text.h"

namespace trailsift {
namespace {

std::optional<std::vector<RuleNumber>> LoadForListing(const CommandLine& line, RuleSet& rules,
                                                      Console& console) {
  if (!LoadSelectedRules(line, rules, console)) return std::nullopt;
  std::vector<RuleNumber> numbers = SelectedRules(rules, line);
  if (!numbers.empty()) return numbers;
  console.Say(Diagnostic::Level::kError, rules.rules.empty()
                                             ? "there is no rule"
                                             : "no rule has an id that --rule-id matches");
  return std::nullopt;
}

// The name of the exported file: a built-in rule's id, or the name of the file a user rule came
// from; a number goes behind names that are taken.
std::string ExportName(const Rule& rule, std::set<std::string>& taken) {
  const std::filesystem::path source(rule.place.file);
  const std::string stem = rule.built_in ? rule.id : source.stem().string();
  std::string name = stem + ".yml";
  for (int number = 2; !taken.insert(name).second; ++number) {
    name = fmt::format("{}-{}.yml", stem, number);
  }
  return name;
}

bool HoldsText(const std::string& path, std::string_view text) {
  std::ifstream file(path, std::ios::binary);
  const std::string content{std::istreambuf_iterator<char>(file), {}};
  return file.good() && content == text;
}

bool ExportRule(const std::string& path, std::string_view text, Console& console) {
  return HoldsText(path, text) || WriteFile(text, path, false, console);
}

}  // namespace

ExitCode RunRulesList(const CommandLine& line, Console& console) {
  RuleSet rules;
  const auto numbers = LoadForListing(line, rules, console);
  if (!numbers) return ExitCode::kError;
  const bool json = line.ValueOr("format", "table") == "json";
  const std::string text =
      json ? FormatRuleJson(rules, *numbers) : FormatRuleTable(rules, *numbers);
  return WriteReport(text, nullptr, console) ? ExitCode::kSuccess : ExitCode::kError;
}

ExitCode RunRulesExport(const CommandLine& line, Console& console) {
  if (line.arguments.size() != 1) {
    console.Say(Diagnostic::Level::kError,
                "'rules export' takes one folder: trailsift rules export DIR");
    return ExitCode::kError;
  }
  RuleSet rules;
  const auto numbers = LoadForListing(line, rules, console);
  if (!numbers) return ExitCode::kError;
  const std::string& folder = line.arguments.front();
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  if (error) {
    console.Say(Diagnostic::Level::kError,
                fmt::format("cannot make the folder {}: {}", folder, error.message()));
    return ExitCode::kError;
  }
  std::set<std::string> taken;
  std::string written;
  bool good = true;
  for (const RuleNumber number : *numbers) {
    const Rule& rule = rules.rules[number];
    const std::string path = (std::filesystem::path(folder) / ExportName(rule, taken)).string();
    if (ExportRule(path, rule.source, console)) {
      written += EscapeForTerminal(path) + "\n";
    } else {
      good = false;
    }
  }
  return WriteReport(written, nullptr, console) && good ? ExitCode::kSuccess : ExitCode::kError;
}

}  // namespace trailsift
