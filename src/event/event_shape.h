#pragma once

#include <cstdint>
#include <string_view>

namespace trailsift {

// What the top-level keys of an object say about it. Gathered during the one walk over it.
struct KeyTraits {
  // Bits of the keys met; event keys without ASCII case, carrier keys exactly.
  enum Key : std::uint32_t {
    kEventName = 1U << 0,
    kEventSource = 1U << 1,
    kEventVersion = 1U << 2,
    kEventId = 1U << 3,
    kEventTime = 1U << 4,
    kEventType = 1U << 5,
    kEventCategory = 1U << 6,
    kAwsRegion = 1U << 7,
    kUserIdentity = 1U << 8,
    kSourceIpAddress = 1U << 9,
    kRecipientAccountId = 1U << 10,
    kRequestParameters = 1U << 11,
    kResponseElements = 1U << 12,
    kInsightDetails = 1U << 13,
    kPantherLogType = 1U << 14,
    kRecords = 1U << 16,
    kEvents = 1U << 17,
    kCloudTrailEvent = 1U << 18,
    kDigestStartTime = 1U << 19,
    kLogFiles = 1U << 20,
    // An event key in a spelling that an entry of a lookup-events answer does not have.
    kNotOfLookupEntry = 1U << 21,
  };

  std::uint32_t keys = 0;

  void Add(std::string_view key);
  bool Has(std::uint32_t mask) const { return (keys & mask) == mask; }
  // By its keys alone: eventName or eventSource, or two of the other event keys.
  bool LooksLikeEvent() const;
  // Its event keys are those of a lookup-events entry: EventId, EventName, EventSource, EventTime.
  bool FitsLookupEntry() const { return !Has(kNotOfLookupEntry); }
  bool IsDigest() const { return Has(kDigestStartTime | kLogFiles); }
};

// The envelope whose elements an array under this key holds: "records", "lookup_events"; empty if
// the key names none.
std::string_view CarrierShape(std::string_view key);

}  // namespace trailsift
