#include <optional>
#include <string_view>

#include "base/severity.h"
#include "writer/json_builder.h"
#include "writer/match_json.h"
#include "writer/record_text.h"
#include "writer/test_report.h"

namespace trailsift {
namespace {

using Status = RuleTestOutcome::Status;

std::string_view StatusName(Status status) {
  switch (status) {
    case Status::kPassed:
      return "passed";
    case Status::kFailed:
      return "failed";
    case Status::kSkipped:
      return "skipped";
  }
  return "";
}

// 0 stands for unknown.
void AppendPosition(JsonBuilder& json, std::uint32_t line, std::uint32_t column) {
  const auto known = [](std::uint32_t number) {
    return number > 0 ? std::optional<std::uint64_t>(number) : std::nullopt;
  };
  json.Key("line").NumberOrNull(known(line));
  json.Key("column").NumberOrNull(known(column));
}

void AppendPlace(JsonBuilder& json, const SourceLocation& place) {
  json.Key("path").String(place.file);
  AppendPosition(json, place.line, place.column);
}

void AppendLeaves(JsonBuilder& json, const std::vector<DecidingLeaf>& leaves) {
  json.BeginList();
  for (const DecidingLeaf& leaf : leaves) {
    json.BeginObject();
    json.Key("condition").String(leaf.condition);
    AppendPosition(json, leaf.position.line, leaf.position.column);
    json.Key("seen").NullIfEmpty(leaf.seen);
    json.Key("other_seen").NullIfEmpty(leaf.other_seen);
    json.Key("element_count").Number(leaf.element_count);
    json.Key("satisfying_count").Number(leaf.satisfying_count);
    json.Key("elements").BeginList();
    for (const DecidingElement& element : leaf.elements) {
      json.BeginObject().Key("index").Number(element.index).Key("decided_by");
      AppendLeaves(json, element.leaves);
      json.EndObject();
    }
    json.EndList().EndObject();
  }
  json.EndList();
}

void AppendMatch(JsonBuilder& json, const RenderedMatch& match) {
  json.BeginObject();
  json.Key("title").String(match.title);
  json.Key("dedup").String(match.dedup);
  json.Key("severity").String(SeverityName(match.severity));
  json.Key("context").BeginObject();
  for (const auto& [name, value] : match.context) json.Key(name).Raw(CopyJson(value, true).text);
  json.EndObject().EndObject();
}

void AppendCase(JsonBuilder& json, const Rule& rule, const RuleTestOutcome& outcome) {
  json.LineBreak().BeginObject();
  json.Key("rule_id").String(rule.id);
  json.Key("name").String(outcome.name);
  AppendPlace(json, outcome.place);
  json.Key("status").String(StatusName(outcome.status));
  json.Key("expected").Boolean(outcome.expected);
  json.Key("got");
  if (outcome.status == Status::kSkipped || !outcome.problem.empty()) {
    json.Null();
  } else {
    json.Boolean(outcome.got);
  }
  json.Key("skip_reason").NullIfEmpty(outcome.skip_reason);
  json.Key("problem").NullIfEmpty(outcome.problem);
  AppendLeaves(json.Key("decided_by_filter"), outcome.decided_by_filter);
  AppendLeaves(json.Key("decided_by"), outcome.decided_by);
  json.Key("match");
  if (outcome.match) {
    AppendMatch(json, *outcome.match);
  } else {
    json.Null();
  }
  json.EndObject();
}

void AppendRules(JsonBuilder& json, std::string_view key, std::string_view text_key,
                 const RuleSet& rules, const std::vector<RuleTestReport::RuleProblem>& problems) {
  json.Key(key).BeginList();
  for (const RuleTestReport::RuleProblem& problem : problems) {
    const Rule& rule = rules.rules[problem.rule];
    json.LineBreak().BeginObject().Key("rule_id").String(rule.id);
    AppendPlace(json, rule.place);
    json.Key(text_key).String(problem.text).EndObject();
  }
  json.EndList();
}

void AppendCounts(JsonBuilder& json, std::string_view key, const RuleTestReport::Counts& counts) {
  json.Key(key).BeginObject();
  json.Key("passed").Number(counts.passed);
  json.Key("failed").Number(counts.failed);
  json.Key("skipped").Number(counts.skipped);
  json.EndObject();
}

}  // namespace

std::string FormatTestJson(const RuleSet& rules, const RuleTestReport& report, int exit_code) {
  std::string text;
  JsonBuilder json(text);
  json.BeginObject().Key("schema").String("trailsift.test/1");
  json.LineBreak().Key("cases").BeginList();
  for (const RuleTestOutcome& outcome : report.outcomes) {
    AppendCase(json, rules.rules[outcome.rule], outcome);
  }
  json.EndList().LineBreak();
  AppendRules(json, "missed_minimum", "problem", rules, report.missed_minimum);
  json.LineBreak();
  AppendRules(json, "skipped_rules", "reason", rules, report.skipped_rules);
  json.LineBreak().Key("load_errors").BeginList();
  for (const Diagnostic& error : report.load_errors) {
    json.LineBreak().BeginObject();
    AppendPlace(json, error.place);
    json.Key("code").String(error.code).Key("message").String(error.message).EndObject();
  }
  json.EndList().LineBreak().Key("summary").BeginObject();
  AppendCounts(json, "cases", report.cases);
  AppendCounts(json, "rules", report.rules);
  json.Key("exit_code").Integer(exit_code);
  json.EndObject().LineBreak().EndObject();
  return text + "\n";
}

}  // namespace trailsift
