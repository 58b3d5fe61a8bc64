#include "cli/test_command.h"

#include <fmt/format.h>
#include <fnmatch.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "cli/key_filter.h"
#include "cli/option_values.h"
#include "cli/output_target.h"
#include "cli/report_output.h"
#include "cli/rule_selection.h"
#include "cli/sandbox.h"
#include "loader/rule_loader.h"
#include "ruletest/run_rule_tests.h"
#include "writer/rule_summary.h"
#include "writer/test_report.h"

namespace trailsift {
namespace {

constexpr std::uint64_t kMaximumMinimum = 1'000'000;

bool MatchesAny(const std::string& name, const std::vector<std::string>& globs) {
  return std::ranges::any_of(globs, [&](const std::string& glob) {
    return ::fnmatch(glob.c_str(), name.c_str(), 0) == 0;
  });
}

// One run of the command; the members are filled in step by step.
class TestRun {
 public:
  TestRun(const CommandLine& line, Console& console) : line_(line), console_(console) {}

  ExitCode Run() {
    if (!ReadOptions() || !EnterSandbox(ReachOfReport(line_), line_, console_)) {
      return ExitCode::kError;
    }
    Load();
    if (report_.load_errors.empty() && !HasRules()) return ExitCode::kError;
    WarnOfUntested();
    Diagnostics load_errors = std::move(report_.load_errors);
    report_ = RunRuleTests(rules_, selected_, options_);
    report_.load_errors = std::move(load_errors);
    const ExitCode code = Verdict();
    if (!Write(code)) return ExitCode::kError;
    if (code == ExitCode::kError && report_.load_errors.empty()) SayNothingRun();
    return code;
  }

 private:
  bool ReadOptions() {
    if (!CheckReportPath(OutputPath(line_), line_.arguments, console_)) return false;
    auto filters = ReadKeyFilters(line_.Values("filter"));
    if (!filters) return Fail(filters.error());
    filters_ = std::move(*filters);
    if (const std::string* text = line_.Value("minimum-tests")) {
      const auto minimum = ReadNumber("minimum-tests", *text, 0, kMaximumMinimum);
      if (!minimum) return Fail(minimum.error());
      options_.minimum = *minimum;
    }
    if (const auto& globs = line_.Values("test-name"); !globs.empty()) {
      options_.selects = [&globs](const RuleTest& test) { return MatchesAny(test.name, globs); };
    }
    options_.skip_disabled = line_.Has("skip-disabled");
    return true;
  }

  // Rules of a file with an error are not tested: what they mean is not known.
  void Load() {
    Diagnostics diagnostics;
    rules_ = LoadRules({line_.arguments, line_.arguments.empty()}, diagnostics);
    ShowRuleProblems(diagnostics, console_);
    std::set<std::string_view> unloaded;
    for (const Diagnostic& diagnostic : diagnostics) {
      if (diagnostic.level != Diagnostic::Level::kError) continue;
      unloaded.insert(diagnostic.place.file);
      report_.load_errors.push_back(diagnostic);
    }
    for (const RuleNumber number : SelectedRules(rules_, line_)) {
      const Rule& rule = rules_.rules[number];
      any_with_id_ = true;
      if (unloaded.contains(rule.place.file) || !SatisfiesAll(rule, filters_)) continue;
      selected_.push_back(number);
    }
  }

  bool HasRules() {
    if (!selected_.empty()) return true;
    if (rules_.rules.empty()) {
      return Fail("there is no rule to test: " + DescribeRules(rules_, {}));
    }
    return Fail(any_with_id_ ? "--filter leaves no rule"
                             : "no rule has an id that --rule-id matches");
  }

  // A rule that could be tested but has no case, in a run that tests others.
  void WarnOfUntested() {
    if (options_.minimum > 0) return;
    for (const RuleNumber number : selected_) {
      const Rule& rule = rules_.rules[number];
      if (!rule.evaluable() || !rule.tests.empty()) continue;
      if (options_.skip_disabled && rule.state == RuleState::kDisabled) continue;
      Diagnostic diagnostic;
      diagnostic.level = Diagnostic::Level::kWarning;
      diagnostic.code = "no-tests";
      diagnostic.place = rule.place;
      diagnostic.message = fmt::format("rule {} has no tests; add some under 'Tests'", rule.id);
      console_.Show(diagnostic);
    }
  }

  bool nothing_run() const { return report_.cases.passed + report_.cases.failed == 0; }

  ExitCode Verdict() const {
    if (!report_.load_errors.empty() || nothing_run()) return ExitCode::kError;
    return report_.rules.failed > 0 ? ExitCode::kFindings : ExitCode::kSuccess;
  }

  void SayNothingRun() {
    const bool unnamed = options_.selects && report_.outcomes.empty();
    Fail(unnamed ? "no test case has a name that --test-name matches" : "no test case was run");
  }

  std::string Format(ExitCode code) const {
    const std::string_view format = line_.ValueOr("format", "text");
    if (format == "junit") return FormatJUnitReport(rules_, report_);
    if (format == "tap") return FormatTapReport(rules_, report_);
    if (format == "json") return FormatTestJson(rules_, report_, static_cast<int>(code));
    if (format == "github") return FormatGitHubReport(rules_, report_);
    if (selected_.empty()) return {};  // The errors have been said.
    TestReportOptions options;
    options.show_passing = line_.Has("show-passing") || line_.Has("verbose");
    options.colour = TraitsOfTarget(OutputPath(line_), line_).colour;
    return FormatTestReport(rules_, report_, options);
  }

  bool Write(ExitCode code) {
    if (!WriteReport(Format(code), OutputPath(line_), console_)) return false;
    if (line_.ValueOr("format", "") != "github") return true;
    return AppendStepSummary(
        [&](std::size_t room) { return FormatStepSummary(rules_, report_, room); }, console_);
  }

  bool Fail(const std::string& message) {
    console_.Say(Diagnostic::Level::kError, message);
    return false;
  }
  bool Fail(const Diagnostic& problem) {
    console_.Show(problem);
    return false;
  }

  const CommandLine& line_;
  Console& console_;
  std::vector<KeyFilter> filters_;
  RuleTestOptions options_;
  RuleSet rules_;
  bool any_with_id_ = false;
  std::vector<RuleNumber> selected_;
  RuleTestReport report_;
};

}  // namespace

ExitCode RunTest(const CommandLine& line, Console& console) { return TestRun(line, console).Run(); }

}  // namespace trailsift
