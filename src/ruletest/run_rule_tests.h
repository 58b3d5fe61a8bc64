#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/diagnostic.h"
#include "base/severity.h"
#include "matcher/deciding_leaves.h"
#include "rule/rule_set.h"

namespace trailsift {

// What a match says for itself, as a scan would report it.
struct RenderedMatch {
  std::string title;
  std::string dedup;
  Severity severity = Severity::kInfo;                       // After DynamicSeverities.
  std::vector<std::pair<std::string, std::string>> context;  // Names and JSON texts.
};

// The outcome of one test case of a rule file.
struct RuleTestOutcome {
  enum class Status : std::uint8_t { kPassed, kFailed, kSkipped };

  RuleNumber rule = 0;
  std::string name;
  SourceLocation place;
  Status status = Status::kPassed;
  bool expected = false;
  bool got = false;
  std::string skip_reason;
  // Why there is no verdict to compare, a defect of ours or a record that cannot be read; such a
  // case failed whatever it expected. Usually empty.
  std::string problem;
  // Of failed cases what decided: leaves of InlineFilters, of Detection, or for a match of both.
  std::vector<DecidingLeaf> decided_by_filter;
  std::vector<DecidingLeaf> decided_by;
  std::optional<RenderedMatch> match;  // If it got a match.
};

struct RuleTestOptions {
  // Which cases are run; empty: all.
  std::function<bool(const RuleTest&)> selects;
  // A rule that can be evaluated needs so many cases that can be run, whether selected or not;
  // above 1 also one that expects a match and one that does not.
  std::uint64_t minimum = 0;
  bool skip_disabled = false;
};

struct RuleTestReport {
  struct RuleProblem {
    RuleNumber rule = 0;
    std::string text;
  };
  struct Counts {
    std::uint64_t passed = 0;
    std::uint64_t failed = 0;
    std::uint64_t skipped = 0;
  };

  std::vector<RuleTestOutcome> outcomes;    // Rule order, then file order.
  std::vector<RuleProblem> skipped_rules;   // "Python rule", "derived rule", "no tests" …
  std::vector<RuleProblem> missed_minimum;  // Rules that have too few cases, and what is missing.
  // What keeps rule files from being loaded: for whoever loaded them to fill in.
  Diagnostics load_errors;
  Counts cases;
  // A rule failed if a case failed or it missed the minimum; it was skipped if no selected case
  // could be run. Rules none of whose cases were selected do not count.
  Counts rules;
};

// Replays the test cases of the given rules with the compiled evaluator, and explains failures with
// the reference evaluator.
RuleTestReport RunRuleTests(const RuleSet& rules, const std::vector<RuleNumber>& selected,
                            const RuleTestOptions& options = {});

}  // namespace trailsift
