// JSON text in strings: at a document position, and under the keys of envelopes.
#include <algorithm>
#include <utility>

#include "base/held_anomalies.h"
#include "event/carried_document.h"
#include "event/document_reader.h"
#include "event/event_marker.h"
#include "event/utf8.h"

namespace trailsift {
namespace {

// Text that is not JSON is not damaged JSON either.
bool BeginsAsJson(std::string_view text) {
  const std::size_t first = text.find_first_not_of(" \t\r\n");
  return first != std::string_view::npos &&
         std::string_view("{[\"").find(text[first]) != std::string_view::npos;
}

}  // namespace

void DocumentReader::ReadText() {
  const auto end = FindStringEnd(0, options_.limits.record_bytes);
  if (!end) return Salvage(end.error());
  if (!EndsValue(*end)) {
    const bool name = window_.rest()[*SkipBlanks(*end)] == ':';
    return Salvage({name && frame().values > 0
                        ? "a name where a value belongs; the record before it may have closed too "
                          "early and lack what stands here"
                        : "a quotation mark that begins no value",
                    false,
                    {}});
  }
  CarriedText carried;
  bool lone_surrogate = false;
  if (!AppendUnescaped(carried.text, window_.rest().substr(1, *end - 2), lone_surrogate)) {
    return Salvage({"an escape that JSON does not know", false, *end});
  }
  if (RefuseText(*end, carried.text)) return;
  if (IsEncodedText(carried.text)) return PassUnread(*end, kEncodedText);
  if (lone_surrogate) NoteLoneSurrogate();  // The reader of the text sees U+FFFD.
  TakeValue(*end);
  if (frame().kind == Frame::Kind::kMember) {
    carried.shape = frame().shape;
  } else if (carrier_depth_ == 0) {
    carried.shape = "lookup_events";
  }
  carried.otherwise = frame().otherwise;
  if (carried.otherwise.empty()) account_.Recognise();
  carried_text_ = std::move(carried);
}

// The rest of a text whose string is broken.
void DocumentReader::ReadBrokenText() {
  EscapedText broken = *std::exchange(broken_text_, std::nullopt);
  if (RefuseText(broken.length, broken.text)) return;
  account_.Recognise();
  if (broken.lone_surrogate) NoteLoneSurrogate();
  TakeValue(broken.length);
  const bool outer = frame().shape.empty() && carrier_depth_ == 0;
  carried_text_ = CarriedText{std::move(broken.text), outer ? "lookup_events" : frame().shape, {}};
}

// True if what stands behind the string of `length` bytes may stand behind a value. If a quotation
// mark was added or lost, the next record follows the mark that ends the string.
bool DocumentReader::EndsValue(std::size_t length) {
  if (FollowsPlausibly(length)) return true;
  const char next = window_.rest()[*SkipBlanks(length)];
  return std::string_view("}[\"\x1E\0", 5).find(next) != std::string_view::npos;
}

// Passes over a text in a string, the value of `length` bytes at the window's position, if it
// stands in too many others; false if not.
bool DocumentReader::RefuseText(std::size_t length, std::string_view content) {
  if (carrier_depth_ < options_.limits.carrier_depth) return false;
  ReportTooDeep(length, content);
  SkipValue(length, "carrier_depth");
  return true;
}

// `content` of the value of `length` bytes at the window's position is not read.
void DocumentReader::ReportTooDeep(std::size_t length, std::string_view content) {
  account_.Recognise();
  Report(AnomalyKind::kLimitExceeded, length,
         "envelopes stand in envelopes too many times; the innermost was not read");
  SearchUnread(content, length);
}

void DocumentReader::OpenCarried() {
  first_carried_ = next_record_;
  carried_ = std::make_unique<CarriedDocument>(*std::exchange(carried_text_, std::nullopt), tools_,
                                               options_, carrier_depth_ + 1);
  carried_->reader().resumed_ = std::exchange(resumed_, false);
}

bool DocumentReader::NextCarried() {
  DocumentReader& reader = carried_->reader();
  if (!reader.Next()) {
    CloseCarried();
    return false;
  }
  facts_ = reader.facts();
  record_ = first_carried_ + reader.record_;
  next_record_ = record_ + 1;
  ++delivered_;
  // The innermost envelope is the one that counts.
  current_shape_ = reader.current_shape_.empty() || reader.current_shape_ == "array"
                       ? carried_->shape()
                       : reader.current_shape_;
  if (!current_shape_.empty()) CountShape(current_shape_, 1);
  return true;
}

// Its anomalies are handed on under the place of the carrying value, which is passed now.
void DocumentReader::CloseCarried() {
  const Ledger& inner = carried_->ledger();
  next_record_ = first_carried_ + carried_->reader().next_record_;
  const bool none = carried_->reader().delivered_ == 0;
  const bool passed_over = none && inner.bytes.record + inner.bytes.damaged == 0;
  if (next_record_ == first_carried_ && inner.anomalies().empty()) {
    ReportValue(AnomalyKind::kUnrecognisedShape, first_carried_,
                "a text where an event was expected has none in it");
    SearchUnread(carried_->text(), value_text_.size());
  } else if (none && !passed_over && !carried_->otherwise().empty() &&
             !BeginsAsJson(carried_->text())) {
    ReportValue(AnomalyKind::kUnrecognisedShape, first_carried_,
                "a message that has a key of an event in it, but is no JSON text");
    SearchUnread(carried_->text(), value_text_.size());
  } else {
    // A text of a known shape shows that what carries it is a log.
    if (inner.state != SourceState::kSkipped) account_.Recognise();
    HandOn(inner);
  }
  for (const auto& [reason, count] : inner.skipped_values) {
    account_.ledger().skipped_values[reason] += count;
  }
  carried_.reset();
  Advance(value_text_.size(), passed_over ? Class::kSkipped : Class::kRecord);
}

void DocumentReader::HandOn(const Ledger& inner) {
  const TextPosition at = window_.PositionAt(value_offset_);
  for (Anomaly anomaly : inner.anomalies()) {
    const bool advice = anomaly.kind == AnomalyKind::kUnsupportedShape && !anomaly.reason.empty();
    if (advice && !advised_.insert(anomaly.reason).second) continue;
    if (anomaly.record) *anomaly.record += first_carried_;
    if (!anomaly.record) anomaly.record = first_carried_;
    anomaly.line = at.line;
    anomaly.byte_offset = at.offset;
    anomaly.length = value_text_.size();
    account_.Report(std::move(anomaly));
  }
  ReportUnlisted([&](AnomalyKind kind) { return inner.count(kind); },
                 [&](const Anomaly& counted) { account_.Report(counted); });
  account_.ledger().damaged_ranges += inner.damaged_ranges;
}

}  // namespace trailsift
