#include <fmt/format.h>

#include "writer/diagnostic_text.h"
#include "writer/github_annotations.h"
#include "writer/test_outcome_text.h"
#include "writer/test_report.h"

namespace trailsift {
namespace {

using Status = RuleTestOutcome::Status;

GitHubAnnotation Annotate(const Rule& rule, const RuleTestOutcome& outcome) {
  GitHubAnnotation annotation;
  annotation.place = outcome.place;
  annotation.title = fmt::format("{}: {}", rule.id, outcome.name);
  if (outcome.status == Status::kSkipped) {
    annotation.level = Diagnostic::Level::kNote;
    annotation.message = "skipped: " + outcome.skip_reason;
    return annotation;
  }
  annotation.message = DescribeVerdict(outcome);
  for (const std::string& line : DescribeDeciding(outcome)) annotation.message += "\n" + line;
  return annotation;
}

std::vector<GitHubAnnotation> AnnotateAll(const RuleSet& rules, const RuleTestReport& report) {
  std::vector<GitHubAnnotation> annotations;
  for (const Diagnostic& error : report.load_errors) {
    annotations.push_back({Diagnostic::Level::kError, error.place, "", error.message});
  }
  for (const RuleTestOutcome& outcome : report.outcomes) {
    if (outcome.status == Status::kPassed) continue;
    annotations.push_back(Annotate(rules.rules[outcome.rule], outcome));
  }
  for (const auto& missed : report.missed_minimum) {
    const Rule& rule = rules.rules[missed.rule];
    annotations.push_back(
        {Diagnostic::Level::kError, rule.place, rule.id + ": too few tests", missed.text});
  }
  for (const auto& skipped : report.skipped_rules) {
    const Rule& rule = rules.rules[skipped.rule];
    // What could be tested and is not deserves more than a note.
    const auto level = rule.evaluable() && rule.tests.empty() ? Diagnostic::Level::kWarning
                                                              : Diagnostic::Level::kNote;
    annotations.push_back({level, rule.place, rule.id, "not tested: " + skipped.text});
  }
  return annotations;
}

}  // namespace

std::string FormatGitHubReport(const RuleSet& rules, const RuleTestReport& report) {
  return FormatAnnotations(AnnotateAll(rules, report)) + DescribeCounts(report) + "\n";
}

std::string FormatStepSummary(const RuleSet& rules, const RuleTestReport& report,
                              std::size_t maximum_bytes) {
  // The counts first: they must not be what is cut.
  std::string text = DescribeCounts(report) + "\n";
  for (const Diagnostic& error : report.load_errors) text += FormatDiagnostic(error, false);
  text += FormatTestReport(rules, report, {});
  return FormatMarkdownBlock("trailsift test", text, maximum_bytes);
}

}  // namespace trailsift
