#include "event/event_shape.h"

#include <algorithm>
#include <array>
#include <cstddef>

#include "base/ascii.h"

namespace trailsift {
namespace {

struct KnownKey {
  std::string_view name;
  std::uint32_t bit = 0;                      // Of an event key.
  EnvelopeKey envelope = EnvelopeKey::kNone;  // Of one that only the exact spelling makes known.
};

using enum EnvelopeKey;
// By length, so that a key is compared with few of them; of one length the event keys first.
constexpr auto kKnownKeys = std::to_array<KnownKey>({
    {"s3", 0, kS3},
    {"Sns", 0, kSns},
    {"body", 0, kBody},
    {"Body", 0, kBody},
    {"_raw", 0, kSiem},
    {"data", 0, kSiemData},
    {"Data", 0, kStreamData},
    {"value", 0, kCellValue},
    {"field", 0, kCellField},
    {"event", 0, kSiemEvent},
    {"Events", 0, kEvents},
    {"events", 0, kFoundEvents},
    {"detail", 0, kDetail},
    {"eventID", KeyTraits::kEventId},
    {"Records", 0, kRecords},
    {"results", 0, kResults},
    {"message", 0, kLogMessage},
    {"Message", 0, kTopicMessage},
    {"kinesis", 0, kKinesis},
    {"awslogs", 0, kLambdaLogs},
    {"_source", 0, kSiem},
    {"logFiles", 0, kDigestFiles},
    {"recordId", 0, kStreamPlace},
    {"Messages", 0, kMessages},
    {"@message", 0, kQueriedMessage},
    {"TopicArn", 0, kTopic},
    {"s3Bucket", 0, kS3Bucket},
    {"metadata", 0, kOcsfMetadata},
    {"eventName", KeyTraits::kEventName},
    {"eventTime", KeyTraits::kEventTime},
    {"eventType", KeyTraits::kEventType},
    {"awsRegion", KeyTraits::kAwsRegion},
    {"logEvents", 0, kLogEvents},
    {"timestamp", 0, kLogTime},
    {"messageId", 0, kMessageId},
    {"MessageId", 0, kMessageId},
    {"class_uid", 0, kOcsfClass},
    {"p_log_type", KeyTraits::kPantherLogType},
    {"eventSource", KeyTraits::kEventSource},
    {"detail-type", 0, kDetailType},
    {"s3ObjectKey", 0, kS3ObjectKey},
    {"eventVersion", KeyTraits::kEventVersion},
    {"userIdentity", KeyTraits::kUserIdentity},
    {"useridentity", 0, kColumn},
    {"PartitionKey", 0, kStreamPlace},
    {"partitionKey", 0, kStreamPlace},
    {"eventCategory", KeyTraits::kEventCategory},
    {"ingestionTime", 0, kLogTime},
    {"receiptHandle", 0, kMessageId},
    {"ReceiptHandle", 0, kMessageId},
    {"insightDetails", KeyTraits::kInsightDetails},
    {"SequenceNumber", 0, kStreamPlace},
    {"sequenceNumber", 0, kStreamPlace},
    {"event.original", 0, kSiem},
    {"sourceIPAddress", KeyTraits::kSourceIpAddress},
    {"CloudTrailEvent", 0, kCloudTrailEvent},
    {"digestStartTime", 0, kDigestStart},
    {"responseElements", KeyTraits::kResponseElements},
    {"requestParameters", KeyTraits::kRequestParameters},
    {"requestparameters", 0, kColumn},
    {"recipientAccountId", KeyTraits::kRecipientAccountId},
});
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

constexpr std::array<std::string_view, 4> kLookupEntryKeys = {"EventId", "EventName", "EventSource",
                                                              "EventTime"};

constexpr std::uint32_t kWeakKeys =
    KeyTraits::kEventVersion | KeyTraits::kEventId | KeyTraits::kEventTime | KeyTraits::kEventType |
    KeyTraits::kEventCategory | KeyTraits::kAwsRegion | KeyTraits::kUserIdentity |
    KeyTraits::kSourceIpAddress | KeyTraits::kRecipientAccountId | KeyTraits::kRequestParameters |
    KeyTraits::kResponseElements | KeyTraits::kInsightDetails;

}  // namespace

EnvelopeKey KeyTraits::Add(std::string_view key) {
  if (key.size() > kLongestKey || key.empty()) return kNone;
  const char first = FoldAscii(key.front());
  for (std::size_t i = kFirstOfLength[key.size()]; i < kFirstOfLength[key.size() + 1]; ++i) {
    const KnownKey& known = kKnownKeys[i];
    if (FoldAscii(known.name.front()) != first) continue;
    const bool exact = known.name == key;
    if (known.envelope != kNone) {
      if (exact) return known.envelope;
    } else if (exact) {
      keys |= known.bit | kNotOfLookupEntry | kExactSpelling;
      return kNone;
    } else if (EqualsIgnoringCase(known.name, key)) {
      keys |= known.bit;
      if (std::ranges::find(kLookupEntryKeys, key) == kLookupEntryKeys.end()) {
        keys |= kNotOfLookupEntry;
      }
    }
  }
  return kNone;
}

bool KeyTraits::LooksLikeEvent() const {
  const std::uint32_t weak = keys & kWeakKeys;
  const bool two_weak = (weak & (weak - 1)) != 0;
  return two_weak || (keys & (kEventName | kEventSource)) != 0;
}

}  // namespace trailsift
