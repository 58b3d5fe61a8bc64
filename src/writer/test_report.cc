#include "writer/test_report.h"

#include <fmt/format.h>

#include <string_view>

#include "writer/terminal_text.h"

namespace trailsift {
namespace {

using Status = RuleTestOutcome::Status;

std::string Paint(std::string_view text, std::string_view colour, bool enabled) {
  return enabled ? fmt::format("{}{}\x1b[0m", colour, text) : std::string(text);
}

std::string ShowPlace(const SourceLocation& place) {
  std::string text = EscapeForTerminal(place.file);
  if (place.line > 0) text += fmt::format(":{}", place.line);
  return text.empty() ? text : text + ": ";
}

std::string FormatLeaf(const RuleTestOutcome::DecidingLeaf& leaf) {
  const std::string line = leaf.line > 0 ? fmt::format(" (line {})", leaf.line) : "";
  return fmt::format("  decided by {}{}: saw {}\n", EscapeForTerminal(leaf.condition), line,
                     EscapeForTerminal(leaf.seen));
}

class TestReportText {
 public:
  TestReportText(const RuleSet& rules, bool show_passing, bool colour)
      : rules_(rules), show_passing_(show_passing), colour_(colour) {}

  void Add(const RuleTestOutcome& outcome) {
    switch (outcome.status) {
      case Status::kPassed:
        if (show_passing_) AddPassed(outcome);
        return;
      case Status::kFailed:
        AddFailed(outcome);
        return;
      case Status::kSkipped:
        AddHead(outcome, "SKIP", "\x1b[33m");
        text_ += fmt::format(" ({})\n", EscapeForTerminal(outcome.skip_reason));
        return;
    }
  }

  void Add(const RuleTestReport::SkippedRule& skipped) {
    const Rule& rule = rules_.rules[skipped.rule];
    text_ +=
        fmt::format("{}{} {} ({})\n", ShowPlace(rule.place), Paint("SKIP", "\x1b[33m", colour_),
                    EscapeForTerminal(rule.id), EscapeForTerminal(skipped.reason));
  }

  void AddCounts(const RuleTestReport& report) {
    text_ += fmt::format("{} passed, {} failed, {} skipped in {} {}", report.passed, report.failed,
                         report.skipped, report.rules, report.rules == 1 ? "rule" : "rules");
    if (!report.skipped_rules.empty()) {
      text_ += fmt::format("; {} {} skipped", report.skipped_rules.size(),
                           report.skipped_rules.size() == 1 ? "rule" : "rules");
    }
    text_ += '\n';
  }

  const std::string& text() const { return text_; }

 private:
  void AddHead(const RuleTestOutcome& outcome, std::string_view word, std::string_view colour) {
    text_ += fmt::format("{}{} {}: {}", ShowPlace(outcome.place), Paint(word, colour, colour_),
                         EscapeForTerminal(rules_.rules[outcome.rule].id),
                         EscapeForTerminal(outcome.name));
  }

  void AddPassed(const RuleTestOutcome& outcome) {
    AddHead(outcome, "PASS", "\x1b[32m");
    text_ += '\n';
    if (outcome.got && !outcome.title.empty()) {
      text_ += fmt::format("  title: {}\n", EscapeForTerminal(outcome.title));
    }
  }

  void AddFailed(const RuleTestOutcome& outcome) {
    AddHead(outcome, "FAIL", "\x1b[1;31m");
    text_ += fmt::format("\n  {}\n", EscapeForTerminal(DescribeVerdict(outcome)));
    for (const RuleTestOutcome::DecidingLeaf& leaf : outcome.deciding) text_ += FormatLeaf(leaf);
  }

  const RuleSet& rules_;
  bool show_passing_;
  bool colour_;
  std::string text_;
};

}  // namespace

std::string DescribeVerdict(const RuleTestOutcome& outcome) {
  if (!outcome.problem.empty()) return outcome.problem;
  const auto word = [](bool matched) { return matched ? "a match" : "no match"; };
  return fmt::format("expected {}, got {}", word(outcome.expected), word(outcome.got));
}

std::string FormatTestReport(const RuleSet& rules, const RuleTestReport& report, bool show_passing,
                             bool colour) {
  TestReportText text(rules, show_passing, colour);
  for (const RuleTestOutcome& outcome : report.outcomes) text.Add(outcome);
  for (const RuleTestReport::SkippedRule& skipped : report.skipped_rules) text.Add(skipped);
  text.AddCounts(report);
  return text.text();
}

}  // namespace trailsift
