#include "lint/lint_rules.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>

#include "lint/attack_checks.h"
#include "lint/contradictions.h"
#include "lint/field_checks.h"
#include "loader/rule_loader.h"

namespace trailsift {
namespace {

constexpr auto kError = Diagnostic::Level::kError;
constexpr auto kWarning = Diagnostic::Level::kWarning;

const YamlNode* FindKey(const YamlNode& document, std::string_view key) {
  const auto found = std::ranges::find(document.keys, key, &YamlNode::text);
  return found == document.keys.end() ? nullptr : &*found;
}

// The line of the key behind the given one, where the value of that ends.
std::uint32_t EndLine(const YamlNode& document, const YamlNode& key) {
  std::uint32_t end = UINT32_MAX;
  for (const YamlNode& other : document.keys) {
    if (other.place.line > key.place.line) end = std::min(end, other.place.line);
  }
  return end;
}

// Half a condition would seem to say things that its author did not write.
bool ConditionsAreWhole(const YamlNode& document, const ProblemReporter& problems) {
  constexpr std::array<std::string_view, 3> kParts = {"InlineFilters", "Detection",
                                                      "DynamicSeverities"};
  return std::ranges::none_of(kParts, [&](std::string_view part) {
    const YamlNode* const key = FindKey(document, part);
    return key != nullptr && problems.HasErrorIn(key->place.line, EndLine(document, *key));
  });
}

void CheckConditions(const YamlNode& document, const Rule& rule, ProblemReporter& problems) {
  // A rule without Detection is an error of the loader and has no condition.
  if (!rule.evaluable() || rule.condition.nodes.empty()) return;
  if (!ConditionsAreWhole(document, problems)) return;
  for (ConditionFinding& finding : FindContradictions(rule)) {
    problems.Report(finding.level,
                    {finding.position.line, finding.position.column, finding.position.length},
                    std::move(finding.code), std::move(finding.message));
  }
}

void CheckTests(const YamlNode& document, const Rule& rule, ProblemReporter& problems) {
  if (!rule.evaluable()) return;
  const YamlNode* const tests = document.Find("Tests");
  if (tests != nullptr && tests->kind != YamlNode::Kind::kList) return;
  if (tests == nullptr || tests->items.empty()) {
    problems.Warn(tests != nullptr ? *tests : *FindKey(document, "RuleID"), "no-tests",
                  fmt::format("the rule {} has no tests", rule.id));
    return;
  }
  bool expects_match = false;
  bool expects_none = false;
  for (const YamlNode& test : tests->items) {
    const YamlNode* const expected = test.Find("ExpectedResult");
    if (expected == nullptr || expected->kind != YamlNode::Kind::kBoolean) return;  // Reported.
    (expected->boolean() ? expects_match : expects_none) = true;
  }
  const YamlNode& key = *FindKey(document, "Tests");
  if (!expects_match) {
    problems.Warn(key, "no-positive-test",
                  fmt::format("no test of the rule {} expects a match", rule.id));
  }
  if (!expects_none) {
    problems.Warn(key, "no-negative-test",
                  fmt::format("no test of the rule {} expects that it does not match", rule.id));
  }
}

RuleObserver CheckEachRule(LintReport& report) {
  return [&report](const YamlDocument& document, const Rule* rule, ProblemReporter& problems) {
    ++report.rules;
    CheckAttackIds(document.root, problems);
    if (rule == nullptr) return;
    CheckFields(document.root, *rule, problems);
    CheckConditions(document.root, *rule, problems);
    CheckTests(document.root, *rule, problems);
  };
}

void Finish(LintReport& report, bool deny_warnings) {
  report.files = report.loaded.files;
  for (Diagnostic& finding : report.findings) {
    // A scan passes over such a rule; whoever checks rules wants to know.
    if (finding.code == "python-rule") finding.level = kWarning;
    if (deny_warnings && finding.level == kWarning) finding.level = kError;
  }
}

}  // namespace

std::uint64_t LintReport::Count(Diagnostic::Level level) const {
  return static_cast<std::uint64_t>(std::ranges::count(findings, level, &Diagnostic::level));
}

bool LintReport::incomplete() const {
  constexpr std::array<std::string_view, 4> kNotChecked = {"unreadable-path", "not-regular",
                                                           "no-rule", "no-rule-file"};
  return std::ranges::any_of(findings, [&](const Diagnostic& finding) {
    return std::ranges::find(kNotChecked, finding.code) != kNotChecked.end();
  });
}

LintReport LintRules(const std::vector<std::string>& paths, bool deny_warnings) {
  LintReport report;
  report.loaded = LoadRules({paths, false}, report.findings, CheckEachRule(report));
  Finish(report, deny_warnings);
  return report;
}

LintReport LintRuleText(std::string_view text, const std::string& file, bool deny_warnings) {
  LintReport report;
  LoadRuleText(text, file, true, report.loaded, report.findings, CheckEachRule(report));
  Finish(report, deny_warnings);
  return report;
}

}  // namespace trailsift
