// Any bytes as a rule file: the loader ends, says for each problem where it is, and what it loads
// without an error is whole. The text it keeps of a rule gives the same rule again.
#include "loader/rule_loader.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/severity.h"
#include "event/ip_address.h"
#include "event/json_value.h"
#include "fuzz/require.h"
#include "lint/lint_codes.h"
#include "lint/lint_rules.h"
#include "loader/condition_reader.h"
#include "support/yaml_twins.h"

namespace trailsift {
namespace {

void CheckDiagnostic(const Diagnostic& diagnostic, std::string_view text) {
  Require(!diagnostic.code.empty() && !diagnostic.message.empty(), "a problem says what it is");
  Require(diagnostic.place.file == "fuzz.yml", "a problem names its file");
  const auto lines = static_cast<std::size_t>(std::ranges::count(text, '\n')) + 1;
  Require(diagnostic.place.line <= lines, "a problem stands in the file");
  Require(diagnostic.length >= 1, "a caret underlines something");
  const bool in_line = diagnostic.source_line.empty() ||
                       diagnostic.place.column <= diagnostic.source_line.size() + 1;
  Require(in_line, "a problem stands in its line");
}

void CheckTest(const FieldTest& test, bool passes_if_missing) {
  Require(test.field_position.line > 0, "a field has a place");
  Require(test.passes_if_missing == passes_if_missing, "leaves of filters, and only they, pass");
  if (test.other_field) {
    Require(test.operands.empty() && !IsUnary(test.op), "two fields are compared with each other");
    return;
  }
  const bool takes_list = test.op == Operator::kIsIn || test.op == Operator::kIsInCidr ||
                          test.op == Operator::kCidrContains;
  const std::size_t operands = test.operands.size();
  Require(takes_list || operands == (IsUnary(test.op) ? 0U : 1U), "a test has its operands");
  for (const Literal& operand : test.operands) {
    const bool is_number = operand.kind == Literal::Kind::kNumber;
    const bool is_string = operand.kind == Literal::Kind::kString;
    Require(!is_number || ParseJson(operand.text).has_value(), "a number is one of JSON");
    switch (test.op) {
      case Operator::kIsGreater:
      case Operator::kIsGreaterOrEqual:
      case Operator::kIsLess:
      case Operator::kIsLessOrEqual:
        Require(is_number, "order is that of numbers");
        break;
      case Operator::kIsInCidr:
      case Operator::kCidrContains:
        Require(is_string && ParseCidr(operand.text).has_value(), "a range is one");
        break;
      case Operator::kStartsWith:
      case Operator::kEndsWith:
        Require(is_string, "a prefix is a text");
        break;
      default:
        break;
    }
  }
}

// `levels`: of combinators and comprehensions that may stand in it.
void CheckCondition(const Condition& condition, bool is_filter, std::size_t levels) {
  Require(!condition.nodes.empty(), "a rule that runs has a condition");
  Require(condition.root == condition.nodes.size() - 1, "the root stands last");
  std::vector<std::size_t> heights(condition.nodes.size());
  std::size_t elements = 0;
  for (std::size_t i = 0; i < condition.nodes.size(); ++i) {
    Require(condition.nodes[i].position.line > 0, "a node has a place");
    if (const auto* test = std::get_if<FieldTest>(&condition.nodes[i].body)) {
      CheckTest(*test, is_filter);
    } else if (const auto* list = std::get_if<ElementTest>(&condition.nodes[i].body)) {
      Require(list->field_position.line > 0, "a field has a place");
      Require(!is_filter, "a filter does not look into lists");
      Require(list->element == elements++ && elements <= condition.element_conditions.size(),
              "each element condition is used once");
    } else {
      const auto& group = std::get<Group>(condition.nodes[i].body);
      const bool before = std::ranges::all_of(group.children, [i](NodeId id) { return id < i; });
      Require(before, "children stand before their parents");
      for (const NodeId child : group.children) heights[i] = std::max(heights[i], heights[child]);
      ++heights[i];
    }
  }
  // The list at the root is no combinator.
  Require(heights.back() <= levels + 1, "the nesting is limited");
  Require(elements == condition.element_conditions.size(), "no element condition is left over");
  Require(elements == 0 || levels > 0, "comprehensions count");
  for (const Condition& element : condition.element_conditions) {
    CheckCondition(element, is_filter, levels - 1);
  }
}

void CheckRule(const Rule& rule) {
  Require(!rule.id.empty() && !rule.name.empty(), "a rule has a name");
  Require(rule.place.line > 0, "a rule has a place");
  Require(!rule.context.empty(), "a rule has output fields");
  if (rule.evaluable()) CheckCondition(rule.condition, false, kMaximumExpressionNesting);
  if (rule.inline_filter) CheckCondition(*rule.inline_filter, true, kMaximumExpressionNesting);
  for (const DynamicSeverity& entry : rule.dynamic_severities) {
    CheckCondition(entry.condition, false, kMaximumExpressionNesting);
  }
  for (const RuleTest& test : rule.tests) {
    Require(ParseJson(test.log).has_value(), "the log of a test is JSON");
  }
}

// What decides about a match and its name, in words.
std::string Describe(const Rule& rule) {
  std::string text = Print(rule.condition);
  if (rule.inline_filter) text += "\nfilter " + Print(*rule.inline_filter);
  for (const DynamicSeverity& entry : rule.dynamic_severities) {
    const auto severity = entry.severity.value_or(rule.severity);
    text += "\nseverity " + std::string(SeverityName(severity)) + ' ' + Print(entry.condition);
  }
  for (const FieldPath& field : rule.group_by) text += "\ngroup " + ToString(field);
  for (const ContextField& field : rule.context) {
    text += "\ncontext " + field.name + ' ' + ToString(field.value);
  }
  return text + "\ntitle " + rule.title.source();
}

void CheckReload(const Rule& rule) {
  RuleSet again;
  Diagnostics diagnostics;
  LoadRuleText(rule.source, "again.yml", true, again, diagnostics);
  Require(!HasErrors(diagnostics) && again.rules.size() == 1, "the text of a rule is a rule");
  const Rule& other = again.rules[0];
  Require(other.id == rule.id && other.state == rule.state, "it is the same rule");
  Require(Describe(other) == Describe(rule), "it says the same");
  Require(other.tests.size() == rule.tests.size(), "it has the same tests");
}

// What keeps the text from being loaded is found by the check of rules, too, and it fails nowhere.
void CheckLint(std::string_view text, const Diagnostics& loaded) {
  const LintReport report = LintRuleText(text, "fuzz.yml", false);
  for (const Diagnostic& finding : report.findings) {
    CheckDiagnostic(finding, text);
    Require(FindLintCode(finding.code) != nullptr, "a finding has a known code");
    Require(!finding.fix || finding.place.column > 0, "a fix has a place");
  }
  Require(!HasErrors(loaded) || HasErrors(report.findings), "no error is lost");
}

}  // namespace
}  // namespace trailsift

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace trailsift;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  Require(StandInsAgree(text), "both ways to read YAML agree");
  RuleSet rules;
  Diagnostics diagnostics;
  LoadRuleText(text, "fuzz.yml", true, rules, diagnostics);
  for (const Diagnostic& diagnostic : diagnostics) CheckDiagnostic(diagnostic, text);
  Require(!text.empty() || HasErrors(diagnostics), "an empty file is no rule");
  CheckLint(text, diagnostics);
  if (HasErrors(diagnostics)) return 0;
  for (const Rule& rule : rules.rules) {
    CheckRule(rule);
    CheckReload(rule);
  }
  return 0;
}
