#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostic.h"

namespace trailsift {

// Something that GitHub Actions shows beside a line of a file. All texts are unescaped.
struct GitHubAnnotation {
  Diagnostic::Level level = Diagnostic::Level::kError;
  SourceLocation place;
  std::string title;
  std::string message;  // May have several lines.
};

// The workflow commands that make the annotations, a line each:
//   ::error file=rules/x.yml,line=14,col=3,title=My.Rule::unknown condition
// GitHub shows ten of each level a step, so of each level the first ten are written, and then a
// line that says how many there are beyond.
std::string FormatAnnotations(const std::vector<GitHubAnnotation>& annotations);

// Escaped text (EscapeForTerminal) of many lines as Markdown for the summary of a step, cut at the
// end of a line to at most `maximum_bytes`; empty if that is not enough for the heading.
std::string FormatMarkdownBlock(std::string_view heading, std::string_view escaped,
                                std::size_t maximum_bytes);

}  // namespace trailsift
