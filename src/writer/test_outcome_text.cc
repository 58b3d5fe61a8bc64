#include "writer/test_outcome_text.h"

#include <fmt/format.h>

#include <algorithm>

namespace trailsift {
namespace {

std::string Lines(const Position& position) {
  return position.line > 0 ? fmt::format(" (line {})", position.line) : "";
}

std::string DescribeLeaf(const DecidingLeaf& leaf) {
  std::string text = leaf.condition + Lines(leaf.position);
  if (!leaf.seen.empty()) text += fmt::format(": saw {}", leaf.seen);
  if (!leaf.other_seen.empty()) text += fmt::format(" and {}", leaf.other_seen);
  if (leaf.element_count > 0) {
    text += fmt::format(", satisfied by {} of {} {}", leaf.satisfying_count, leaf.element_count,
                        leaf.element_count == 1 ? "element" : "elements");
  }
  return text;
}

void AddLeaves(const std::vector<DecidingLeaf>& leaves, std::string_view before,
               std::size_t indentation, std::vector<std::string>& lines) {
  for (const DecidingLeaf& leaf : leaves) {
    lines.push_back(fmt::format("{:{}}{}{}", "", indentation, before, DescribeLeaf(leaf)));
    for (const DecidingElement& element : leaf.elements) {
      AddLeaves(element.leaves, fmt::format("[{}] ", element.index), indentation + 2, lines);
    }
  }
}

std::string ShowCounts(const RuleTestReport::Counts& counts) {
  return fmt::format("{} passed, {} failed, {} skipped", counts.passed, counts.failed,
                     counts.skipped);
}

}  // namespace

std::string DescribeVerdict(const RuleTestOutcome& outcome) {
  if (!outcome.problem.empty()) return outcome.problem;
  const auto word = [](bool matched) { return matched ? "a match" : "no match"; };
  return fmt::format("expected {}, got {}", word(outcome.expected), word(outcome.got));
}

std::vector<std::string> DescribeDeciding(const RuleTestOutcome& outcome) {
  std::vector<std::string> lines;
  AddLeaves(outcome.decided_by_filter, "decided by inline filter ", 0, lines);
  AddLeaves(outcome.decided_by, "decided by ", 0, lines);
  return lines;
}

std::string DescribePlace(const SourceLocation& place) {
  std::string text = place.file;
  if (place.line > 0) text += fmt::format(":{}", place.line);
  if (place.line > 0 && place.column > 0) text += fmt::format(":{}", place.column);
  return text;
}

std::vector<UnloadedFile> UnloadedFiles(const RuleTestReport& report) {
  std::vector<UnloadedFile> files;
  for (const Diagnostic& error : report.load_errors) {
    auto found = std::ranges::find(files, error.place.file, &UnloadedFile::file);
    if (found == files.end()) {
      files.push_back({error.place.file, {}});
      found = std::prev(files.end());
    }
    found->errors.push_back(&error);
  }
  return files;
}

std::string DescribeCounts(const RuleTestReport& report) {
  std::string text = ShowCounts(report.cases);
  if (report.rules.failed > 0 || report.rules.skipped > 0) {
    text += "; rules: " + ShowCounts(report.rules);
  } else {
    text +=
        fmt::format(" in {} {}", report.rules.passed, report.rules.passed == 1 ? "rule" : "rules");
  }
  if (const std::size_t unloaded = UnloadedFiles(report).size(); unloaded > 0) {
    text += fmt::format("; errors in {} {}", unloaded, unloaded == 1 ? "path" : "paths");
  }
  return text;
}

}  // namespace trailsift
