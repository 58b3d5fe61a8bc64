#include "loader/problem_reporter.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <tuple>
#include <utility>

#include "loader/yaml_text.h"

namespace trailsift {
namespace {

bool IsPlain(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '.' ||
         c == '_' || c == ':' || c == '-';
}

// As a scalar of YAML on one line; `quote`: ' or ", or 0 for none where none is needed.
std::string WriteScalar(std::string_view value, char quote) {
  if (quote == 0 && std::ranges::all_of(value, IsPlain) && !value.ends_with(':')) {
    return std::string(value);
  }
  if (quote != '\'') quote = '"';
  std::string text(1, quote);
  for (const char c : value) {
    if (c == quote || (quote == '"' && c == '\\')) text += quote == '"' ? '\\' : quote;
    text += c;
  }
  return text + quote;
}

}  // namespace

void ProblemReporter::Report(Diagnostic::Level level, const TextPlace& place, std::string code,
                             std::string message) {
  Keep(level, false, place, std::move(code), std::move(message));
}

void ProblemReporter::Advise(Diagnostic::Level level, const TextPlace& place, std::string code,
                             std::string message) {
  Keep(level, true, place, std::move(code), std::move(message));
}

TextPlace ProblemReporter::PlaceInside(const YamlNode& scalar, std::size_t offset) const {
  const bool is_here = !source_.Line(scalar.place.line).empty();
  if (scalar.verbatim || !is_here) return scalar.PlaceInside(offset);
  const std::size_t start = source_.OffsetOf(scalar.place);
  const std::size_t found = FindInScalar(source_.text(), start, scalar.text, offset);
  return found == std::string_view::npos ? scalar.place : source_.PlaceAt(found);
}

bool ProblemReporter::StandsAt(const TextPlace& place, std::string_view text) const {
  return source_.Line(place.line).substr(place.column - 1).starts_with(text);
}

void ProblemReporter::Keep(Diagnostic::Level level, bool advice, const TextPlace& place,
                           std::string code, std::string message) {
  const auto count = std::ranges::find_if(
      counts_, [&](const Count& each) { return each.level == level && each.advice == advice; });
  last_is_kept_ = ++count->problems <= kMaximumKept;
  if (!last_is_kept_) return;
  kept_.push_back(source_.MakeDiagnostic(level, std::move(code), place, std::move(message)));
  kept_.back().advice = advice;
}

void ProblemReporter::Suggest(std::string text) {
  if (last_is_kept_) kept_.back().fix = std::move(text);
}

void ProblemReporter::SuggestValue(const YamlNode& scalar, std::string_view value) {
  if (!scalar.verbatim) return;
  const std::string_view line = source_.Line(scalar.place.line);
  const char first = scalar.place.column <= line.size() ? line[scalar.place.column - 1] : '"';
  Suggest(WriteScalar(value, scalar.quoted ? first : 0));
}

void ProblemReporter::SuggestQuotes(const YamlNode& scalar) {
  if (scalar.verbatim && !scalar.quoted) Suggest(WriteScalar(scalar.text, '"'));
}

bool ProblemReporter::HasErrorIn(std::uint32_t first, std::uint32_t end) const {
  return std::ranges::any_of(kept_, [&](const Diagnostic& problem) {
    return problem.level == Diagnostic::Level::kError && problem.place.line >= first &&
           problem.place.line < end;
  });
}

void ProblemReporter::MoveTo(Diagnostics& diagnostics) {
  std::ranges::stable_sort(kept_, {}, [](const Diagnostic& diagnostic) {
    return std::tuple(diagnostic.place.line, diagnostic.place.column);
  });
  std::ranges::move(kept_, std::back_inserter(diagnostics));
  kept_.clear();
  for (Count& count : counts_) {
    const std::size_t problems = std::exchange(count.problems, 0);
    if (problems <= kMaximumKept) continue;
    diagnostics.push_back(
        source_.MakeDiagnostic(count.level, "more-problems", {},
                               fmt::format("{} more of the level {} in this file",
                                           problems - kMaximumKept, LevelName(count.level))));
    diagnostics.back().advice = count.advice;
  }
}

}  // namespace trailsift
