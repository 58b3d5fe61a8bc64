#include "writer/explanation_json.h"

#include <algorithm>
#include <string_view>
#include <variant>
#include <vector>

#include "base/severity.h"
#include "writer/json_builder.h"
#include "writer/match_json.h"

namespace trailsift {
namespace {

std::string_view GroupName(Group::Kind kind) {
  switch (kind) {
    case Group::Kind::kAll:
      return "all";
    case Group::Kind::kAny:
      return "any";
    case Group::Kind::kOnlyOne:
      return "only_one";
    case Group::Kind::kNone:
      return "none";
  }
  return "";
}

// Writes the tree of one condition.
class TreeJson {
 public:
  TreeJson(const Condition& condition, const std::vector<NodeVerdict>& verdicts,
           const std::vector<NodeId>& pivotal, JsonBuilder& json)
      : condition_(condition), verdicts_(verdicts), pivotal_(pivotal), json_(json) {}

  void Append() {
    if (condition_.nodes.empty()) {
      json_.Null();
    } else {
      Append(condition_.root);
    }
  }

 private:
  void Append(NodeId id) {
    const Node& node = condition_.nodes[id];
    const NodeVerdict& verdict = verdicts_[id];
    const auto* group = std::get_if<Group>(&node.body);
    const auto* elements = std::get_if<ElementTest>(&node.body);
    json_.BeginObject();
    json_.Key("kind").String(group != nullptr      ? "group"
                             : elements != nullptr ? "elements"
                                                   : "field");
    json_.Key("quantifier");
    if (group != nullptr) {
      json_.String(GroupName(group->kind));
    } else if (elements != nullptr) {
      json_.String(GroupName(elements->kind));
    } else {
      json_.Null();
    }
    json_.Key("verdict").Boolean(verdict.value);
    json_.Key("pivotal").Boolean(std::ranges::find(pivotal_, id) != pivotal_.end());
    json_.Key("condition");
    if (group == nullptr || group->children.empty()) {
      json_.String(Print(condition_, id));
    } else {
      json_.Null();
    }
    AppendLine(json_, node.position);
    json_.Key("seen").NullIfEmpty(verdict.seen);
    json_.Key("other_seen").NullIfEmpty(verdict.other_seen);
    json_.Key("children").BeginList();
    if (group != nullptr) {
      for (const NodeId child : group->children) Append(child);
    }
    json_.EndList().Key("elements").BeginList();
    if (elements != nullptr) {
      const Condition& element = condition_.element_conditions[elements->element];
      for (const std::vector<NodeVerdict>& each : verdict.elements) {
        TreeJson(element, each, {}, json_).Append();
      }
    }
    json_.EndList().EndObject();
  }

  static void AppendLine(JsonBuilder& json, const Position& position) {
    json.Key("line").NumberOrNull(position.line > 0 ? std::optional<std::uint64_t>(position.line)
                                                    : std::nullopt);
    json.Key("column").NumberOrNull(
        position.column > 0 ? std::optional<std::uint64_t>(position.column) : std::nullopt);
  }

  const Condition& condition_;
  const std::vector<NodeVerdict>& verdicts_;
  const std::vector<NodeId>& pivotal_;
  JsonBuilder& json_;
};

std::string_view VerdictName(const RuleExplanation& explanation) {
  if (explanation.matches) return "match";
  return explanation.near_miss() ? "near_miss" : "no_match";
}

}  // namespace

std::string ExplanationJson::Begin() const {
  std::string text = "{";
  JsonBuilder json(text);
  json.Key("schema").String("trailsift.explanation/1");
  json.LineBreak().Key("rule").BeginObject();
  json.Key("id").String(rule_.id).Key("name").String(rule_.name);
  json.Key("severity").String(SeverityName(rule_.severity));
  json.Key("source").String(rule_.place.file).Key("line").Number(rule_.place.line);
  json.Key("inline_filter");
  if (rule_.inline_filter) {
    json.String(Print(*rule_.inline_filter));
  } else {
    json.Null();
  }
  json.Key("detection").String(Print(rule_.condition)).EndObject();
  return text + ",\n\"events\":[";
}

std::string ExplanationJson::Record(const ExplainedRecord& record) {
  const RuleExplanation& explanation = record.explanation;
  std::string text = first_ ? "\n" : ",\n";
  first_ = false;
  JsonBuilder json(text);
  json.BeginObject();
  json.Key("verdict").String(VerdictName(explanation));
  json.Key("compiled_match").Boolean(record.compiled_matches);
  json.Key("fault").NullIfEmpty(record.fault);
  json.Key("event_time").StringOrNull(record.event_time);
  json.Key("event_id").StringOrNull(record.event_id);
  json.Key("event_name").StringOrNull(record.event_name);
  json.Key("event_source").StringOrNull(record.event_source);
  AppendLocation(json, record.path, "", record.place);
  json.Key("inline_filter");
  if (rule_.inline_filter) {
    TreeJson(*rule_.inline_filter, explanation.inline_filter, explanation.missed_in_filter, json)
        .Append();
  } else {
    json.Null();
  }
  json.Key("detection");
  TreeJson(rule_.condition, explanation.condition, explanation.missed_in_condition, json).Append();
  json.EndObject();
  return text;
}

std::string ExplanationJson::End(const ExplainCounts& counts, bool complete, int exit_code) const {
  std::string text = "],\n\"summary\":";
  JsonBuilder json(text);
  json.BeginObject();
  json.Key("complete").Boolean(complete).Key("exit_code").Integer(exit_code);
  json.Key("events").Number(counts.records).Key("matches").Number(counts.matches);
  json.Key("near_misses").Number(counts.near_misses);
  json.Key("differences").Number(counts.differences).EndObject();
  return text + "\n}\n";
}

}  // namespace trailsift
