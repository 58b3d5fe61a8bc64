#include "event/actor_user.h"

#include <algorithm>
#include <array>
#include <initializer_list>
#include <string_view>

namespace trailsift {
namespace {

using Names = std::initializer_list<std::string_view>;

// The non-empty string at the names, else an empty text.
std::string_view Text(const JsonValue& record, Names names) {
  const JsonValue* value = &record;
  for (const std::string_view name : names) {
    value = value->Find(name);
    if (value == nullptr) return {};
  }
  return value->kind == ValueKind::kString ? std::string_view(value->text) : std::string_view();
}

template <std::size_t size>
bool IsOneOf(std::string_view text, const std::array<std::string_view, size>& names) {
  return std::ranges::find(names, text) != names.end();
}

// The role that was assumed; for a role of IAM Identity Center the session name, which is the user.
std::string_view RoleUser(const JsonValue& record) {
  const std::string_view role =
      Text(record, {"userIdentity", "sessionContext", "sessionIssuer", "userName"});
  if (!role.starts_with("AWSReservedSSO_")) return role;
  const std::string_view principal = Text(record, {"userIdentity", "principalId"});
  const std::size_t colon = principal.find(':');
  if (colon == std::string_view::npos) return role;
  const std::string_view session = principal.substr(colon + 1);
  const std::string_view user = session.substr(0, session.find(':'));
  return user.empty() ? role : user;
}

}  // namespace

std::string ActorUser(const JsonValue& record) {
  static constexpr std::array<std::string_view, 5> kUsers = {"IAMUser", "Directory", "Unknown",
                                                             "SAMLUser", "WebIdentityUser"};
  static constexpr std::array<std::string_view, 3> kRoles = {"AssumedRole", "Role",
                                                             "FederatedUser"};
  static constexpr std::array<std::string_view, 2> kServices = {"AWSService", "AWSAccount"};
  const std::string_view type = Text(record, {"userIdentity", "type"});
  std::string_view user;
  std::string fallback = "Unknown" + std::string(type);
  if (type == "Root") {
    user = Text(record, {"userIdentity", "userName"});
    if (user.empty()) user = Text(record, {"userIdentity", "accountId"});
    fallback = "UnknownRootUser";
  } else if (IsOneOf(type, kUsers)) {
    user = Text(record, {"userIdentity", "userName"});
  } else if (IsOneOf(type, kRoles)) {
    user = RoleUser(record);
  } else if (type == "IdentityCenterUser") {
    user = Text(record, {"additionalEventData", "UserName"});
  } else if (IsOneOf(type, kServices)) {
    user = Text(record, {"sourceIdentity"});
  } else if (Text(record, {"eventType"}) == "AwsServiceEvent") {
    user = Text(record, {"userIdentity", "invokedBy"});
    fallback = "UnknownAwsServiceEvent";
  } else {
    fallback = "UnknownUser";
  }
  return user.empty() ? fallback : std::string(user);
}

}  // namespace trailsift
