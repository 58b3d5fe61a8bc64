#include "event/derived_fields.h"

#include <utility>
#include <vector>

#include "base/ascii.h"
#include "base/timestamp.h"
#include "event/actor_user.h"
#include "event/indicator_sets.h"
#include "event/ip_address.h"

namespace trailsift {
namespace {

std::optional<JsonValue> PantherEventTime(const JsonValue& record) {
  const std::optional<Timestamp> time = ParseTimestamp(record.TextAt({"eventTime"}));
  if (!time) return std::nullopt;
  return JsonValue::String(FormatPantherTimestamp(*time));
}

std::string_view UnifiedEventType(const JsonValue& record) {
  const std::string_view name = record.TextAt({"eventName"});
  if (name == "ConsoleLogin" && record.TextAt({"userIdentity", "type"}) == "IAMUser") {
    const std::string_view result = record.TextAt({"responseElements", "ConsoleLogin"});
    if (result == "Failure") return "failed_login";
    if (result == "Success") return "successful_login";
  }
  if (name == "CreateUser") return "user_account_created";
  if (name == "CreateAccountResult") return "account_created";
  return {};
}

// Panther's unified data model. Members of the record's own p_udm win one by one.
JsonValue UnifiedDataModel(const JsonValue& record) {
  std::vector<JsonValue::Member> members;
  const JsonValue* own = record.Find("p_udm");
  if (own != nullptr && own->kind != ValueKind::kObject) return *own;
  if (own != nullptr) members = own->members;
  const auto derive = [&](std::string_view name, const JsonValue* value) {
    if (value == nullptr || (own != nullptr && own->Find(name) != nullptr)) return;
    members.emplace_back(name, *value);
  };
  const JsonValue actor = JsonValue::String(ActorUser(record));
  const JsonValue* own_actor = record.Find("actor_user");
  derive("actor_user", own_actor != nullptr ? own_actor : &actor);
  if (IsIpAddress(record.TextAt({"sourceIPAddress"}))) {
    derive("source_ip", record.Find("sourceIPAddress"));
  }
  derive("user_agent", record.Find("userAgent"));
  const JsonValue* response = record.Find("responseElements");
  const JsonValue* user = response == nullptr ? nullptr : response->Find("user");
  derive("user", user == nullptr ? nullptr : user->Find("userName"));
  derive("user_account_id", user == nullptr ? nullptr : user->Find("userId"));
  const JsonValue type = JsonValue::String(std::string(UnifiedEventType(record)));
  derive("event_type", type.text.empty() ? nullptr : &type);
  return JsonValue::Object(std::move(members));
}

}  // namespace

bool IsDerivedField(std::string_view name) {
  const auto is = [name](std::string_view field) { return EqualsIgnoringCase(name, field); };
  return is("p_log_type") || is("p_event_time") || is("p_udm") || is("actor_user") ||
         IsIndicatorSet(name);
}

std::optional<JsonValue> DeriveField(const JsonValue& record, std::string_view name) {
  const auto is = [name](std::string_view field) { return EqualsIgnoringCase(name, field); };
  if (is("p_udm")) return UnifiedDataModel(record);
  if (const JsonValue* own = record.Find(name)) return *own;
  if (is("p_log_type")) return JsonValue::String("AWS.CloudTrail");
  if (is("p_event_time")) return PantherEventTime(record);
  if (is("actor_user")) {
    const JsonValue* model = record.Find("p_udm");
    const JsonValue* modelled = model == nullptr ? nullptr : model->Find("actor_user");
    return modelled != nullptr ? *modelled : JsonValue::String(ActorUser(record));
  }
  return DeriveIndicatorSet(record, name);
}

}  // namespace trailsift
