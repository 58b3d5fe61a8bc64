#include "writer/rule_card_parts.h"

#include <fmt/format.h>

#include <algorithm>

#include "rule/attack_report.h"
#include "rule/attack_table.h"
#include "writer/test_outcome_text.h"

namespace trailsift {
namespace {

CardTest::Status StatusOf(RuleTestOutcome::Status status) {
  switch (status) {
    case RuleTestOutcome::Status::kPassed:
      return CardTest::Status::kPassed;
    case RuleTestOutcome::Status::kFailed:
      return CardTest::Status::kFailed;
    case RuleTestOutcome::Status::kSkipped:
      return CardTest::Status::kSkipped;
  }
  return CardTest::Status::kNotRun;
}

std::string RemarkOn(const RuleTestOutcome& outcome) {
  if (outcome.status == RuleTestOutcome::Status::kPassed) return {};
  return outcome.skip_reason.empty() ? DescribeVerdict(outcome) : outcome.skip_reason;
}

std::string NumberOf(std::uint64_t count, std::string_view kind) {
  return fmt::format("{} {} {}", count, kind, count == 1 ? "rule" : "rules");
}

// "2 Python rules and 1 derived rule"; empty if there are none.
std::string LeftOutRules(const RuleCard& card) {
  std::string text;
  if (card.python_rules > 0) text = NumberOf(card.python_rules, "Python");
  if (card.derived_rules == 0) return text;
  if (!text.empty()) text += " and ";
  return text + NumberOf(card.derived_rules, "derived");
}

}  // namespace

std::vector<CardTest> CardTests(const Rule& rule, const RuleTestReport& report) {
  std::vector<CardTest> tests;
  for (const RuleTestOutcome& outcome : report.outcomes) {
    tests.push_back({outcome.name, outcome.expected, StatusOf(outcome.status), RemarkOn(outcome),
                     outcome.place.line});
  }
  if (!tests.empty()) return tests;
  for (const RuleTest& test : rule.tests) {
    tests.push_back({test.name, test.expected, CardTest::Status::kNotRun, "", test.place.line});
  }
  return tests;
}

std::string_view StatusName(CardTest::Status status) {
  switch (status) {
    case CardTest::Status::kPassed:
      return "passed";
    case CardTest::Status::kFailed:
      return "failed";
    case CardTest::Status::kSkipped:
      return "skipped";
    case CardTest::Status::kNotRun:
      return "not run";
  }
  return "";
}

std::string_view ExpectedText(bool expected) { return expected ? "a match" : "no match"; }

std::vector<AttackText> AttackTexts(const Rule& rule) {
  std::vector<AttackText> texts;
  for (const AttackReference& reference : rule.attack) {
    AttackText text{reference.tactic, reference.technique};
    if (const AttackTactic* const tactic = FindTactic(reference.tactic)) {
      text.tactic += ' ' + DisplayName(*tactic);
    }
    if (const AttackTechnique* const technique = FindTechnique(reference.technique)) {
      text.technique.append(" ").append(technique->name);
    }
    texts.push_back(std::move(text));
  }
  return texts;
}

std::vector<std::string> RetirementNotes(const Rule& rule) {
  std::vector<std::string> notes;
  for (const AttackReference& reference : rule.attack) {
    const AttackTechnique* const technique = FindTechnique(reference.technique);
    if (technique == nullptr || technique->retired_after.empty()) continue;
    std::string note = fmt::format("{}: {}", technique->id, RetirementText(*technique));
    if (std::ranges::find(notes, note) == notes.end()) notes.push_back(std::move(note));
  }
  return notes;
}

std::vector<std::pair<std::string, std::vector<std::string>>> OtherReports(const Rule& rule) {
  std::vector<std::pair<std::string, std::vector<std::string>>> others;
  for (const auto& [name, values] : rule.reports) {
    std::vector<std::string> shown = values;
    if (IsAttackReport(name)) {
      std::erase_if(shown, [](const std::string& value) { return ParseAttackReference(value); });
      if (shown.empty()) continue;
    }
    others.emplace_back(name, std::move(shown));
  }
  return others;
}

std::string StateText(const Rule& rule) {
  switch (rule.state) {
    case RuleState::kActive:
      return "enabled";
    case RuleState::kDisabled:
      return "disabled";
    case RuleState::kPython:
    case RuleState::kDerived:
    case RuleState::kScheduled:
    case RuleState::kOtherLogType:
      return fmt::format("not evaluated: {}", RuleStateName(rule.state));
  }
  return {};
}

std::string SourceText(const Rule& rule) {
  if (rule.built_in) return fmt::format("built-in, line {}", rule.place.line);
  if (rule.place.line == 0) return rule.place.file;
  return fmt::format("{}:{}", rule.place.file, rule.place.line);
}

std::string NoLogicText(const Rule& rule) {
  if (rule.state == RuleState::kPython) {
    return "The logic of a Python rule cannot be read: trailsift runs no foreign code.";
  }
  if (rule.state == RuleState::kDerived) {
    return "The logic of a derived rule stands in the rule that it is derived from.";
  }
  return "The logic of this rule cannot be read.";
}

std::string ExclusionValues(const Exclusion& exclusion) {
  if (!exclusion.expression.empty()) return exclusion.expression;
  std::string text;
  for (const Literal& value : exclusion.values) {
    if (!text.empty()) text += ", ";
    text += Print(value);
  }
  return exclusion.kind == "in" ? fmt::format("[{}]", text) : text;
}

std::string LeftOutText(const RuleCard& card) {
  const std::string rules = LeftOutRules(card);
  return rules.empty() ? rules : rules + " could not be compared.";
}

std::string CorpusText(const RuleCard& card) {
  const std::string left_out = LeftOutRules(card);
  return fmt::format(
      "Corpus: in how many other rules the indicator occurs, blank for none. Compared: {} {}.{}",
      card.compared, card.compared == 1 ? "rule" : "rules",
      left_out.empty() ? "" : fmt::format(" Left out: {}.", left_out));
}

}  // namespace trailsift
