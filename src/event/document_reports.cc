// What is said of a source: anomalies with their places, and what was seen in bytes that are given
// up.
#include <fmt/format.h>

#include <utility>

#include "event/carried_document.h"
#include "event/document_reader.h"
#include "event/utf8.h"

namespace trailsift {

// What holds `length` bytes at the window's position, or ends there, is counted each time and
// advised about once.
void DocumentReader::ReportUnread(const UnreadShape& shape, std::size_t length) {
  account_.Recognise();
  ++account_.ledger().skipped_values[std::string(shape.id)];
  if (!advised_.emplace(shape.id).second) return;
  Report(AnomalyKind::kUnsupportedShape, length, std::string(shape.advice), std::string(shape.id));
}

void DocumentReader::Validate() {
  if (carried_ != nullptr) {
    carried_->reader().Validate();
    facts_ = carried_->reader().facts();
    return;
  }
  tools_.event.Tree();
  if (tools_.event.occurrences() > 1 && !facts_.duplicate_key) NoteDuplicateKey();
  if (facts_.malformed || !tools_.event.tree_error()) return;
  facts_.malformed = true;
  std::string message =
      fmt::format("the record breaks the JSON grammar and was judged by what can be read of it: {}",
                  tools_.event.tree_error()->message);
  if (!passed_record_) {
    message += fmt::format(" at byte {}", value_offset_ + tools_.event.tree_error()->offset);
  }
  ReportValue(AnomalyKind::kMalformedRecord, record_, std::move(message));
}

// No rule matches the record, but one reads where it is broken.
void DocumentReader::SearchMalformed() {
  if (options_.damage_observer == nullptr) return;
  options_.damage_observer->OnBytes(tools_.event.text());
  ReportPossibleMatches(CurrentStart(), record_, tools_.event.text().size());
}

void DocumentReader::ReportAt(const TextPosition& at, AnomalyKind kind, std::uint64_t record,
                              std::uint64_t length, std::string message, std::string reason) {
  Anomaly anomaly;
  anomaly.kind = kind;
  anomaly.record = record;
  anomaly.line = at.line;
  anomaly.byte_offset = at.offset;
  anomaly.length = length;
  anomaly.message = std::move(message);
  anomaly.reason = std::move(reason);
  account_.Report(std::move(anomaly));
}

// About `length` bytes at the window's position.
void DocumentReader::Report(AnomalyKind kind, std::uint64_t length, std::string message,
                            std::string reason) {
  ReportAt(window_.PositionAt(window_.offset()), kind, next_record_, length, std::move(message),
           std::move(reason));
}

void DocumentReader::ReportOnce(AnomalyKind kind, std::string message) {
  const std::uint64_t bit = std::uint64_t{1} << static_cast<unsigned>(kind);
  if ((reported_once_ & bit) != 0) return;
  reported_once_ |= bit;
  Report(kind, 0, std::move(message));
}

void DocumentReader::NoteOddities() {
  if (tools_.parsed.near_miss_key) {
    ReportOnce(AnomalyKind::kNearMissKey, "a field was read under a name of other letter case");
  }
  if (tools_.parsed.duplicate_key) NoteDuplicateKey();
  if (tools_.parsed.lone_surrogate) NoteLoneSurrogate();
  if (tools_.parsed.dotted_key) {
    const Projection& projection = tools_.event.projection();
    const std::string path = ToString(projection.path(*tools_.parsed.dotted_key));
    ReportValue(AnomalyKind::kDottedKey, record_,
                fmt::format("the field {} is missing, but a key with dots has its name or a part "
                            "of it; rules do not read that",
                            path));
  }
  facts_.upstream_cut = tools_.parsed.upstream_cut;
  if (facts_.upstream_cut) {
    ReportValue(AnomalyKind::kUpstreamTruncated, record_, "AWS left a part of the record out");
  }
  if (!tools_.parsed.plain_ascii) {
    NoteNonAsciiName("eventName", Projection::kEventName);
    NoteNonAsciiName("eventSource", Projection::kEventSource);
    NoteNonAsciiName("awsRegion", Projection::kAwsRegion);
  }
  // "s3.amazonaws.com" is a service that logs; "aws:s3" heads a message that may carry events.
  const FieldValue& source = tools_.event.At(Projection::kEventSource);
  if (source.kind == ValueKind::kString && source.text.starts_with("aws:")) {
    ReportValue(AnomalyKind::kUnsupportedShape, record_,
                fmt::format("a message of {}, whose content is not looked into; it was judged as "
                            "if it were an event",
                            ShortenText(source.text, kMostQuoted)));
  }
}

void DocumentReader::NoteNonAsciiName(std::string_view name, Slot slot) {
  const FieldValue& value = tools_.event.At(slot);
  if (value.kind != ValueKind::kString || IsAscii(value.text)) return;
  ReportValue(AnomalyKind::kNonAsciiName, record_,
              fmt::format("{} is not ASCII: {}", name, ShortenText(value.text, kMostQuoted)));
}

void DocumentReader::NoteDuplicateKey() {
  facts_.duplicate_key = true;
  ReportValue(AnomalyKind::kDuplicateKey, record_,
              "a key stands more than once in one object; the last one counts");
}

void DocumentReader::NoteLoneSurrogate() {
  ReportOnce(AnomalyKind::kLoneSurrogate, "half of a surrogate pair was read as U+FFFD");
}

// About the current value.
void DocumentReader::ReportValue(AnomalyKind kind, std::uint64_t record, std::string message) {
  const TextPosition start = CurrentStart();
  const std::uint64_t length =
      passed_record_ ? passed_record_->end.offset - start.offset : value_text_.size();
  ReportAt(start, kind, record, length, std::move(message));
}

// What was seen in `length` bytes from `start` on, which were given up.
void DocumentReader::ReportPossibleMatches(const TextPosition& start, std::uint64_t record,
                                           std::uint64_t length) {
  if (options_.damage_observer == nullptr) return;
  for (std::string& finding : options_.damage_observer->OnRangeEnd()) {
    ReportAt(start, AnomalyKind::kPossibleMatchInDamagedRecord, record, length, std::move(finding));
  }
}

// `content` of the `length` bytes at the window's position was read, but as nothing that holds
// events.
void DocumentReader::SearchUnread(std::string_view content, std::uint64_t length) {
  if (options_.damage_observer == nullptr) return;
  options_.damage_observer->OnBytes(content);
  ReportPossibleMatches(window_.PositionAt(window_.offset()), next_record_, length);
}

}  // namespace trailsift
