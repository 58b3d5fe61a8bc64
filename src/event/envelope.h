#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "event/event_shape.h"
#include "event/field_value.h"

namespace trailsift {

// A member of an object under a key that envelopes have. The text is the value as it stands, a
// string with its quotes; it lives as long as the text of the object.
struct EnvelopeMember {
  EnvelopeKey key = EnvelopeKey::kNone;
  ValueKind kind = ValueKind::kMissing;
  std::string_view text;
};

// A set of EnvelopeKeys.
class EnvelopeKeys {
 public:
  void Add(EnvelopeKey key) { bits_ |= Bit(key); }
  bool Has(EnvelopeKey key) const { return (bits_ & Bit(key)) != 0; }
  bool empty() const { return bits_ == 0; }

 private:
  static std::uint64_t Bit(EnvelopeKey key) {
    return std::uint64_t{1} << static_cast<unsigned>(key);
  }
  std::uint64_t bits_ = 0;
};

// A key whose value holds events, and how.
struct Payload {
  EnvelopeKey key = EnvelopeKey::kNone;
  std::string_view shape = {};      // Id of the envelope.
  bool list = false;                // It holds a list of documents; else one, or text of one.
  bool distinctive = false;         // No other object has this key.
  std::string_view otherwise = {};  // Why what it holds is skipped if it is no event; empty: never.
};

// Nothing if no events are held under this key.
const Payload* FindPayload(EnvelopeKey key);

// True if a value of this kind may hold the events of the payload.
bool Fits(const Payload& payload, ValueKind kind);

// A shape that is recognised but not read: `advice` says what to do, `id` is the reason under which
// it is counted as skipped.
struct UnreadShape {
  std::string_view id;
  std::string_view advice;
};

inline constexpr UnreadShape kS3Notification = {
    "s3_notification",
    "only notifications about objects in S3 were found, which hold no events themselves; fetch the "
    "objects that they name and scan those"};
inline constexpr UnreadShape kQueryRow = {
    "cloudwatch_insights",
    "a row of a CloudWatch Logs Insights query has no @message, so the event is not in it; query "
    "`fields @timestamp, @message` and scan that"};
inline constexpr UnreadShape kEncodedText = {
    "base64",
    "a text in base64 may hold events, but is not looked into; decode it first, for example with "
    "jq -r '.Messages[].Body' | while read -r data; do base64 -d <<< $data; done"};
inline constexpr UnreadShape kAthenaRows = {
    "athena_rows",
    "rows of a query by Athena or CloudTrail Lake, whose columns hold parts of events as text and "
    "under other names; scan the log files in S3 that the table was made of"};

// What is known of an object whose top-level keys have been read.
struct ObjectFacts {
  KeyTraits traits;
  const std::vector<EnvelopeMember>* members = nullptr;  // In their order.
  FieldValue event_source;
  FieldValue log_type;      // p_log_type
  std::string_view shape;   // Of the envelope around it.
  bool in_records = false;  // It is an element of {"Records":[…]}.
};

// What an object is, which may be several things at once: each is to be read.
struct ObjectShape {
  bool event = false;
  EnvelopeKeys payloads;  // The keys under which it holds events.
  bool cell = false;      // {"field":…,"value":…} of a query's result.
  const UnreadShape* unread = nullptr;
  std::string_view skipped;  // Neither: the reason to pass over it, if it is known.

  bool carrier() const { return !payloads.empty(); }
};

// The most distinctive keys count first, those of an event last (the specification of evidence,
// section 4).
ObjectShape ClassifyObject(const ObjectFacts& facts);

// The id of the envelope that holds an event under this key inside an envelope of the `outer` id.
std::string_view ShapeOfPayload(const Payload& payload, std::string_view outer);

// True for the head of a table with events in its rows: CSV of Athena, CloudTrail Lake or the
// console.
bool IsTableHead(std::string_view line);

}  // namespace trailsift
