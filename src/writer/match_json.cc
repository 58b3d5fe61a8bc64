#include "writer/match_json.h"

#include <set>
#include <string_view>

#include "base/severity.h"
#include "event/json_library.h"
#include "event/utf8.h"
#include "writer/record_text.h"

namespace trailsift {
namespace {

void AppendUserIdentity(JsonBuilder& json, const Match& match, bool terminal) {
  json.Key("user_identity");
  const CopiedJson identity = CopyJson(match.user_identity, terminal);
  if (match.user_identity.empty() || identity.quoted) {
    json.Null();
  } else {
    json.Raw(identity.text);
  }
}

void AppendFlags(JsonBuilder& json, const Match& match, const CopiedJson& event) {
  std::set<std::string_view> flags(match.flags.begin(), match.flags.end());
  if (event.repaired_utf8) flags.insert("invalid_utf8");
  if (event.quoted) flags.insert("malformed");
  json.Key("flags").BeginList();
  for (const std::string_view flag : flags) json.String(flag);
  json.EndList();
}

std::string Hexadecimal(std::string_view bytes) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string digits;
  for (const char c : bytes) {
    digits += kDigits[static_cast<unsigned char>(c) >> 4];
    digits += kDigits[static_cast<unsigned char>(c) & 0xF];
  }
  return digits;
}

void AppendContext(JsonBuilder& json, const Match& match) {
  json.Key("context").BeginObject();
  for (const auto& [name, value] : match.context) {
    json.Key(name).Raw(CopyJson(value, true).text);
  }
  json.EndObject();
}

// What is known of a signal: neither severity nor title, since it is no alert.
void AppendSignalJson(JsonBuilder& json, const Match& match, const Rule& rule, bool terminal) {
  json.BeginObject();
  json.Key("schema").String("trailsift.signal/1");
  json.Key("rule_id").String(rule.id);
  json.Key("rule_name").String(rule.name);
  json.Key("event_time").TimeOrNull(match.event_time);
  AppendFlags(json, match, CopyJson(match.event, terminal));
  AppendLocation(json, match.path, match.member, match.place);
  AppendContext(json, match);
  json.EndObject();
}

}  // namespace

void AppendPathBytes(JsonBuilder& json, const std::string& path) {
  if (!IsUtf8(path)) json.Key("path_bytes").String(Hexadecimal(path));
}

void AppendLocation(JsonBuilder& json, const std::string& path, std::string_view member,
                    const RecordPlace& place) {
  json.Key("location").BeginObject();
  json.Key("path").String(path);
  json.Key("member").NullIfEmpty(member);
  json.Key("record").Number(place.record);
  json.Key("line").Number(place.line);
  json.Key("column").Number(place.column);
  json.Key("byte_offset").Number(place.byte_offset);
  AppendPathBytes(json, path);
  json.EndObject();
}

void AppendAttackList(JsonBuilder& json, const std::vector<AttackReference>& references) {
  json.BeginList();
  for (const AttackReference& reference : references) {
    json.BeginObject();
    json.Key("tactic").NullIfEmpty(reference.tactic);
    json.Key("technique").NullIfEmpty(reference.technique);
    json.EndObject();
  }
  json.EndList();
}

void AppendMatchJson(std::string& out, const Match& match, const Rule& rule, bool terminal) {
  JsonBuilder json(out);
  if (match.signal) return AppendSignalJson(json, match, rule, terminal);
  const CopiedJson event = CopyJson(match.event, terminal);
  json.BeginObject();
  json.Key("schema").String("trailsift.match/1");
  json.Key("rule_id").String(rule.id);
  json.Key("rule_name").String(rule.name);
  json.Key("severity").String(SeverityName(match.severity));
  json.Key("title").String(match.title);
  json.Key("event_time").TimeOrNull(match.event_time);
  json.Key("event_id").StringOrNull(match.event_id.text);
  json.Key("event_name").StringOrNull(match.event_name.text);
  json.Key("event_source").StringOrNull(match.event_source.text);
  json.Key("aws_region").StringOrNull(match.aws_region.text);
  json.Key("recipient_account_id").StringOrNull(match.recipient_account_id.text);
  json.Key("source_ip_address").StringOrNull(match.source_ip_address.text);
  json.Key("user_agent").StringOrNull(match.user_agent.text);
  json.Key("actor_user").String(match.actor_user);
  AppendUserIdentity(json, match, terminal);
  json.Key("error_code").StringOrNull(match.error_code.text);
  AppendAttackList(json.Key("mitre_attack"), rule.attack);
  json.Key("dedup").String(ShownDedup(match));
  AppendFlags(json, match, event);
  AppendLocation(json, match.path, match.member, match.place);
  AppendContext(json, match);
  json.Key("event").Raw(event.text);
  json.EndObject();
}

}  // namespace trailsift
