#include <fmt/format.h>

#include <cstdint>
#include <string_view>

#include "writer/diagnostic_text.h"
#include "writer/github_annotations.h"
#include "writer/lint_report.h"

namespace trailsift {
namespace {

std::string Counted(std::uint64_t count, std::string_view noun) {
  return fmt::format("{} {}{}", count, noun, count == 1 ? "" : "s");
}

}  // namespace

std::string FormatLintText(const LintReport& report, bool colour) {
  std::string text;
  for (const Diagnostic& finding : report.findings) text += FormatFinding(finding, colour);
  return text;
}

std::string DescribeLint(const LintReport& report) {
  using Level = Diagnostic::Level;
  return fmt::format("{}, {} and {} in {} ({})", Counted(report.Count(Level::kError), "error"),
                     Counted(report.Count(Level::kWarning), "warning"),
                     Counted(report.Count(Level::kNote), "note"), Counted(report.rules, "rule"),
                     Counted(report.files, "file"));
}

std::string FormatLintGitHub(const LintReport& report) {
  std::vector<GitHubAnnotation> annotations;
  for (const Diagnostic& finding : report.findings) {
    GitHubAnnotation annotation{finding.level, finding.place, finding.code, finding.message};
    if (finding.fix) annotation.message += "\nfix: " + *finding.fix;
    annotations.push_back(std::move(annotation));
  }
  return FormatAnnotations(annotations) + DescribeLint(report) + "\n";
}

std::string FormatLintStepSummary(const LintReport& report, std::size_t maximum_bytes) {
  // The counts first: they must not be what is cut.
  return FormatMarkdownBlock(
      "trailsift lint", DescribeLint(report) + "\n" + FormatLintText(report, false), maximum_bytes);
}

}  // namespace trailsift
