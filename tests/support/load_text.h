#pragma once

#include <string>
#include <vector>

#include "loader/rule_loader.h"
#include "support/diagnostic_lines.h"

namespace trailsift {

// What LoadRuleText made of a text.
struct LoadedText {
  explicit LoadedText(const std::string& text, bool named_by_user = true) {
    LoadRuleText(text, "rule.yml", named_by_user, set, diagnostics);
    problems = DiagnosticLines(diagnostics);
  }

  RuleSet set;
  Diagnostics diagnostics;
  std::vector<std::string> problems;
};

// A rule with all that is required and the given lines behind it, from line 7 on.
inline std::string RuleText(const std::string& lines) {
  return "AnalysisType: rule\n"
         "RuleID: Some.Rule\n"
         "Enabled: true\n"
         "Severity: Low\n"
         "LogTypes: [AWS.CloudTrail]\n"
         "# What is tested:\n" +
         lines;
}

// The same with a condition on line 7.
inline std::string RuleWith(const std::string& lines) {
  return RuleText("Detection: [{Key: a, Condition: Exists}]\n" + lines);
}

}  // namespace trailsift
