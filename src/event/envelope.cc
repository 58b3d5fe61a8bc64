#include "event/envelope.h"

#include <algorithm>
#include <array>
#include <string>

#include "base/ascii.h"
#include "event/event_marker.h"
#include "event/utf8.h"

namespace trailsift {
namespace {

using enum EnvelopeKey;

constexpr std::string_view kOtherMessage = "other_message";

constexpr auto kPayloads = std::to_array<Payload>({
    {.key = kRecords, .shape = "records", .list = true, .distinctive = true},
    {.key = kEvents, .shape = "lookup_events", .list = true, .distinctive = true},
    {.key = kCloudTrailEvent, .shape = "lookup_events", .distinctive = true},
    {.key = kLogEvents, .shape = "cloudwatch_subscription", .list = true, .distinctive = true},
    {.key = kFoundEvents, .shape = "cloudwatch_events", .list = true},
    {.key = kResults, .shape = "cloudwatch_insights", .list = true},
    {.key = kMessages, .shape = "sqs", .list = true},
    {.key = kDetail, .shape = "eventbridge", .otherwise = "other_event_type"},
    {.key = kLogMessage, .shape = "cloudwatch_events", .otherwise = kOtherMessage},
    {.key = kQueriedMessage,
     .shape = "cloudwatch_insights",
     .distinctive = true,
     .otherwise = kOtherMessage},
    {.key = kCellValue, .shape = "cloudwatch_insights", .otherwise = kOtherMessage},
    {.key = kTopicMessage, .shape = "sns", .otherwise = kOtherMessage},
    {.key = kSns, .shape = "sns", .otherwise = kOtherMessage},
    {.key = kBody, .shape = "sqs", .otherwise = kOtherMessage},
});

constexpr UnreadShape kKinesisData = {
    "kinesis",
    "messages of Kinesis or of a subscription hold their data in base64, mostly compressed, which "
    "is not looked into; decode it first, for example with jq -r '.Records[].kinesis.data' | while "
    "read -r data; do base64 -d <<< $data; done"};
constexpr UnreadShape kSiemExport = {
    "siem",
    "an export of a log management system, which keeps the event under a key of its own; write out "
    "the events alone, for example with jq '._source' or jq -r '._raw'"};
constexpr UnreadShape kOcsf = {
    "ocsf",
    "an event of the Open Cybersecurity Schema Framework, whose fields have other names, so that "
    "rules would miss it; scan the original CloudTrail logs"};

bool IsText(ValueKind kind) { return kind == ValueKind::kString; }

// True if the JSON string `token` means `text`.
bool Means(std::string_view token, std::string_view text) {
  if (token.size() < 2 || token.front() != '"') return false;
  std::string unescaped;
  bool lone_surrogate = false;
  constexpr std::size_t kLongest = 256;
  return token.size() <= kLongest &&
         AppendUnescaped(unescaped, token.substr(1, token.size() - 2), lone_surrogate) &&
         unescaped == text;
}

class Classifier {
 public:
  explicit Classifier(const ObjectFacts& facts) : facts_(facts) {
    for (const EnvelopeMember& member : *facts.members) {
      keys_.Add(member.key);
      if (member.kind == ValueKind::kObject) objects_.Add(member.key);
      if (member.kind == ValueKind::kList) lists_.Add(member.key);
      if (IsText(member.kind)) texts_.Add(member.key);
    }
  }

  ObjectShape Classify() const {
    ObjectShape shape;
    const bool message = IsServiceMessage();
    const bool looks_like_event = facts_.traits.LooksLikeEvent() && !message && !IsColumns();
    shape.cell = keys_.Has(kCellField) && keys_.Has(kCellValue) && !looks_like_event;
    for (const EnvelopeMember& member : *facts_.members) {
      if (HoldsEvents(member, looks_like_event)) shape.payloads.Add(member.key);
    }
    const bool panther = IsText(facts_.log_type.kind);
    shape.unread = FindUnread(message, looks_like_event);
    const bool digest = keys_.Has(kDigestStart) && keys_.Has(kDigestFiles);
    const bool entry = HasValue(kCloudTrailEvent) && facts_.traits.FitsLookupEntry();
    const bool known =
        shape.carrier() || shape.cell || shape.unread != nullptr || digest || panther || entry;
    shape.event = (looks_like_event && !entry) ||
                  (panther && facts_.log_type.text == "AWS.CloudTrail") ||
                  (facts_.in_records && !known);
    if (shape.event || shape.carrier() || shape.unread != nullptr) return shape;
    if (digest)
      shape.skipped = "digest";
    else if (panther)
      shape.skipped = "other_log_type";
    return shape;
  }

 private:
  // "aws:s3" heads a message, "s3.amazonaws.com" is a service that logs.
  bool IsServiceMessage() const {
    const FieldValue& source = facts_.event_source;
    return IsText(source.kind) && source.text.starts_with("aws:") &&
           (objects_.Has(kS3) || objects_.Has(kKinesis) || objects_.Has(kSns) || texts_.Has(kBody));
  }

