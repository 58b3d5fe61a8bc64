#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <exception>
#include <new>
#include <string>
#include <vector>

#include "base/version.h"
#include "cli/command_line.h"
#include "cli/console.h"
#include "cli/exit_code.h"
#include "cli/explain_command.h"
#include "cli/help_text.h"
#include "cli/lint_command.h"
#include "cli/report_output.h"
#include "cli/rule_card_command.h"
#include "cli/rules_command.h"
#include "cli/scan_command.h"
#include "cli/stop_signals.h"
#include "cli/terminal.h"
#include "cli/test_command.h"
#include "event/json_library.h"
#include "event/member_scanner.h"
#include "loader/rule_loader.h"
#include "rule/attack_table.h"

namespace trailsift {
namespace {

Verbosity VerbosityOf(const CommandLine& line) {
  if (line.Has("quiet")) return Verbosity::kQuiet;
  constexpr auto kMost = static_cast<std::size_t>(Verbosity::kTrace);
  constexpr auto kNormal = static_cast<std::size_t>(Verbosity::kNormal);
  return static_cast<Verbosity>(std::min(kMost, kNormal + line.Count("verbose")));
}

std::string VersionText(bool verbose) {
  std::string text = fmt::format("trailsift {}\n", kVersion);
  if (!verbose) return text;
  text += fmt::format("compiler: {}\nJSON: scanner ({}), {}\n", __VERSION__,
                      MemberScanner::Kernels().front().name, DescribeJsonLibrary());
  for (const Rule& rule : BuiltinRules()) text += fmt::format("built-in rule: {}\n", rule.id);
  text += fmt::format("ATT&CK: version {}, {}\n", kAttackVersion, kAttackNotice);
  return text;
}

ExitCode PrintText(const std::string& text, Console& console) {
  return WriteReport(text, "", console) ? ExitCode::kSuccess : ExitCode::kError;
}

ExitCode Run(const std::vector<std::string>& words, const StandardStreams& streams) {
  const Result<CommandLine> line = ParseCommandLine(words);
  if (!line) {
    Console console(Verbosity::kNormal, TraitsOf(STDERR_FILENO, "auto"));
    console.Show(line.error());
    return ExitCode::kError;
  }
  Console console(VerbosityOf(*line), TraitsOf(STDERR_FILENO, line->ValueOr("color", "auto")));
  if (line->Has("help")) {
    return PrintText(FormatHelp(line->command == nullptr ? ProgramSpec() : *line->command),
                     console);
  }
  if (line->Has("version")) return PrintText(VersionText(line->Has("verbose")), console);
  if (line->command == nullptr) {
    console.Print(FormatHelp(ProgramSpec()));
    return ExitCode::kError;
  }
  if (line->Has("quiet") && line->Has("verbose")) {
    console.Say(Diagnostic::Level::kError, "--quiet and --verbose contradict each other");
    return ExitCode::kError;
  }
  const std::string_view name = line->command->name;
  if (name == "scan") return RunScan(*line, words, streams, console);
  if (name == "test") return RunTest(*line, console);
  if (name == "explain") return RunExplain(*line, streams, console);
  if (name == "lint") return RunLint(*line, console);
  if (name == "rules list") return RunRulesList(*line, console);
  if (name == "rules show") return RunRulesShow(*line, console);
  if (name == "rules coverage") return RunRulesCoverage(*line, console);
  if (name == "rules export") return RunRulesExport(*line, console);
  console.Say(Diagnostic::Level::kError,
              fmt::format("'{}' needs a command: see 'trailsift {} --help'", name, name));
  return ExitCode::kError;
}

}  // namespace
}  // namespace trailsift

int main(int argc, char** argv) {
  using namespace trailsift;
  CatchStopSignals();
  const char* problem = nullptr;
  try {
    const StandardStreams streams = OpenStandardStreams();
    const std::vector<std::string> words(argv + std::min(1, argc), argv + argc);
    return static_cast<int>(Run(words, streams));
  } catch (const std::bad_alloc&) {
    problem = "trailsift: error: memory ran out\n";
  } catch (const std::exception&) {
    problem = "trailsift: error: an internal error ended the run; please report it\n";
  }
  [[maybe_unused]] const ssize_t written =
      ::write(STDERR_FILENO, problem, std::char_traits<char>::length(problem));
  return static_cast<int>(ExitCode::kError);
}
