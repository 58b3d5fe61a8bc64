#include "event/event_shape.h"

#include <algorithm>
#include <array>
#include <cstddef>

#include "base/ascii.h"

namespace trailsift {
namespace {

struct KnownKey {
  std::string_view name;
  std::uint32_t bit;
};

// By length, so that a key is compared with few of them.
constexpr std::array<KnownKey, 20> kKnownKeys = {{
    {"Events", KeyTraits::kEvents},
    {"Records", KeyTraits::kRecords},
    {"eventID", KeyTraits::kEventId},
    {"logFiles", KeyTraits::kLogFiles},
    {"awsRegion", KeyTraits::kAwsRegion},
    {"eventName", KeyTraits::kEventName},
    {"eventTime", KeyTraits::kEventTime},
    {"eventType", KeyTraits::kEventType},
    {"p_log_type", KeyTraits::kPantherLogType},
    {"eventSource", KeyTraits::kEventSource},
    {"eventVersion", KeyTraits::kEventVersion},
    {"userIdentity", KeyTraits::kUserIdentity},
    {"eventCategory", KeyTraits::kEventCategory},
    {"insightDetails", KeyTraits::kInsightDetails},
    {"CloudTrailEvent", KeyTraits::kCloudTrailEvent},
    {"digestStartTime", KeyTraits::kDigestStartTime},
    {"sourceIPAddress", KeyTraits::kSourceIpAddress},
    {"responseElements", KeyTraits::kResponseElements},
    {"requestParameters", KeyTraits::kRequestParameters},
    {"recipientAccountId", KeyTraits::kRecipientAccountId},
}};
static_assert(std::ranges::is_sorted(kKnownKeys, {},
                                     [](const KnownKey& key) { return key.name.size(); }));
constexpr std::size_t kLongestKey = kKnownKeys.back().name.size();

// For each length, the index of the first key that is not shorter.
constexpr auto kFirstOfLength = [] {
  std::array<std::size_t, kLongestKey + 2> first{};
  for (std::size_t length = 0; length < first.size(); ++length) {
    while (first[length] < kKnownKeys.size() && kKnownKeys[first[length]].name.size() < length) {
      ++first[length];
    }
  }
  return first;
}();

// Keys that only the exact spelling makes known.
constexpr std::uint32_t kCarrierKeys = KeyTraits::kRecords | KeyTraits::kEvents |
                                       KeyTraits::kCloudTrailEvent | KeyTraits::kDigestStartTime |
                                       KeyTraits::kLogFiles;

constexpr std::array<std::string_view, 4> kLookupEntryKeys = {"EventId", "EventName", "EventSource",
                                                              "EventTime"};

constexpr std::uint32_t kWeakKeys =
    KeyTraits::kEventVersion | KeyTraits::kEventId | KeyTraits::kEventTime | KeyTraits::kEventType |
    KeyTraits::kEventCategory | KeyTraits::kAwsRegion | KeyTraits::kUserIdentity |
    KeyTraits::kSourceIpAddress | KeyTraits::kRecipientAccountId | KeyTraits::kRequestParameters |
    KeyTraits::kResponseElements | KeyTraits::kInsightDetails;

}  // namespace

void KeyTraits::Add(std::string_view key) {
  if (key.size() > kLongestKey) return;
  for (std::size_t i = kFirstOfLength[key.size()]; i < kFirstOfLength[key.size() + 1]; ++i) {
    const KnownKey& known = kKnownKeys[i];
    const bool exact = known.name == key;
    if ((known.bit & kCarrierKeys) != 0) {
      if (exact) keys |= known.bit;
    } else if (exact || EqualsIgnoringCase(known.name, key)) {
      keys |= known.bit;
      const bool of_entry =
          !exact && std::ranges::find(kLookupEntryKeys, key) != kLookupEntryKeys.end();
      if (!of_entry) keys |= kNotOfLookupEntry;
    }
  }
}

bool KeyTraits::LooksLikeEvent() const {
  const std::uint32_t weak = keys & kWeakKeys;
  const bool two_weak = (weak & (weak - 1)) != 0;
  return two_weak || (keys & (kEventName | kEventSource)) != 0;
}

std::string_view CarrierShape(std::string_view key) {
  if (key == "Records") return "records";
  if (key == "Events") return "lookup_events";
  return {};
}

}  // namespace trailsift
