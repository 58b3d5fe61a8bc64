// Any bytes as a rule file: the loader ends, says for each problem where it is, and what it loads
// without an error is whole. The text it keeps of a rule gives the same rule again.
#include "loader/rule_loader.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <variant>

#include "event/json_value.h"
#include "fuzz/require.h"

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

void CheckCondition(const Condition& condition) {
  Require(!condition.nodes.empty(), "a rule that runs has a condition");
  Require(condition.root == condition.nodes.size() - 1, "the root stands last");
  for (std::size_t i = 0; i < condition.nodes.size(); ++i) {
    const auto* group = std::get_if<Group>(&condition.nodes[i].body);
    if (group == nullptr) continue;
    const bool before = std::ranges::all_of(group->children, [i](NodeId id) { return id < i; });
    Require(before, "children stand before their parents");
  }
}

void CheckRule(const Rule& rule) {
  Require(!rule.id.empty() && !rule.name.empty(), "a rule has a name");
  Require(rule.place.line > 0, "a rule has a place");
  Require(!rule.context.empty(), "a rule has output fields");
  if (rule.evaluable()) CheckCondition(rule.condition);
  for (const RuleTest& test : rule.tests) {
    Require(ParseJson(test.log).has_value(), "the log of a test is JSON");
  }
}

void CheckReload(const Rule& rule) {
  RuleSet again;
  Diagnostics diagnostics;
  LoadRuleText(rule.source, "again.yml", true, again, diagnostics);
  Require(!HasErrors(diagnostics) && again.rules.size() == 1, "the text of a rule is a rule");
  const Rule& other = again.rules[0];
  Require(other.id == rule.id && other.state == rule.state, "it is the same rule");
  Require(Print(other.condition) == Print(rule.condition), "it has the same condition");
  Require(other.tests.size() == rule.tests.size(), "it has the same tests");
}

}  // namespace
}  // namespace trailsift

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace trailsift;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  RuleSet rules;
  Diagnostics diagnostics;
  LoadRuleText(text, "fuzz.yml", true, rules, diagnostics);
  for (const Diagnostic& diagnostic : diagnostics) CheckDiagnostic(diagnostic, text);
  Require(!text.empty() || HasErrors(diagnostics), "an empty file is no rule");
  if (HasErrors(diagnostics)) return 0;
  for (const Rule& rule : rules.rules) {
    CheckRule(rule);
    CheckReload(rule);
  }
  return 0;
}
