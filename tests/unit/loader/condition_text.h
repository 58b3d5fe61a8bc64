#pragma once

#include <string>
#include <vector>

#include "loader/condition_names.h"
#include "loader/condition_reader.h"
#include "loader/yaml_document.h"
#include "support/diagnostic_lines.h"

namespace trailsift {

// What ReadCondition made of a text.
struct ConditionText {
  explicit ConditionText(const std::string& text, ConditionUse use = ConditionUse::kDetection) {
    const SourceText source("rule.yml", text);
    ProblemReporter reporter(source);
    const std::vector<YamlDocument> documents = ReadYaml(source, reporter);
    if (documents.size() == 1) condition = ReadCondition(documents[0].root, use, reporter);
    reporter.MoveTo(diagnostics);
    problems = DiagnosticLines(diagnostics);
  }

  Condition condition;
  Diagnostics diagnostics;
  std::vector<std::string> problems;
};

// A leaf on the field `a` with the condition and an operand that fits it.
inline std::string LeafOf(const ConditionName& name) {
  std::string operand;
  switch (name.operand) {
    case OperandKind::kNone:
      break;
    case OperandKind::kScalar:
    case OperandKind::kString:
      operand = ", Value: x";
      break;
    case OperandKind::kNumber:
      operand = ", Value: 5";
      break;
    case OperandKind::kList:
      operand = ", Values: [x]";
      break;
    case OperandKind::kCidr:
      operand = ", Value: 10.0.0.0/8";
      break;
  }
  return "{KeyPath: a, Condition: " + std::string(name.name) + operand + "}";
}

}  // namespace trailsift
