#include "alert/make_match.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <initializer_list>
#include <string_view>

#include "event/actor_user.h"

namespace trailsift {
namespace {

using Names = std::initializer_list<std::string_view>;

MatchField TextAt(const Event& event, Names names) {
  const FieldValue value = event.Lookup(FieldPath::OfNames(names));
  MatchField field;
  if (value.kind == ValueKind::kString) {
    field.text = value.text;
  } else {
    field.wrong_type = value.kind != ValueKind::kMissing && value.kind != ValueKind::kNull;
  }
  return field;
}

std::string ActorOf(const Event& event) {
  const FieldValue value = event.Lookup(FieldPath::OfNames({"actor_user"}));
  return value.kind == ValueKind::kString ? std::string(value.text) : ActorUser(event.Tree());
}

std::string ContextJson(const Event& event, const FieldPath& path) {
  const FieldValue value = event.Lookup(path);
  if (value.kind == ValueKind::kMissing) return "null";
  // As written where it was written: number spelling and escapes of the record stay.
  if (!value.tree->source.empty()) return std::string(value.tree->source);
  return ToCompactJson(*value.tree);
}

std::string DedupOf(const Rule& rule, const Event& event, const std::string& whole_title) {
  if (rule.group_by.empty()) return whole_title;
  std::string list = "[";
  for (const FieldPath& path : rule.group_by) {
    if (list.size() > 1) list += ',';
    const FieldValue value = event.Lookup(path);
    list += value.kind == ValueKind::kMissing ? "null" : ToCompactJson(*value.tree);
  }
  return list + ']';
}

// Bytes of the context as a JSON object.
std::size_t ContextSize(const Match& match) {
  std::size_t size = 2;  // The brackets.
  for (const auto& [name, value] : match.context) {
    size += ToCompactJson(JsonValue::String(name)).size() + value.size() + 2;  // Colon and comma.
  }
  return match.context.empty() ? size : size - 1;
}

void LimitContext(Match& match) {
  const std::size_t size = ContextSize(match);
  if (size <= kMaximumContext) return;
  const std::string message = fmt::format(
      "the context takes {} bytes of JSON, more than the limit of {}", size, kMaximumContext);
  match.context = {{"_error", ToCompactJson(JsonValue::String(message))}};
}

void AddValues(const JsonValue& value, std::vector<std::string>& values) {
  if (value.kind != ValueKind::kList) {
    values.push_back(ToCompactJson(value));
    return;
  }
  for (const JsonValue& element : value.elements) AddValues(element, values);
}

void AddTypeFlag(Match& match) {
  const auto fields = {&match.event_time_text,   &match.event_id,   &match.event_name,
                       &match.event_source,      &match.aws_region, &match.recipient_account_id,
                       &match.source_ip_address, &match.user_agent, &match.error_code};
  if (std::ranges::any_of(fields, [](const MatchField* field) { return field->wrong_type; })) {
    match.flags.emplace_back("type_mismatch");
  }
}

}  // namespace

std::optional<Timestamp> EventTime(const Event& event) {
  const FieldValue& value = event.At(Projection::kEventTime);
  if (value.kind != ValueKind::kString && value.kind != ValueKind::kNumber) return std::nullopt;
  return ParseTimestamp(value.text);
}

Match MakeMatch(const Rule& rule, RuleNumber number, Severity severity, const Event& event) {
  Match match;
  match.rule = number;
  match.severity = severity;
  match.signal = !rule.creates_alert;
  const std::string title = rule.title.RenderWhole(event);
  match.title = ShortenTitle(title);
  match.dedup = DedupOf(rule, event, title);
  match.event_time = EventTime(event);
  match.event_time_text = TextAt(event, {"eventTime"});
  match.event_id = TextAt(event, {"eventID"});
  match.event_name = TextAt(event, {"eventName"});
  match.event_source = TextAt(event, {"eventSource"});
  match.aws_region = TextAt(event, {"awsRegion"});
  match.recipient_account_id = TextAt(event, {"recipientAccountId"});
  match.source_ip_address = TextAt(event, {"sourceIPAddress"});
  match.user_agent = TextAt(event, {"userAgent"});
  match.error_code = TextAt(event, {"errorCode"});
  match.user_identity_type = TextAt(event, {"userIdentity", "type"});
  match.user_identity_arn = TextAt(event, {"userIdentity", "arn"});
  match.access_key_id = TextAt(event, {"userIdentity", "accessKeyId"});
  match.actor_user = ActorOf(event);
  const FieldValue identity = event.Lookup(FieldPath::OfNames({"userIdentity"}));
  if (identity.kind == ValueKind::kObject) match.user_identity = identity.text;
  for (const ContextField& field : rule.context) {
    match.context.emplace_back(field.name, ContextJson(event, field.value));
  }
  LimitContext(match);
  match.event = event.text();
  AddTypeFlag(match);
  if (!match.event_time) match.flags.emplace_back("unknown_time");
  std::ranges::sort(match.flags);
  return match;
}

Match MakeMatch(const Rule& rule, RuleNumber number, Severity severity,
                const RecordReader& reader) {
  Match match = MakeMatch(rule, number, severity, reader.event());
  match.place = reader.Place();
  const RecordFacts& facts = reader.facts();
  if (facts.salvaged) match.flags.emplace_back("salvaged");
  if (facts.malformed) match.flags.emplace_back("malformed");
  if (facts.invalid_utf8) match.flags.emplace_back("invalid_utf8");
  if (facts.duplicate_key) match.flags.emplace_back("duplicate_key");
  std::ranges::sort(match.flags);
  return match;
}

void AddSummary(const Rule& rule, const Event& event, Match& match) {
  for (const std::string& attribute : rule.summary_attributes) {
    auto& [name, values] = match.summary.emplace_back(attribute, std::vector<std::string>());
    const auto path = ParseKeyPath(attribute);
    if (!path) continue;
    const FieldValue value = event.Lookup(*path);
    if (value.kind != ValueKind::kMissing) AddValues(*value.tree, values);
  }
}

}  // namespace trailsift
