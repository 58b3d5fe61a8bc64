#include "writer/rule_list.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstddef>

#include "base/severity.h"
#include "writer/json_builder.h"
#include "writer/match_json.h"
#include "writer/rule_summary.h"
#include "writer/terminal_text.h"

namespace trailsift {
namespace {

using Row = std::array<std::string, 5>;

std::string ShowSource(const Rule& rule) {
  if (rule.built_in) return "built-in";
  const std::string file = EscapeForTerminal(rule.place.file);
  return rule.place.line > 0 ? fmt::format("{}:{}", file, rule.place.line) : file;
}

Row MakeRow(const Rule& rule) {
  return {EscapeForTerminal(rule.id), std::string(SeverityName(rule.severity)),
          fmt::format("{}", rule.tests.size()), std::string(RuleStateName(rule.state)),
          ShowSource(rule)};
}

}  // namespace

std::string FormatRuleTable(const RuleSet& rules, const std::vector<RuleNumber>& numbers) {
  std::vector<Row> rows = {{"ID", "SEVERITY", "TESTS", "STATE", "SOURCE"}};
  for (const RuleNumber number : numbers) rows.push_back(MakeRow(rules.rules[number]));
  std::array<std::size_t, std::tuple_size_v<Row>> widths{};
  for (const Row& row : rows) {
    for (std::size_t i = 0; i < row.size(); ++i) {
      widths[i] = std::max(widths[i], DisplayWidth(row[i]));
    }
  }
  std::string text;
  for (const Row& row : rows) {
    for (std::size_t i = 0; i + 1 < row.size(); ++i) {
      text += row[i];
      text.append(widths[i] - DisplayWidth(row[i]) + 2, ' ');
    }
    text += row.back() + "\n";
  }
  return text;
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
