#include "ruletest/run_rule_tests.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <utility>
#include <variant>

#include "event/event.h"
#include "event/projection.h"
#include "matcher/explain.h"
#include "matcher/rule_index.h"

namespace trailsift {
namespace {

constexpr std::string_view kCloudTrail = "AWS.CloudTrail";

// Empty: its tests can be run.
std::string WhyNotRun(const Rule& rule) {
  if (!rule.evaluable()) return std::string(RuleStateName(rule.state));
  return rule.tests.empty() ? "no tests" : "";
}

// Evaluates records by the index over all rules under test, exactly as a scan does.
class Runner {
 public:
  Runner(const RuleSet& rules, const std::vector<RuleNumber>& numbers)
      : index_(rules, numbers, projection_), scratch_(index_), event_(projection_) {}

  void Run(const Rule& rule, const RuleTest& test, RuleTestOutcome& outcome) {
    if (const std::optional<JsonError> error = event_.Assign(test.log)) {
      outcome.status = RuleTestOutcome::Status::kFailed;
      outcome.problem = fmt::format("the Log cannot be read as a record: {}", error->message);
      return;
    }
    index_.FindMatches(event_, scratch_, matches_);
    outcome.got = std::ranges::binary_search(matches_, outcome.rule);
    if (outcome.got) outcome.title = rule.title.Render(event_);
    if (Evaluate(rule, event_.Tree()) != outcome.got) {
      outcome.problem = fmt::format(
          "internal error: the compiled condition says {} and the reference evaluator the "
          "opposite; please report this rule and test",
          outcome.got ? "match" : "no match");
    }
    if (outcome.got == outcome.expected && outcome.problem.empty()) return;
    outcome.status = RuleTestOutcome::Status::kFailed;
    AddDecidingLeaves(rule.condition, outcome);
  }

 private:
  void AddDecidingLeaves(const Condition& condition, RuleTestOutcome& outcome) const {
    const std::vector<NodeVerdict> verdicts = Explain(condition, event_.Tree());
    for (const NodeId leaf : DecidingLeaves(condition, verdicts)) {
      outcome.deciding.push_back(
          {Print(condition, leaf), condition.nodes[leaf].position.line, verdicts[leaf].seen});
    }
  }

  Projection projection_;
  RuleIndex index_;
  RuleIndex::Scratch scratch_;
  Event event_;
  std::vector<RuleNumber> matches_;
};

void Count(RuleTestReport& report, RuleTestOutcome::Status status) {
  switch (status) {
    case RuleTestOutcome::Status::kPassed:
      ++report.passed;
      return;
    case RuleTestOutcome::Status::kFailed:
      ++report.failed;
      return;
    case RuleTestOutcome::Status::kSkipped:
      ++report.skipped;
      return;
  }
}

}  // namespace

RuleTestReport RunRuleTests(const RuleSet& rules, const std::vector<RuleNumber>& selected) {
  RuleTestReport report;
  std::vector<RuleNumber> testable;
  for (const RuleNumber number : selected) {
    std::string reason = WhyNotRun(rules.rules[number]);
    if (reason.empty()) {
      testable.push_back(number);
    } else {
      report.skipped_rules.push_back({number, std::move(reason)});
    }
  }
  Runner runner(rules, testable);
  for (const RuleNumber number : testable) {
    const Rule& rule = rules.rules[number];
    bool any_run = false;
    for (const RuleTest& test : rule.tests) {
      RuleTestOutcome outcome;
      outcome.rule = number;
      outcome.name = test.name;
      outcome.place = test.place;
      outcome.expected = test.expected;
      if (!test.log_type.empty() && test.log_type != kCloudTrail) {
        outcome.status = RuleTestOutcome::Status::kSkipped;
        outcome.skip_reason = fmt::format("log type {}", test.log_type);
      } else {
        any_run = true;
        runner.Run(rule, test, outcome);
      }
      Count(report, outcome.status);
      report.outcomes.push_back(std::move(outcome));
    }
    report.rules += any_run ? 1 : 0;
  }
  return report;
}

}  // namespace trailsift
