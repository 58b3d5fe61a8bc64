#pragma once

#include <cstddef>
#include <string>

#include "base/timestamp.h"
#include "lint/lint_rules.h"

namespace trailsift {

// The findings of `trailsift lint` for a person, each with its place, line, caret, code and fix.
// Escaped.
std::string FormatLintText(const LintReport& report, bool colour);

// "3 errors, 1 warning and 0 notes in 2 rules (5 files)".
std::string DescribeLint(const LintReport& report);

// A document of the schema trailsift.lint/1 (docs/schemas/lint-1.schema.json). `exit_code`: that of
// the run.
std::string FormatLintJson(const LintReport& report, int exit_code);

// Workflow commands of GitHub Actions, ten of each level, then a line with the counts.
std::string FormatLintGitHub(const LintReport& report);
// All findings as Markdown for the summary of a step, cut to at most `maximum_bytes`.
std::string FormatLintStepSummary(const LintReport& report, std::size_t maximum_bytes);

// What a SARIF document tells of the run.
struct LintRun {
  int exit_code = 0;
  Timestamp started_at;
  Timestamp ended_at;
  std::string start_directory;  // Absolute; paths below it are written relative to it.
};

// The most results that a SARIF document of findings holds; the gravest are kept.
inline constexpr std::size_t kMaximumLintResults = 25'000;

// A SARIF 2.1.0 document: a rule for each code, a result for each finding, with its fix.
std::string FormatLintSarif(const LintReport& report, const LintRun& run);

}  // namespace trailsift
