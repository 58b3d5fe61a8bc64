#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/diagnostic.h"
#include "rule/rule_set.h"

namespace trailsift {

// The outcome of one test case of a rule file.
struct RuleTestOutcome {
  enum class Status : std::uint8_t { kPassed, kFailed, kSkipped };
  // A leaf of the condition that decided the verdict, in normalised notation.
  struct DecidingLeaf {
    std::string condition;
    std::uint32_t line = 0;  // In the rule file.
    std::string seen;        // The value the event had, as JSON, or "missing".
  };

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
  std::vector<DecidingLeaf> deciding;  // Failed cases only.
  std::string title;                   // Of a match.
};

struct RuleTestReport {
  struct SkippedRule {
    RuleNumber rule = 0;
    std::string reason;  // "Python rule", "derived rule", "no tests" …
  };

  std::vector<RuleTestOutcome> outcomes;  // Rule order, then file order.
  std::vector<SkippedRule> skipped_rules;
  std::uint64_t passed = 0;
  std::uint64_t failed = 0;
  std::uint64_t skipped = 0;
  std::uint64_t rules = 0;  // With at least one case that was run.
};

// Replays the test cases of the given rules with the compiled evaluator, and explains failures with
// the reference evaluator.
RuleTestReport RunRuleTests(const RuleSet& rules, const std::vector<RuleNumber>& selected);

}  // namespace trailsift
