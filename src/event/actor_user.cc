#include "event/actor_user.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace trailsift {
namespace {

template <std::size_t size>
bool IsOneOf(std::string_view text, const std::array<std::string_view, size>& names) {
  return std::ranges::find(names, text) != names.end();
}

// The role that was assumed; for a role of IAM Identity Center the session name, which is the user.
std::string_view RoleUser(const JsonValue& record) {
  const std::string_view role =
      record.TextAt({"userIdentity", "sessionContext", "sessionIssuer", "userName"});
  if (!role.starts_with("AWSReservedSSO_")) return role;
  const std::string_view principal = record.TextAt({"userIdentity", "principalId"});
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
  const std::string_view type = record.TextAt({"userIdentity", "type"});
  std::string_view user;
  std::string fallback = "Unknown" + std::string(type);
  if (type == "Root") {
    user = record.TextAt({"userIdentity", "userName"});
    if (user.empty()) user = record.TextAt({"userIdentity", "accountId"});
    fallback = "UnknownRootUser";
  } else if (IsOneOf(type, kUsers)) {
    user = record.TextAt({"userIdentity", "userName"});
  } else if (IsOneOf(type, kRoles)) {
    user = RoleUser(record);
  } else if (type == "IdentityCenterUser") {
    user = record.TextAt({"additionalEventData", "UserName"});
  } else if (IsOneOf(type, kServices)) {
    user = record.TextAt({"sourceIdentity"});
  } else if (record.TextAt({"eventType"}) == "AwsServiceEvent") {
    user = record.TextAt({"userIdentity", "invokedBy"});
    fallback = "UnknownAwsServiceEvent";
  } else {
    fallback = "UnknownUser";
  }
  return user.empty() ? fallback : std::string(user);
}

}  // namespace trailsift
