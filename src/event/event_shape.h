#pragma once

#include <cstdint>
#include <string_view>

namespace trailsift {

// The names of members that tell one envelope from another and from an event. Only the exact
// spelling counts.
enum class EnvelopeKey : std::uint8_t {
  kNone,
  // What holds events, or may.
  kRecords,          // Records
  kEvents,           // Events
  kCloudTrailEvent,  // CloudTrailEvent
  kLogEvents,        // logEvents
  kFoundEvents,      // events
  kResults,          // results
  kMessages,         // Messages
  kDetail,           // detail
  kLogMessage,       // message
  kQueriedMessage,   // @message
  kCellValue,        // value
  kTopicMessage,     // Message
  kSns,              // Sns
  kBody,             // body, Body
  // What stands beside it.
  kDetailType,  // detail-type
  kLogTime,     // timestamp, ingestionTime
  kCellField,   // field
  kTopic,       // TopicArn
  kMessageId,   // messageId, MessageId, receiptHandle, ReceiptHandle
  // What other things are known by.
  kDigestStart,  // digestStartTime
  kDigestFiles,  // logFiles
  kS3,           // s3
  kS3Bucket,     // s3Bucket
  kS3ObjectKey,  // s3ObjectKey
  kKinesis,      // kinesis
  kLambdaLogs,   // awslogs
  kStreamData,   // Data
  kStreamPlace,  // SequenceNumber, sequenceNumber, PartitionKey, partitionKey, recordId
  kColumn,       // useridentity, requestparameters
  kSiem,         // _raw, _source, event.original
  kSiemEvent,    // event
  kSiemData,     // data
  kOcsfClass,    // class_uid
  kOcsfMetadata  // metadata
};

// What the top-level keys of an object say about its being an event. Gathered during the one walk
// over it.
struct KeyTraits {
  // Bits of the keys met, in any ASCII case.
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
    // An event key in a spelling that an entry of a lookup-events answer does not have.
    kNotOfLookupEntry = 1U << 15,
    kExactSpelling = 1U << 16,
  };

  std::uint32_t keys = 0;

  // Notes a key; says which key of an envelope it is, if any.
  EnvelopeKey Add(std::string_view key);
  bool Has(std::uint32_t mask) const { return (keys & mask) == mask; }
  // By its keys alone: eventName or eventSource, or two of the other event keys.
  bool LooksLikeEvent() const;
  // Its event keys are those of a lookup-events entry: EventId, EventName, EventSource, EventTime.
  bool FitsLookupEntry() const { return !Has(kNotOfLookupEntry); }
};

}  // namespace trailsift
