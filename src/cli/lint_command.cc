#include "cli/lint_command.h"

#include <fmt/format.h>

#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>
#include <system_error>

#include "cli/output_target.h"
#include "cli/report_output.h"
#include "cli/sandbox.h"
#include "cli/scan_request.h"
#include "lint/lint_rules.h"
#include "writer/lint_report.h"
#include "writer/rule_summary.h"

namespace trailsift {
namespace {

ExitCode Verdict(const LintReport& report) {
  if (report.incomplete()) return ExitCode::kError;
  if (report.Count(Diagnostic::Level::kError) > 0) return ExitCode::kFindings;
  // A check that checked nothing must not be green.
  return report.rules == 0 ? ExitCode::kError : ExitCode::kSuccess;
}

std::string FormatReport(const CommandLine& line, const LintReport& report, LintRun run) {
  const std::string_view format = line.ValueOr("format", "text");
  if (format == "json") return FormatLintJson(report, run.exit_code);
  if (format == "github") return FormatLintGitHub(report);
  if (format == "sarif") {
    std::error_code error;
    run.start_directory = std::filesystem::current_path(error).string();
    run.ended_at = CurrentTime();
    return FormatLintSarif(report, run);
  }
  return FormatLintText(report, TraitsOfTarget(OutputPath(line), line).colour);
}

}  // namespace

ExitCode RunLint(const CommandLine& line, Console& console) {
  if (line.arguments.empty()) {
    console.Say(Diagnostic::Level::kError,
                "'lint' needs a rule file or a folder: trailsift lint PATH...");
    return ExitCode::kError;
  }
  if (!CheckReportPath(OutputPath(line), line.arguments, console) ||
      !EnterSandbox(ReachOfReport(line), line, console)) {
    return ExitCode::kError;
  }
  LintRun run;
  run.started_at = CurrentTime();
  const LintReport report = LintRules(line.arguments, line.Has("deny-warnings"));
  const ExitCode verdict = Verdict(report);
  run.exit_code = static_cast<int>(verdict);
  if (!WriteReport(FormatReport(line, report, run), OutputPath(line), console)) {
    return ExitCode::kError;
  }
  const bool github = line.ValueOr("format", "") == "github";
  const auto summary = [&](std::size_t room) { return FormatLintStepSummary(report, room); };
  if (github && !AppendStepSummary(summary, console)) return ExitCode::kError;
  if (report.rules == 0 && verdict == ExitCode::kError) {
    console.Say(Diagnostic::Level::kError,
                "there is no rule to check: " + DescribeRules(report.loaded, {}));
  } else if (!github) {
    console.Print(DescribeLint(report));
  }
  return verdict;
}

}  // namespace trailsift
