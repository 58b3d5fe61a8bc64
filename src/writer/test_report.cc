#include "writer/test_report.h"

#include <fmt/format.h>

#include <string_view>

#include "writer/diagnostic_text.h"
#include "writer/terminal_colour.h"
#include "writer/terminal_text.h"
#include "writer/test_outcome_text.h"

namespace trailsift {
namespace {

using Status = RuleTestOutcome::Status;

class TestReportText {
 public:
  TestReportText(const RuleSet& rules, const TestReportOptions& options)
      : rules_(rules), options_(options) {}

  void Add(const RuleTestOutcome& outcome) {
    switch (outcome.status) {
      case Status::kPassed:
        if (!options_.show_passing) return;
        AddHead(outcome.rule, outcome.place, "PASS", kGreen);
        text_ += fmt::format(": {}\n", EscapeForTerminal(outcome.name));
        break;
      case Status::kFailed:
        AddHead(outcome.rule, outcome.place, "FAIL", kBoldRed);
        text_ += fmt::format(": {}\n  {}\n", EscapeForTerminal(outcome.name),
                             EscapeCodeForTerminal(DescribeVerdict(outcome)));
        for (const std::string& line : DescribeDeciding(outcome)) {
          text_ += fmt::format("  {}\n", EscapeCodeForTerminal(line));
        }
        break;
      case Status::kSkipped:
        AddHead(outcome.rule, outcome.place, "SKIP", kYellow);
        text_ += fmt::format(": {} ({})\n", EscapeForTerminal(outcome.name),
                             EscapeForTerminal(outcome.skip_reason));
        return;
    }
    if (options_.show_passing && outcome.match) AddMatch(*outcome.match);
  }

  void AddSkipped(const RuleTestReport::RuleProblem& skipped) {
    AddHead(skipped.rule, rules_.rules[skipped.rule].place, "SKIP", kYellow);
    text_ += fmt::format(" ({})\n", EscapeForTerminal(skipped.text));
  }

  void AddMissedMinimum(const RuleTestReport::RuleProblem& missed) {
    AddHead(missed.rule, rules_.rules[missed.rule].place, "FAIL", kBoldRed);
    text_ += fmt::format(": too few tests\n  {}\n", EscapeForTerminal(missed.text));
  }

  void AddLine(std::string_view line) { text_ += fmt::format("{}\n", line); }

  const std::string& text() const { return text_; }

 private:
  void AddHead(RuleNumber rule, const SourceLocation& place, std::string_view word,
               std::string_view colour) {
    const std::string shown = FormatPlace({place.file, place.line, 0});
    if (!shown.empty()) text_ += shown + ": ";
    text_ += fmt::format("{} {}", Paint(word, options_.colour ? colour : ""),
                         EscapeForTerminal(rules_.rules[rule].id));
  }

  void AddMatch(const RenderedMatch& match) {
    text_ += fmt::format("  title:    {}\n", EscapeForTerminal(match.title));
    text_ += fmt::format("  dedup:    {}\n", EscapeForTerminal(match.dedup));
    text_ += fmt::format("  severity: {}\n", SeverityName(match.severity));
    if (match.context.empty()) return;
    text_ += "  context:\n";
    for (const auto& [name, value] : match.context) {
      text_ += fmt::format("    {}: {}\n", EscapeForTerminal(name), EscapeCodeForTerminal(value));
    }
  }

  const RuleSet& rules_;
  const TestReportOptions& options_;
  std::string text_;
};

}  // namespace

std::string FormatTestReport(const RuleSet& rules, const RuleTestReport& report,
                             const TestReportOptions& options) {
  TestReportText text(rules, options);
  for (const RuleTestOutcome& outcome : report.outcomes) text.Add(outcome);
  for (const auto& missed : report.missed_minimum) text.AddMissedMinimum(missed);
  for (const auto& skipped : report.skipped_rules) text.AddSkipped(skipped);
  text.AddLine(DescribeCounts(report));
  return text.text();
}

}  // namespace trailsift
