#include <fmt/format.h>

#include <string_view>

#include "writer/terminal_text.h"
#include "writer/test_outcome_text.h"
#include "writer/test_report.h"

// TAP 14, https://testanything.org/tap-version-14-specification.html. Foreign text is escaped as
// for a terminal, which is where it ends, and then for its place: a description, or a YAML scalar.

namespace trailsift {
namespace {

using Status = RuleTestOutcome::Status;

// A backslash that is doubled for a terminal is escaped for TAP, too.
std::string TapText(std::string_view text) {
  std::string escaped;
  for (const char c : EscapeForTerminal(text)) {
    if (c == '#') escaped += '\\';
    escaped += c;
  }
  return escaped;
}

// A single-quoted scalar: there a backslash is nothing special.
std::string YamlText(std::string_view text) {
  std::string quoted = "'";
  for (const char c : EscapeCodeForTerminal(text)) {
    if (c == '\'') quoted += '\'';
    quoted += c;
  }
  return quoted + '\'';
}

class TapDocument {
 public:
  void Pass(std::string_view name) { AddPoint("ok", name); }

  void Skip(std::string_view name, std::string_view reason) {
    AddPoint("ok", name, fmt::format(" # SKIP {}", TapText(reason)));
  }

  // What follows until EndBlock is indented YAML.
  void Fail(std::string_view name, std::string_view message, const SourceLocation& place) {
    AddPoint("not ok", name);
    lines_ += fmt::format("  ---\n  message: {}\n  severity: fail\n  at:\n    file: {}\n",
                          YamlText(message), YamlText(place.file));
    if (place.line > 0) lines_ += fmt::format("    line: {}\n", place.line);
  }
  void AddValue(std::string_view key, bool value) {
    lines_ += fmt::format("  {}: {}\n", key, value);
  }
  void AddList(std::string_view key, const std::vector<std::string>& values) {
    if (values.empty()) return;
    lines_ += fmt::format("  {}:\n", key);
    for (const std::string& value : values) lines_ += fmt::format("    - {}\n", YamlText(value));
  }
  void EndBlock() { lines_ += "  ...\n"; }

  std::string Finish() const { return fmt::format("TAP version 14\n1..{}\n{}", points_, lines_); }

 private:
  void AddPoint(std::string_view verdict, std::string_view name, std::string_view directive = "") {
    lines_ += fmt::format("{} {} - {}{}\n", verdict, ++points_, TapText(name), directive);
  }

  std::uint64_t points_ = 0;
  std::string lines_;
};

void AddCase(const Rule& rule, const RuleTestOutcome& outcome, TapDocument& tap) {
  const std::string name = fmt::format("{}: {}", rule.id, outcome.name);
  switch (outcome.status) {
    case Status::kPassed:
      tap.Pass(name);
      return;
    case Status::kSkipped:
      tap.Skip(name, outcome.skip_reason);
      return;
    case Status::kFailed:
      tap.Fail(name, DescribeVerdict(outcome), outcome.place);
      tap.AddValue("expected", outcome.expected);
      if (outcome.problem.empty()) tap.AddValue("got", outcome.got);
      tap.AddList("decided", DescribeDeciding(outcome));
      tap.EndBlock();
      return;
  }
}

}  // namespace

std::string FormatTapReport(const RuleSet& rules, const RuleTestReport& report) {
  TapDocument tap;
  for (const RuleTestOutcome& outcome : report.outcomes) {
    AddCase(rules.rules[outcome.rule], outcome, tap);
  }
  for (const auto& missed : report.missed_minimum) {
    const Rule& rule = rules.rules[missed.rule];
    tap.Fail(rule.id + ": number of tests", missed.text, rule.place);
    tap.EndBlock();
  }
  for (const auto& skipped : report.skipped_rules) {
    tap.Skip(rules.rules[skipped.rule].id, skipped.text);
  }
  for (const UnloadedFile& unloaded : UnloadedFiles(report)) {
    const Diagnostic& first = *unloaded.errors.front();
    tap.Fail(unloaded.file + ": loads", first.message, first.place);
    std::vector<std::string> errors;
    for (const Diagnostic* error : unloaded.errors) {
      errors.push_back(fmt::format("{}: {}", DescribePlace(error->place), error->message));
    }
    tap.AddList("errors", errors);
    tap.EndBlock();
  }
  std::string text = tap.Finish();
  // Whoever reads only this text would take a run without a verdict for a good one.
  if (report.cases.passed + report.cases.failed == 0) text += "Bail out! no test case was run\n";
  return text;
}

}  // namespace trailsift
