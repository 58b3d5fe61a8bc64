// One walk over the blobs hands every member and string to the gatherer of the wanted set; the
// fields outside the blobs are read by name before it.
#include "event/indicator_sets.h"

#include <algorithm>
#include <array>
#include <set>
#include <string>
#include <vector>

#include "base/ascii.h"
#include "event/ip_address.h"

namespace trailsift {
namespace {

using Strings = std::set<std::string, std::less<>>;

// The colon-separated parts of an ARN: arn:partition:service:region:account:resource…; empty if the
// text is no ARN.
std::vector<std::string_view> ArnParts(std::string_view text) {
  std::vector<std::string_view> parts;
  while (parts.size() < 5) {
    const std::size_t colon = text.find(':');
    if (colon == std::string_view::npos) return {};
    parts.push_back(text.substr(0, colon));
    text.remove_prefix(colon + 1);
  }
  parts.push_back(text);
  if (parts.front() != "arn") parts.clear();
  return parts;
}

bool IsAccountId(std::string_view text) {
  return text.size() == 12 && text.find_first_not_of("0123456789") == std::string_view::npos;
}

bool IsHostName(std::string_view text) {
  if (text.find('.') == std::string_view::npos || IsIpAddress(text) || text.front() == '.' ||
      text.back() == '.') {
    return false;
  }
  return std::ranges::all_of(text, [](char c) {
    return (FoldAscii(c) >= 'a' && FoldAscii(c) <= 'z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '_' || c == '.';
  });
}

bool IsEmailAddress(std::string_view text) {
  const std::size_t at = text.find('@');
  return at != std::string_view::npos && at > 0 &&
         text.find('@', at + 1) == std::string_view::npos &&
         text.find_first_of(" \t\r\n") == std::string_view::npos && at + 1 < text.size() &&
         IsHostName(text.substr(at + 1));
}

bool EndsWith(std::string_view text, std::string_view suffix) { return text.ends_with(suffix); }

void Insert(Strings& set, std::string_view text) {
  if (!text.empty()) set.emplace(text);
}

constexpr std::array<std::string_view, 4> kBlobs = {"additionalEventData", "requestParameters",
                                                    "responseElements", "serviceEventDetails"};

// Calls visit(name, value) for every member and list element below the blobs; elements come with
// the name of their list.
template <typename Visit>
void WalkBelow(std::string_view name, const JsonValue& value, const Visit& visit) {
  visit(name, value);
  for (const JsonValue& element : value.elements) WalkBelow(name, element, visit);
  for (const JsonValue::Member& member : value.members) {
    WalkBelow(member.first, member.second, visit);
  }
}

template <typename Visit>
void WalkBlobs(const JsonValue& record, const Visit& visit) {
  for (const std::string_view blob : kBlobs) {
    if (const JsonValue* value = record.Find(blob)) WalkBelow({}, *value, visit);
  }
}

// Calls visit(element) for the objects of the record's resources list.
template <typename Visit>
void WalkResources(const JsonValue& record, const Visit& visit) {
  const JsonValue* resources = record.Find("resources");
  if (resources == nullptr) return;
  for (const JsonValue& resource : resources->elements) visit(resource);
}

Strings Arns(const JsonValue& record) {
  Strings set;
  const auto add = [&](std::string_view text) {
    if (!ArnParts(text).empty()) Insert(set, text);
  };
  add(record.TextAt({"userIdentity", "arn"}));
  add(record.TextAt({"userIdentity", "sessionContext", "sessionIssuer", "arn"}));
  WalkResources(record, [&](const JsonValue& resource) {
    for (const JsonValue::Member& member : resource.members) {
      if (EqualsIgnoringCase(member.first, "arn")) add(member.second.TextAt({}));
    }
  });
  WalkBlobs(record, [&](std::string_view, const JsonValue& value) { add(value.TextAt({})); });
  return set;
}

Strings AccountIds(const JsonValue& record) {
  Strings set;
  const auto add = [&](std::string_view text) {
    if (IsAccountId(text)) Insert(set, text);
  };
  add(record.TextAt({"recipientAccountId"}));
  add(record.TextAt({"userIdentity", "accountId"}));
  add(record.TextAt({"userIdentity", "sessionContext", "sessionIssuer", "accountId"}));
  WalkResources(record, [&](const JsonValue& resource) { add(resource.TextAt({"accountId"})); });
  WalkBlobs(record, [&](std::string_view name, const JsonValue& value) {
    if (name == "accountId" || EndsWith(name, "AccountId")) add(value.TextAt({}));
  });
  for (const std::string& arn : Arns(record)) add(ArnParts(arn)[4]);
  return set;
}

Strings IpAddresses(const JsonValue& record) {
  static constexpr std::array<std::string_view, 5> kNames = {
      "ipv6Addresses", "publicIp", "privateIpAddress", "ipAddressV4", "sourceIPAddress"};
  Strings set;
  const auto add = [&](std::string_view text) {
    if (IsIpAddress(text)) Insert(set, text);
  };
  add(record.TextAt({"sourceIPAddress"}));
  WalkBlobs(record, [&](std::string_view name, const JsonValue& value) {
    if (std::ranges::find(kNames, name) != kNames.end()) add(value.TextAt({}));
  });
  return set;
}

Strings InstanceIds(const JsonValue& record) {
  Strings set;
  WalkBlobs(record, [&](std::string_view name, const JsonValue& value) {
    const std::string_view text = value.TextAt({});
    const bool named = name == "instanceId" || EndsWith(name, "InstanceId");
    if (named && text.starts_with("i-")) Insert(set, text);
  });
  for (const std::string& arn : Arns(record)) {
    const std::string_view resource = ArnParts(arn)[5];
    if (resource.starts_with("instance/")) Insert(set, resource.substr(9));
  }
  return set;
}

Strings Tags(const JsonValue& record) {
  Strings set;
  const auto add = [&](const JsonValue& tag) {
    const JsonValue* key = tag.Find("key");
    const JsonValue* value = tag.Find("value");
    if (key == nullptr || value == nullptr || key->kind != ValueKind::kString ||
        value->kind != ValueKind::kString) {
      return;
    }
    set.insert(key->text + ":" + value->text);
  };
  WalkBlobs(record, [&](std::string_view name, const JsonValue& list) {
    if (name == "tags") std::ranges::for_each(list.elements, add);
  });
  return set;
}

Strings DomainNames(const JsonValue& record) {
  static constexpr std::array<std::string_view, 3> kNames = {"publicDnsName", "privateDnsName",
                                                             "domain"};
  Strings set;
  const std::string_view address = record.TextAt({"sourceIPAddress"});
  if (!address.empty() && IsHostName(address)) Insert(set, address);
  WalkBlobs(record, [&](std::string_view name, const JsonValue& value) {
    if (std::ranges::find(kNames, name) != kNames.end()) Insert(set, value.TextAt({}));
  });
  return set;
}

// The session name of an assumed role: arn:aws:sts::ACCOUNT:assumed-role/ROLE/SESSION.
Strings Emails(const JsonValue& record) {
  Strings set;
  const std::vector<std::string_view> parts = ArnParts(record.TextAt({"userIdentity", "arn"}));
  if (parts.empty() || !parts[5].starts_with("assumed-role/")) return set;
  const std::string_view session = parts[5].substr(parts[5].rfind('/') + 1);
  if (IsEmailAddress(session)) Insert(set, session);
  return set;
}

Strings Usernames(const JsonValue& record) {
  Strings set;
  Insert(set, record.TextAt({"userIdentity", "userName"}));
  return set;
}

struct IndicatorSet {
  std::string_view name;
  Strings (*gather)(const JsonValue& record);
};
constexpr std::array<IndicatorSet, 8> kSets = {{{"p_any_ip_addresses", IpAddresses},
                                                {"p_any_aws_account_ids", AccountIds},
                                                {"p_any_aws_arns", Arns},
                                                {"p_any_aws_instance_ids", InstanceIds},
                                                {"p_any_aws_tags", Tags},
                                                {"p_any_domain_names", DomainNames},
                                                {"p_any_emails", Emails},
                                                {"p_any_usernames", Usernames}}};

}  // namespace

bool IsIndicatorSet(std::string_view name) {
  return std::ranges::any_of(
      kSets, [&](const IndicatorSet& set) { return EqualsIgnoringCase(set.name, name); });
}

std::optional<JsonValue> DeriveIndicatorSet(const JsonValue& record, std::string_view name) {
  for (const IndicatorSet& set : kSets) {
    if (!EqualsIgnoringCase(set.name, name)) continue;
    std::vector<JsonValue> elements;
    for (const std::string& text : set.gather(record)) {
      elements.push_back(JsonValue::String(text));
    }
    if (elements.empty()) return std::nullopt;
    return JsonValue::List(std::move(elements));
  }
  return std::nullopt;
}

}  // namespace trailsift
