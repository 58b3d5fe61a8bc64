#include "cli/rules_command.h"

#include <fmt/format.h>

#include <cstddef>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <system_error>
#include <vector>

#include "catalogue/attack_coverage.h"
#include "catalogue/rule_filter.h"
#include "cli/output_target.h"
#include "cli/report_output.h"
#include "cli/rule_filter_options.h"
#include "cli/rule_selection.h"
#include "cli/sandbox.h"
#include "writer/coverage_report.h"
#include "writer/rule_list.h"
#include "writer/rule_summary.h"
#include "writer/terminal_text.h"

namespace trailsift {
namespace {

std::optional<std::vector<RuleNumber>> LoadForListing(const CommandLine& line, const Reach& reach,
                                                      RuleSet& rules, Console& console) {
  if (!EnterSandbox(reach, line, console) || !LoadSelectedRules(line, rules, console)) {
    return std::nullopt;
  }
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
  return HoldsText(path, text) || WriteReport(text, path, console, false);
}

}  // namespace

ExitCode RunRulesList(const CommandLine& line, Console& console) {
  const Result<RuleFilter> filter = ReadRuleFilter(line);
  if (!filter) {
    console.Show(filter.error());
    return ExitCode::kError;
  }
  RuleSet rules;
  auto numbers = LoadForListing(line, ReachOf(line, {}, {OutputPath(line)}), rules, console);
  if (!numbers) return ExitCode::kError;
  std::erase_if(*numbers, [&](RuleNumber number) { return !filter->Passes(rules.rules[number]); });
  if (numbers->empty()) {
    console.Say(Diagnostic::Level::kError, "no rule passes the filters");
    return ExitCode::kError;
  }
  if (line.ValueOr("format", "table") == "json") {
    const std::string text = FormatRuleJson(rules, *numbers);
    return WriteReport(text, "", console) ? ExitCode::kSuccess : ExitCode::kError;
  }
  const auto target = OutputTarget::Open("").value();  // Standard output is always open.
  WriteRuleTable(target->stream(), rules, *numbers, WriterOptionsFor(TraitsOfTarget("", line)));
  const std::optional<Diagnostic> problem = target->Close();
  if (problem) console.Show(*problem);
  return problem ? ExitCode::kError : ExitCode::kSuccess;
}

ExitCode RunRulesCoverage(const CommandLine& line, Console& console) {
  RuleSet rules;
  auto numbers = LoadForListing(line, ReachOf(line, {}, {OutputPath(line)}), rules, console);
  if (!numbers) return ExitCode::kError;
  // What a scan does not run covers nothing.
  std::erase_if(*numbers,
                [&](RuleNumber number) { return rules.rules[number].state != RuleState::kActive; });
  if (numbers->empty()) {
    console.Say(Diagnostic::Level::kError,
                "no rule is left that a scan runs: " + DescribeRules(rules, *numbers));
    return ExitCode::kError;
  }
  if (!CheckReportPath(OutputPath(line), line.Values("rules"), console)) return ExitCode::kError;
  const AttackCoverage coverage = FindCoverage(rules, *numbers);
  const std::string_view format = line.ValueOr("format", "table");
  std::string text;
  if (format == "json") {
    text = FormatCoverageJson(rules, coverage);
  } else if (format == "navigator") {
    text = FormatNavigatorLayer(rules, coverage);
  } else {
    text = FormatCoverageTable(rules, coverage, TraitsOfTarget(OutputPath(line), line).width);
  }
  if (!WriteReport(text, OutputPath(line), console)) return ExitCode::kError;
  if (format == "table" && numbers->size() < rules.rules.size()) {
    console.Print("Rules: " + DescribeRules(rules, *numbers) + ".");
  }
  return ExitCode::kSuccess;
}

ExitCode RunRulesExport(const CommandLine& line, Console& console) {
  if (line.arguments.size() != 1) {
    console.Say(Diagnostic::Level::kError,
                "'rules export' takes one folder: trailsift rules export DIR");
    return ExitCode::kError;
  }
  RuleSet rules;
  const std::string& folder = line.arguments.front();
  Reach reach = ReachOf(line, {}, {});
  reach.new_folders.push_back(folder);
  const auto numbers = LoadForListing(line, reach, rules, console);
  if (!numbers) return ExitCode::kError;
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
  return WriteReport(written, "", console) && good ? ExitCode::kSuccess : ExitCode::kError;
}

}  // namespace trailsift
