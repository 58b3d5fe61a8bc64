#include "lint/cloudtrail_fields.h"

#include <algorithm>
#include <string_view>
#include <utility>
#include <vector>

#include "base/ascii.h"
#include "base/nearest_name.h"

namespace trailsift {
namespace {

// One path a line: `[]` marks a list, `.*` what is open.
constexpr std::string_view kFields = R"(
addendum.originalEventID
addendum.originalRequestID
addendum.reason
addendum.updatedFields
additionalEventData.*
apiVersion
awsRegion
edgeDeviceDetails.*
errorCode
errorMessage
eventCategory
eventContext.*
eventID
eventName
eventSource
eventTime
eventType
eventVersion
insightDetails.*
managementEvent
readOnly
recipientAccountId
requestID
requestParameters.*
resources[].ARN
resources[].ARNPrefix
resources[].accountId
resources[].arn
resources[].type
responseElements.*
serviceEventDetails.*
sessionCredentialFromConsole
sharedEventID
sourceIPAddress
sourceIdentity
tlsDetails.cipherSuite
tlsDetails.clientProvidedHostHeader
tlsDetails.keyExchange
tlsDetails.tlsVersion
userAgent
userIdentity.accessKeyId
userIdentity.accountId
userIdentity.arn
userIdentity.credentialId
userIdentity.identityProvider
userIdentity.inScopeOf.*
userIdentity.invokedBy
userIdentity.onBehalfOf.identityStoreArn
userIdentity.onBehalfOf.userId
userIdentity.principalId
userIdentity.sessionContext.assumedRoot
userIdentity.sessionContext.attributes.creationDate
userIdentity.sessionContext.attributes.mfaAuthenticated
userIdentity.sessionContext.attributes.sessionCredentialFromConsole
userIdentity.sessionContext.ec2IssuedInVpc
userIdentity.sessionContext.ec2RoleDelivery
userIdentity.sessionContext.sessionIssuer.accountId
userIdentity.sessionContext.sessionIssuer.arn
userIdentity.sessionContext.sessionIssuer.principalId
userIdentity.sessionContext.sessionIssuer.type
userIdentity.sessionContext.sessionIssuer.userName
userIdentity.sessionContext.sourceIdentity
userIdentity.sessionContext.webIdFederationData.attributes.*
userIdentity.sessionContext.webIdFederationData.federatedProvider
userIdentity.type
userIdentity.userName
vpcEndpointAccountId
vpcEndpointId
)";

// The same of what trailsift derives ("p_…" and actor_user). A record that was exported from
// Panther may have other values of its own below these names.
constexpr std::string_view kDerivedFields = R"(
actor_user
p_any_aws_account_ids[]
p_any_aws_arns[]
p_any_aws_instance_ids[]
p_any_aws_tags[]
p_any_domain_names[]
p_any_emails[]
p_any_ip_addresses[]
p_any_usernames[]
p_enrichment.*
p_event_time
p_log_type
p_udm.actor_user.*
p_udm.event_type.*
p_udm.source_ip.*
p_udm.user.*
p_udm.user_account_id.*
p_udm.user_agent.*
)";

// Panther adds fields with this beginning, and members of those, at will: one that is like no field
// here is not called unknown.
constexpr std::string_view kPantherPrefix = "p_";

struct Field {
  std::string_view name;
  bool list = false;
  bool open = false;
  std::vector<Field> members;

  const Field* Find(std::string_view member) const {
    const auto found = std::ranges::find(members, member, &Field::name);
    return found == members.end() ? nullptr : &*found;
  }
};

void AddPath(Field& record, std::string_view path) {
  Field* field = &record;
  while (!path.empty()) {
    std::string_view name = path.substr(0, path.find('.'));
    path.remove_prefix(std::min(path.size(), name.size() + 1));
    if (name == "*") {
      field->open = true;
      return;
    }
    const bool list = name.ends_with("[]");
    if (list) name.remove_suffix(2);
    const auto known = std::ranges::find(field->members, name, &Field::name);
    field = known != field->members.end() ? &*known : &field->members.emplace_back();
    field->name = name;
    field->list = list;
  }
}

