#pragma once

#include <cstdio>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "alert/alert_grouping.h"
#include "event/json_value.h"
#include "rule/rule_set.h"
#include "writer/output_stream.h"
#include "writer/writer.h"

namespace trailsift {

// What a document is made of, with one built-in and one user rule, and one match.
struct SampleDocument {
  RuleSet rules;
  ScanDescription description;
  ScanSummary summary;
  std::vector<Match> matches;
  WriterOptions options;

  SampleDocument();

  using Make = std::function<std::unique_ptr<MatchSink>(const SampleDocument&, OutputStream&)>;
  std::string Write(const Make& make) const;
};

inline Rule SampleBuiltInRule() {
  Rule rule;
  rule.id = "AWS.Bedrock.Deleted";
  rule.name = "AWS Bedrock logging deleted";
  rule.severity = Severity::kMedium;
  rule.built_in = true;
  rule.place = {"builtin:AWS.Bedrock.Deleted", 1, 1};
  rule.log_types = {"AWS.CloudTrail"};
  rule.tags = {"AWS", "Impair Defenses: Logging"};
  rule.description = "The logging configuration was removed.";
  rule.runbook = "**Ask** whether it was planned.";
  rule.reference = "https://docs.aws.amazon.com/bedrock/logging.html";
  rule.title = AlertTemplate::Fixed("Logging deleted");
  rule.context = {{"eventName", {}}, {"userIdentity", {}}};
  rule.attack = {{"TA0005", "T1562.003"}};
  return rule;
}

inline Rule SampleUserRule() {
  Rule rule;
  rule.id = "User.Rule";
  rule.name = "User.Rule";
  rule.severity = Severity::kHigh;
  rule.place = {"rules/user.yml", 7, 1};
  rule.runbook = "See [here](https://example.com) <b>now</b>";
  rule.reference = "javascript:alert(1)";
  rule.title = AlertTemplate::Fixed("User rule");
  rule.attack = {{"", "T1070"}, {"", "AML.T0024"}};
  return rule;
}

inline Match SampleDocumentMatch() {
  const auto text = [](std::string value) { return MatchField{std::move(value), false}; };
  Match match;
  match.severity = Severity::kMedium;
  match.title = "Logging deleted";
  match.dedup = "Logging deleted";
  match.event_time = ParseTimestamp("2026-11-01T03:00:00Z");
  match.event_id = text("1b2c3d4e-0000-4000-8000-000000000001");
  match.event_name = text("DeleteModelInvocationLoggingConfiguration");
  match.event_source = text("bedrock.amazonaws.com");
  match.aws_region = text("us-east-1");
  match.recipient_account_id = text("111122223333");
  match.source_ip_address = text("198.51.100.7");
  match.user_agent = text("aws-cli/2.15.0");
  match.actor_user = "mallory";
  match.user_identity = R"({"type":"IAMUser","userName":"mallory"})";
  match.context = {{"eventName", R"("DeleteModelInvocationLoggingConfiguration")"},
                   {"userIdentity", R"({"type":"IAMUser","userName":"mallory"})"}};
  match.path = "logs/a.json.gz";
  match.compressed = true;
  match.place.byte_offset = 12;
  match.place.column = 13;
  match.place.utf16_column = 13;
  match.place.utf16_end_column = 44;
  match.place.pointer = "/Records/0";
  match.event = R"({"eventVersion":"1.09", "n":1.0})";
  return match;
}

inline SampleDocument::SampleDocument() {
  rules.rules = {SampleBuiltInRule(), SampleUserRule()};
  description.version = "0.1.0";
  description.started_at = *ParseTimestamp("2026-11-24T03:40:00Z");
  summary.ended_at = *ParseTimestamp("2026-11-24T03:40:01.25Z");
  matches = {SampleDocumentMatch()};
}

inline std::string SampleDocument::Write(const Make& make) const {
  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(std::tmpfile(), &std::fclose);
  OutputStream stream(fileno(file.get()));
  const std::unique_ptr<MatchSink> sink = make(*this, stream);
  ScanSummary end = summary;
  if (description.alerts) {
    AlertGrouping grouping(rules);
    for (const Match& match : matches) {
      grouping.Add(match);
      if (match.signal) ++end.matches.signals;
    }
    grouping.HandOver(*sink, end.alerts.emplace());
  } else {
    for (const Match& match : matches) sink->OnMatch(match);
  }
  sink->OnEnd(end);
  std::string text(stream.bytes_written(), '\0');
  std::rewind(file.get());
  text.resize(std::fread(text.data(), 1, text.size(), file.get()));
  return text;
}

// The value at a JSON pointer without escapes: "/runs/0/results". Null pointer: none.
inline const JsonValue* At(const JsonValue& root, std::string_view pointer) {
  const JsonValue* value = &root;
  while (value != nullptr && !pointer.empty()) {
    pointer.remove_prefix(1);
    const std::string name(pointer.substr(0, pointer.find('/')));
    pointer.remove_prefix(name.size());
    if (value->kind == ValueKind::kList) {
      const std::size_t index = std::stoul(name);
      value = index < value->elements.size() ? &value->elements[index] : nullptr;
    } else {
      value = value->Find(name);
    }
  }
  return value;
}

// The compact text of that value, or "(none)".
inline std::string TextAt(const JsonValue& root, std::string_view pointer) {
  const JsonValue* const value = At(root, pointer);
  return value == nullptr ? "(none)" : ToCompactJson(*value);
}

}  // namespace trailsift