  // Lower-case columns with text; with objects under them, it is Panther's form.
  bool IsColumns() const {
    return !facts_.traits.Has(KeyTraits::kExactSpelling) &&
           std::ranges::any_of(*facts_.members, [](const EnvelopeMember& member) {
             return member.key == kColumn && IsText(member.kind) && member.text.size() > 2;
           });
  }

  bool HasValue(EnvelopeKey key) const {
    return texts_.Has(key) || objects_.Has(key) || lists_.Has(key);
  }

  bool HoldsEvents(const EnvelopeMember& member, bool looks_like_event) const {
    const Payload* payload = FindPayload(member.key);
    if (payload == nullptr || !Fits(*payload, member.kind)) return false;
    if (payload->distinctive) return true;
    if (looks_like_event || !(payload->list || HasCompanion(member.key))) {
      return HoldsEventKey(member.text);
    }
    return true;
  }

  bool HasCompanion(EnvelopeKey key) const {
    switch (key) {
      case kDetail:
        return keys_.Has(kDetailType);
      case kLogMessage:
        return keys_.Has(kLogTime) || facts_.shape.starts_with("cloudwatch_");
      case kCellValue:
        return std::ranges::any_of(*facts_.members, [](const EnvelopeMember& member) {
          return member.key == kCellField && Means(member.text, "@message");
        });
      case kTopicMessage:
        return keys_.Has(kTopic) || keys_.Has(kMessageId);
      case kSns:
        return objects_.Has(kSns) && IsServiceMessage();
      case kBody:
        return keys_.Has(kMessageId) || facts_.shape == "sqs";
      default:
        return false;
    }
  }

  const UnreadShape* FindUnread(bool message, bool looks_like_event) const {
    if (objects_.Has(kKinesis) || objects_.Has(kLambdaLogs) || IsStreamRecord()) {
      return &kKinesisData;
    }
    if (looks_like_event) return nullptr;
    if (IsColumns()) return &kAthenaRows;
    if (message && objects_.Has(kS3)) return &kS3Notification;
    if (keys_.Has(kS3Bucket) && keys_.Has(kS3ObjectKey)) return &kS3Notification;
    if (keys_.Has(kOcsfClass) && objects_.Has(kOcsfMetadata)) return &kOcsf;
    return IsSiemExport() ? &kSiemExport : nullptr;
  }

  // As `aws kinesis get-records` writes it, and Firehose for Lambda.
  bool IsStreamRecord() const {
    if (!keys_.Has(kStreamPlace)) return false;
    return std::ranges::any_of(*facts_.members, [](const EnvelopeMember& member) {
      const bool data = member.key == kStreamData || member.key == kSiemData;
      return data && IsText(member.kind) && IsBase64(member.text.substr(1, member.text.size() - 2));
    });
  }

  bool IsSiemExport() const {
    return std::ranges::any_of(*facts_.members, [](const EnvelopeMember& member) {
      const auto holds = [&](std::string_view name) {
        return member.kind == ValueKind::kObject &&
               member.text.find(name) != std::string_view::npos;
      };
      return (member.key == kSiem && (IsText(member.kind) || holds(""))) ||
             (member.key == kSiemEvent && holds("\"original\"")) ||
             (member.key == kSiemData && holds("\"aws\""));
    });
  }

  const ObjectFacts& facts_;
  EnvelopeKeys keys_;
  EnvelopeKeys objects_;
  EnvelopeKeys lists_;
  EnvelopeKeys texts_;
};

}  // namespace

const Payload* FindPayload(EnvelopeKey key) {
  const auto* const found = std::ranges::find(kPayloads, key, &Payload::key);
  return found != kPayloads.end() ? found : nullptr;
}

bool Fits(const Payload& payload, ValueKind kind) {
  if (payload.list) return kind == ValueKind::kList;
  return kind == ValueKind::kString || kind == ValueKind::kObject;
}

ObjectShape ClassifyObject(const ObjectFacts& facts) { return Classifier(facts).Classify(); }

std::string_view ShapeOfPayload(const Payload& payload, std::string_view outer) {
  return payload.key == kLogMessage && outer.starts_with("cloudwatch_") ? outer : payload.shape;
}

bool IsTableHead(std::string_view line) {
  std::string folded;
  for (const char c : line) {
    if (c != ' ' && c != '"' && c != '_') folded += FoldAscii(c);
  }
  const auto names = [&](std::string_view column) {
    return folded.find(column) != std::string::npos;
  };
  const bool marks = std::ranges::any_of(line, [](char c) {
    return IsControl(c) || std::string_view("{[]}:\\").find(c) != std::string_view::npos;
  });
  return names("eventname") && names("eventtime") && !marks &&
         line.find_first_of(",;\t") != std::string_view::npos;
}

}  // namespace trailsift
