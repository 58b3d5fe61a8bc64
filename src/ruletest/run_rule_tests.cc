#include "ruletest/run_rule_tests.h"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>

#include "alert/make_match.h"
#include "event/event.h"
#include "event/projection.h"
#include "matcher/explain.h"
#include "matcher/rule_index.h"

namespace trailsift {
namespace {

using Status = RuleTestOutcome::Status;

constexpr std::string_view kCloudTrail = "AWS.CloudTrail";

bool CanBeRun(const RuleTest& test) {
  return test.log_type.empty() || test.log_type == kCloudTrail;
}

// Evaluates records by the index over all rules under test, exactly as a scan does.
class Runner {
 public:
  Runner(const RuleSet& rules, const std::vector<RuleNumber>& numbers)
      : index_(rules, numbers, projection_), scratch_(index_), event_(projection_) {}

  void Run(const Rule& rule, const RuleTest& test, RuleTestOutcome& outcome) {
    if (const std::optional<JsonError> error = event_.Assign(test.log)) {
      outcome.status = Status::kFailed;
      outcome.problem = fmt::format("the Log cannot be read as a record: {}", error->message);
      return;
    }
    index_.FindMatches(event_, scratch_, matches_);
    outcome.got = std::ranges::binary_search(matches_, outcome.rule);
    if (outcome.got) outcome.match = Render(rule, outcome.rule);
    const bool passes_filter = !rule.inline_filter || Evaluate(*rule.inline_filter, event_.Tree());
    const bool holds = Evaluate(rule.condition, event_.Tree());
    if ((passes_filter && holds) != outcome.got) {
      outcome.problem = fmt::format(
          "internal error: the compiled condition says {} and the reference evaluator the "
          "opposite; please report this rule and test",
          outcome.got ? "match" : "no match");
    }
    if (outcome.got == outcome.expected && outcome.problem.empty()) return;
    outcome.status = Status::kFailed;
    // Of the two, the parts of an All, both decided a match and the first that is false the rest.
    if (rule.inline_filter && (holds || !passes_filter)) {
      outcome.decided_by_filter = DecidingLeavesOf(*rule.inline_filter);
    }
    if (passes_filter) outcome.decided_by = DecidingLeavesOf(rule.condition);
  }

 private:
  std::vector<DecidingLeaf> DecidingLeavesOf(const Condition& condition) const {
    return FindDecidingLeaves(condition, Explain(condition, event_.Tree()));
  }

  RenderedMatch Render(const Rule& rule, RuleNumber number) {
    Match match = MakeMatch(rule, number, index_.SeverityOf(number, event_, scratch_), event_);
    return {std::move(match.title), ShownDedup(match), match.severity, std::move(match.context)};
  }

  Projection projection_;
  RuleIndex index_;
  RuleIndex::Scratch scratch_;
  Event event_;
  std::vector<RuleNumber> matches_;
};

// What the minimum asks of a rule that it does not have; empty: nothing.
std::string MissingTests(const Rule& rule, std::uint64_t minimum) {
  if (minimum == 0) return {};
  std::uint64_t all = 0;
  std::uint64_t positive = 0;
  for (const RuleTest& test : rule.tests) {
    if (!CanBeRun(test)) continue;
    ++all;
    if (test.expected) ++positive;
  }
  std::vector<std::string> missing;
  if (all < minimum) {
    missing.push_back(
        fmt::format("it has {} {} and needs {}", all, all == 1 ? "test" : "tests", minimum));
  }
  if (minimum > 1 && all > 0 && positive == 0) missing.emplace_back("no test expects a match");
  if (minimum > 1 && all > 0 && positive == all) missing.emplace_back("all tests expect a match");
  return fmt::format("{}", fmt::join(missing, "; "));
}

// Runs the cases of all rules and counts.
class Reporter {
 public:
  Reporter(const RuleSet& rules, const RuleTestOptions& options)
      : rules_(rules), options_(options) {}

  RuleTestReport Report(const std::vector<RuleNumber>& selected) {
    std::vector<RuleNumber> testable;
    for (const RuleNumber number : selected) {
      const std::string reason = WhyNotRun(rules_.rules[number]);
      if (reason.empty()) {
        testable.push_back(number);
      } else {
        report_.skipped_rules.push_back({number, reason});
        ++report_.rules.skipped;
      }
    }
    Runner runner(rules_, testable);
    for (const RuleNumber number : testable) AddRule(number, runner);
    return std::move(report_);
  }

 private:
  // Empty: its tests can be run.
  std::string WhyNotRun(const Rule& rule) const {
    const bool left_out = options_.skip_disabled && rule.state == RuleState::kDisabled;
    if (left_out || !rule.evaluable()) return std::string(RuleStateName(rule.state));
    return rule.tests.empty() && options_.minimum == 0 ? "no tests" : "";
  }

  void AddRule(RuleNumber number, Runner& runner) {
    const Rule& rule = rules_.rules[number];
    RuleTestReport::Counts counts;
    for (const RuleTest& test : rule.tests) {
      if (!options_.selects || options_.selects(test)) AddCase(number, test, runner, counts);
    }
    std::string missing = MissingTests(rule, options_.minimum);
    if (!missing.empty()) report_.missed_minimum.push_back({number, missing});
    if (counts.failed > 0 || !missing.empty()) {
      ++report_.rules.failed;
    } else if (counts.passed > 0) {
      ++report_.rules.passed;
    } else if (counts.skipped > 0) {
      ++report_.rules.skipped;
    }
    report_.cases.passed += counts.passed;
    report_.cases.failed += counts.failed;
    report_.cases.skipped += counts.skipped;
  }

  void AddCase(RuleNumber number, const RuleTest& test, Runner& runner,
               RuleTestReport::Counts& counts) {
    RuleTestOutcome outcome;
    outcome.rule = number;
    outcome.name = test.name;
    outcome.place = test.place;
    outcome.expected = test.expected;
    if (CanBeRun(test)) {
      runner.Run(rules_.rules[number], test, outcome);
    } else {
      outcome.status = Status::kSkipped;
      outcome.skip_reason = fmt::format("log type {}", test.log_type);
    }
    switch (outcome.status) {
      case Status::kPassed:
        ++counts.passed;
        break;
      case Status::kFailed:
        ++counts.failed;
        break;
      case Status::kSkipped:
        ++counts.skipped;
        break;
    }
    report_.outcomes.push_back(std::move(outcome));
  }

  const RuleSet& rules_;
  const RuleTestOptions& options_;
  RuleTestReport report_;
};

}  // namespace

RuleTestReport RunRuleTests(const RuleSet& rules, const std::vector<RuleNumber>& selected,
                            const RuleTestOptions& options) {
  return Reporter(rules, options).Report(selected);
}

}  // namespace trailsift