const Field& RecordFields() {
  static const Field kRecord = [] {
    Field record;
    for (std::string_view rest : {kFields, kDerivedFields}) {
      while (!rest.empty()) {
        const std::string_view line = rest.substr(0, rest.find('\n'));
        rest.remove_prefix(std::min(rest.size(), line.size() + 1));
        AddPath(record, line);
      }
    }
    return record;
  }();
  return kRecord;
}

// Letters and digits only, in lower case: "source_ip_address" and "sourceIPAddress" are the same.
std::string Bare(std::string_view name) {
  std::string bare;
  for (const char c : name) {
    if (c != '_' && c != '-' && c != ' ') bare += FoldAscii(c);
  }
  return bare;
}

const Field* FindNear(const Field& field, std::string_view name) {
  const auto same = std::ranges::find_if(
      field.members, [&](const Field& member) { return Bare(member.name) == Bare(name); });
  if (same != field.members.end()) return &*same;
  std::vector<std::string_view> names;
  for (const Field& member : field.members) names.push_back(member.name);
  const auto nearest = NearestName(name, names);
  return nearest ? field.Find(*nearest) : nullptr;
}

// Follows a path from a field, noting what does not fit. `inside_list`: the path is relative to an
// element of the field.
FieldKnowledge FollowPath(const FieldPath& path, const Field* field, bool inside_list) {
  using Verdict = FieldKnowledge::Verdict;
  FieldKnowledge result;
  FieldPath meant = path;
  const auto stop = [&](Verdict verdict, std::size_t step, FieldPath suggestion) {
    return FieldKnowledge{verdict, step, std::move(suggestion)};
  };
  for (std::size_t step = 0; step < path.steps.size() && !field->open; ++step) {
    const bool is_list = field->list && !inside_list;
    if (path.steps[step].kind != PathStep::Kind::kName) {
      if (!is_list) return stop(Verdict::kNoList, step, {});
      inside_list = true;
      continue;
    }
    if (is_list) {
      meant.steps.insert(meant.steps.begin() + static_cast<std::ptrdiff_t>(step),
                         PathStep::Wildcard());
      return stop(Verdict::kList, step, std::move(meant));
    }
    inside_list = false;
    const std::string& name = path.steps[step].name;
    const Field* member = field->Find(name);
    if (member == nullptr) {
      if (field->members.empty()) return stop(Verdict::kNoMembers, step, {});
      member = FindNear(*field, name);
      if (member == nullptr) {
        const std::string_view owner = field == &RecordFields() ? name : field->name;
        if (owner.starts_with(kPantherPrefix)) break;
        return stop(Verdict::kUnknown, step, {});
      }
      meant.steps[step].name = std::string(member->name);
      if (!EqualsIgnoringCase(member->name, name)) {
        return stop(Verdict::kUnknown, step, std::move(meant));
      }
      if (result.verdict == Verdict::kKnown) result = stop(Verdict::kOtherCase, step, {});
    }
    field = member;
  }
  if (result.verdict == Verdict::kOtherCase) result.suggestion = std::move(meant);
  return result;
}

// What stands at the path of the elements of a list; `inside_list`: a list's element, and not what
// a path leads to from there. No field: not known.
struct Element {
  const Field* field = nullptr;
  bool inside_list = false;
};

Element ElementAt(const FieldPath& path) {
  Element element{&RecordFields(), false};
  for (const PathStep& step : path.steps) {
    const bool is_list = element.field->list && !element.inside_list;
    const bool needs_list = step.kind != PathStep::Kind::kName;
    if (element.field->open || is_list != needs_list) return {};
    if (needs_list) {
      element.inside_list = true;
      continue;
    }
    const auto member = std::ranges::find_if(element.field->members, [&](const Field& candidate) {
      return EqualsIgnoringCase(candidate.name, step.name);
    });
    if (member == element.field->members.end()) return {};
    element = {&*member, false};
  }
  return element;
}

}  // namespace

FieldKnowledge KnowledgeOfField(const FieldPath& path, const FieldPath& elements) {
  const Element element = ElementAt(elements);
  if (element.field == nullptr) return {};
  return FollowPath(path, element.field, element.inside_list);
}

}  // namespace trailsift
