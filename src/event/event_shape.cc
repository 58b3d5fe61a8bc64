#include "event/event_shape.h"

#include <algorithm>
#include <array>
#include <bit>

#include "base/ascii.h"

namespace trailsift {
namespace {

struct EventKey {
  std::string_view name;
  std::uint32_t bit;
};

constexpr std::array<EventKey, 15> kEventKeys = {{
    {"eventName", KeyTraits::kEventName},
    {"eventSource", KeyTraits::kEventSource},
    {"eventVersion", KeyTraits::kEventVersion},
    {"eventID", KeyTraits::kEventId},
    {"eventTime", KeyTraits::kEventTime},
    {"eventType", KeyTraits::kEventType},
    {"eventCategory", KeyTraits::kEventCategory},
    {"awsRegion", KeyTraits::kAwsRegion},
    {"userIdentity", KeyTraits::kUserIdentity},
    {"sourceIPAddress", KeyTraits::kSourceIpAddress},
    {"recipientAccountId", KeyTraits::kRecipientAccountId},
    {"requestParameters", KeyTraits::kRequestParameters},
    {"responseElements", KeyTraits::kResponseElements},
    {"insightDetails", KeyTraits::kInsightDetails},
    {"p_log_type", KeyTraits::kPantherLogType},
}};

constexpr std::array<EventKey, 5> kCarrierKeys = {{
    {"Records", KeyTraits::kRecords},
    {"Events", KeyTraits::kEvents},
    {"CloudTrailEvent", KeyTraits::kCloudTrailEvent},
    {"digestStartTime", KeyTraits::kDigestStartTime},
    {"logFiles", KeyTraits::kLogFiles},
}};

constexpr std::array<std::string_view, 4> kLookupEntryKeys = {"EventId", "EventName", "EventSource",
                                                              "EventTime"};

constexpr std::uint32_t kWeakKeys =
    KeyTraits::kEventVersion | KeyTraits::kEventId | KeyTraits::kEventTime | KeyTraits::kEventType |
    KeyTraits::kEventCategory | KeyTraits::kAwsRegion | KeyTraits::kUserIdentity |
    KeyTraits::kSourceIpAddress | KeyTraits::kRecipientAccountId | KeyTraits::kRequestParameters |
    KeyTraits::kResponseElements | KeyTraits::kInsightDetails;

}  // namespace

void KeyTraits::Add(std::string_view key) {
  for (const EventKey& known : kEventKeys) {
    if (known.name.size() != key.size() || !EqualsIgnoringCase(known.name, key)) continue;
    keys |= known.bit;
    if (std::ranges::find(kLookupEntryKeys, key) == kLookupEntryKeys.end()) {
      keys |= kNotOfLookupEntry;
    }
    return;
  }
  for (const EventKey& known : kCarrierKeys) {
    if (known.name == key) keys |= known.bit;
  }
}

bool KeyTraits::LooksLikeEvent() const {
  return (keys & (kEventName | kEventSource)) != 0 || std::popcount(keys & kWeakKeys) >= 2;
}

std::string_view CarrierShape(std::string_view key) {
  if (key == "Records") return "records";
  if (key == "Events") return "lookup_events";
  return {};
}

}  // namespace trailsift
