#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "catalogue/rule_card.h"
#include "rule/rule_set.h"
#include "ruletest/run_rule_tests.h"

namespace trailsift {

// What the three formats of a rule card say in the same words. All texts are unescaped.

// A test case, run or not.
struct CardTest {
  enum class Status : std::uint8_t { kPassed, kFailed, kSkipped, kNotRun };
  std::string_view name;
  bool expected = false;
  Status status = Status::kNotRun;
  std::string remark;  // Why it failed or was skipped; else empty.
  std::uint32_t line = 0;
};
// `report` is about the tests of this rule only.
std::vector<CardTest> CardTests(const Rule& rule, const RuleTestReport& report);
// "passed", "failed", "skipped", "not run".
std::string_view StatusName(CardTest::Status status);
// "a match" or "no match".
std::string_view ExpectedText(bool expected);

// One reference to ATT&CK, each part with its name: "TA0005 Stealth (formerly Defense Evasion)",
// "T1562.003 Impair Defenses: Impair Command History Logging". Either may be empty.
struct AttackText {
  std::string tactic;
  std::string technique;
};
std::vector<AttackText> AttackTexts(const Rule& rule);
// "T1562.003: retired after ATT&CK 18.1, …", once for each retired technique.
std::vector<std::string> RetirementNotes(const Rule& rule);
// The other reports, and of the report on ATT&CK what is no reference.
std::vector<std::pair<std::string, std::vector<std::string>>> OtherReports(const Rule& rule);

// "enabled", "disabled", "not evaluated: Python rule".
std::string StateText(const Rule& rule);
// "built-in, line 4", "rules/a.yml:4".
std::string SourceText(const Rule& rule);
// Why the detection logic cannot be shown.
std::string NoLogicText(const Rule& rule);

// What an exclusion excludes: ["a", 403], or its expression; empty for unary operators.
std::string ExclusionValues(const Exclusion& exclusion);

// "2 Python rules could not be compared."; empty if there are none.
std::string LeftOutText(const RuleCard& card);
// What the corpus column counts, and over which rules.
std::string CorpusText(const RuleCard& card);

}  // namespace trailsift
