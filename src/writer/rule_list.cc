#include "writer/rule_list.h"

#include <fmt/format.h>

#include <array>
#include <cstddef>
#include <limits>
#include <utility>

#include "base/severity.h"
#include "writer/aligned_table.h"
#include "writer/json_builder.h"
#include "writer/match_json.h"
#include "writer/rule_summary.h"
#include "writer/terminal_text.h"

namespace trailsift {
namespace {

enum Column : std::size_t { kId, kSeverity, kTests, kState, kSource, kColumnCount };

constexpr std::array<TableColumn, kColumnCount> kColumns = {
    {{"ID"},
     {"SEVERITY", TableColumn::Cut::kNever},
     {"TESTS", TableColumn::Cut::kNever},
     {"STATE"},
     {"SOURCE", TableColumn::Cut::kLeft, std::numeric_limits<std::size_t>::max()}}};

// The id last: it is what other commands take.
constexpr auto kShrinkSteps = std::to_array<ShrinkStep>({
    {kSource, 20},
    {kState, 8},
    {kSource, 8},
    {kId, 24},
    {kState, 3},
    {kSource, 1},
    {kId, 8},
});

std::string ShowSource(const Rule& rule) {
  if (rule.built_in) return "built-in";
  const std::string file = EscapeForTerminal(rule.place.file);
  return rule.place.line > 0 ? fmt::format("{}:{}", file, rule.place.line) : file;
}

}  // namespace

void WriteRuleTable(OutputStream& stream, const RuleSet& rules,
                    const std::vector<RuleNumber>& numbers, const WriterOptions& options) {
  AlignedTable table(stream, {kColumns, kShrinkSteps, kSeverity}, options);
  for (const RuleNumber number : numbers) {
    const Rule& rule = rules.rules[number];
    std::vector<std::string> row(kColumnCount);
    row[kId] = EscapeForTerminal(rule.id);
    row[kSeverity] = SeverityName(rule.severity);
    row[kTests] = fmt::format("{}", rule.tests.size());
    row[kState] = RuleStateName(rule.state);
    row[kSource] = ShowSource(rule);
    table.Add(std::move(row), rule.severity);
  }
  table.End();
}

std::string FormatRuleJson(const RuleSet& rules, const std::vector<RuleNumber>& numbers) {
  std::string text;
  JsonBuilder json(text);
  json.BeginObject().Key("schema").String("trailsift.rules/1").Key("rules").BeginList();
  for (const RuleNumber number : numbers) {
    const Rule& rule = rules.rules[number];
    json.LineBreak().BeginObject();
    json.Key("id").String(rule.id).Key("name").String(rule.name);
    json.Key("severity").String(SeverityName(rule.severity));
    json.Key("state").String(RuleStateName(rule.state));
    json.Key("tags").Strings(rule.tags);
    json.Key("log_types").Strings(rule.log_types);
    json.Key("tests").Number(rule.tests.size());
    json.Key("mitre_attack");
    AppendAttackList(json, rule.attack);
    json.Key("source").String(rule.place.file).Key("line").Number(rule.place.line);
    json.EndObject();
  }
  json.LineBreak().EndList().EndObject();
  return text + "\n";
}

}  // namespace trailsift
