#include "loader/problem_reporter.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <tuple>
#include <utility>

namespace trailsift {

void ProblemReporter::Report(Diagnostic::Level level, const TextPlace& place, std::string code,
                             std::string message) {
  Keep(level, false, place, std::move(code), std::move(message));
}

void ProblemReporter::Advise(const TextPlace& place, std::string code, std::string message) {
  Keep(Diagnostic::Level::kWarning, true, place, std::move(code), std::move(message));
}

void ProblemReporter::Keep(Diagnostic::Level level, bool advice, const TextPlace& place,
                           std::string code, std::string message) {
  const auto count = std::ranges::find_if(
      counts_, [&](const Count& each) { return each.level == level && each.advice == advice; });
  if (++count->problems > kMaximumKept) return;
  kept_.push_back(source_.MakeDiagnostic(level, std::move(code), place, std::move(message)));
  kept_.back().advice = advice;
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
