#include "loader/problem_reporter.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <tuple>
#include <utility>

namespace trailsift {

void ProblemReporter::Report(Diagnostic::Level level, const TextPlace& place, std::string code,
                             std::string message) {
  if (++counts_[static_cast<std::size_t>(level)] > kMaximumKept) return;
  kept_.push_back(source_.MakeDiagnostic(level, std::move(code), place, std::move(message)));
}

void ProblemReporter::NotSupported(const YamlNode& node, const std::string& what) {
  ++not_supported_;
  if (!tolerant_) {
    Error(node, "not-supported", what + " is known but not supported by this version");
  }
}

void ProblemReporter::MoveTo(Diagnostics& diagnostics) {
  std::ranges::stable_sort(kept_, {}, [](const Diagnostic& diagnostic) {
    return std::tuple(diagnostic.place.line, diagnostic.place.column);
  });
  std::ranges::move(kept_, std::back_inserter(diagnostics));
  kept_.clear();
  for (const auto level :
       {Diagnostic::Level::kError, Diagnostic::Level::kWarning, Diagnostic::Level::kNote}) {
    if (count(level) <= kMaximumKept) continue;
    diagnostics.push_back(
        source_.MakeDiagnostic(level, "more-problems", {},
                               fmt::format("{} more of the level {} in this file",
                                           count(level) - kMaximumKept, LevelName(level))));
  }
  counts_ = {};
}

}  // namespace trailsift
