// Objects: where they end, what they are, and their delivery as records.
#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "base/ascii.h"
#include "event/document_reader.h"
#include "event/event_marker.h"
#include "event/utf8.h"

namespace trailsift {
namespace {

constexpr std::size_t kMostQuoted = 64;  // Code points of foreign text in a message.

std::string ListKeys(const JsonValue& object) {
  constexpr std::size_t kMost = 10;
  std::string list;
  for (std::size_t i = 0; i < std::min(object.members.size(), kMost); ++i) {
    if (i > 0) list += ", ";
    list += object.members[i].first.substr(0, 64);
  }
  if (object.members.size() > kMost) list += ", …";
  return list;
}

// False of almost all records: it does not end with a list of objects, or names one event at most.
bool MayHoldRecords(std::string_view text) {
  for (const char bracket : {'}', ']', '}'}) {
    while (!text.empty() && IsBlank(text.back())) text.remove_suffix(1);
    if (!text.ends_with(bracket)) return false;
    text.remove_suffix(1);
  }
  constexpr std::string_view kName = "ventName";
  const std::size_t first = text.find(kName);
  return first != std::string_view::npos && text.find(kName, first + 1) != std::string_view::npos;
}

}  // namespace

bool DocumentReader::ReadObject() {
  constexpr std::size_t kPeek = 1024;
  // Almost all events; what PeekPayload would say of them.
  constexpr std::string_view kUsualStart = R"({"eventVersion":)";
  if (!window_.rest().starts_with(kUsualStart) && MayEnterCarrier() && PeekPayload(kPeek, true)) {
    EnterCarrier({}, true);
    return false;
  }
  constexpr std::size_t kLeast = std::size_t{16} << 10;
  const std::size_t reach = Reach(kLeast);
  if (const std::size_t length = tools_.parser.ParseFront(
          window_.rest().substr(0, reach), options_.limits.depth, tools_.event, tools_.parsed)) {
    return TakeParsed(length);
  }
  const Extent extent = FindObjectEnd(true, reach);
  if (extent.outcome != Extent::Outcome::kClosed) wasted_ += extent.length;
  switch (extent.outcome) {
    case Extent::Outcome::kClosed:
      return JudgeObject(extent);
    case Extent::Outcome::kBroken:
      return RepairOrSalvage(extent, {"a line break inside a string", false, {}});
    case Extent::Outcome::kSourceEnded:
      return RepairOrSalvage(extent, {"the source ends inside a record", true, {}});
    case Extent::Outcome::kTooLarge:
      if (EnterBrokenCarrier()) return false;
      Salvage({"larger than a record may be", false, {}, "a record", reach});
      return false;
  }
  return false;
}

// Looks no further than `reach` bytes.
DocumentReader::Extent DocumentReader::FindObjectEnd(bool line_breaks_end_strings,
                                                     std::size_t reach) {
  ObjectScanner scanner(line_breaks_end_strings);
  const auto extent = [&](Extent::Outcome outcome) {
    return Extent{outcome, scanner.length(), scanner.greatest_depth()};
  };
  while (true) {
    const ObjectScanner::Outcome outcome = scanner.Scan(window_.rest().substr(0, reach + 1));
    if (scanner.length() > reach) return extent(Extent::Outcome::kTooLarge);
    switch (outcome) {
      case ObjectScanner::Outcome::kClosed:
        return extent(Extent::Outcome::kClosed);
      case ObjectScanner::Outcome::kBroken:
        return extent(Extent::Outcome::kBroken);
      case ObjectScanner::Outcome::kOpen:
        if (!window_.More()) return extent(Extent::Outcome::kSourceEnded);
    }
  }
}

bool DocumentReader::JudgeObject(const Extent& extent) {
  if (extent.depth > options_.limits.depth) return RefuseLimit(extent.length, TooDeep());
  const std::string_view text = window_.rest().substr(0, extent.length);
  if (const auto error =
          tools_.parser.Parse(text, options_.limits.depth, tools_.event, tools_.parsed)) {
    if (error->too_deep) return RefuseLimit(extent.length, TooDeep());
    if (error->too_many) return RefuseLimit(extent.length, "a record has " + error->message);
    return RepairOrSalvage(
        extent, {fmt::format("{} at byte {}", error->message, window_.offset() + error->offset),
                 false, extent.length});
  }
  return TakeParsed(extent.length);
}

// The event holds the object of `length` bytes at the window's position.
bool DocumentReader::TakeParsed(std::size_t length) {
  facts_ = {};
  facts_.salvaged = std::exchange(resumed_, false);
  repaired_lines_ = false;
  return Classify(length);
}

std::string DocumentReader::TooDeep() const {
  return fmt::format("a record is nested more than {} deep (--max-depth)", options_.limits.depth);
}

bool DocumentReader::RefuseLimit(std::size_t length, std::string message) {
  Report(AnomalyKind::kLimitExceeded, length, std::move(message));
  TakeValue(length);
  ++account_.ledger().damaged_ranges;
  const TextPosition start = window_.PositionAt(value_offset_);
  Advance(length, Class::kDamaged);
  ReportPossibleMatches(start, next_record_++, length);
  return false;
}

ObjectShape DocumentReader::ShapeOfObject() const {
  const Frame& around = frames_.back();
  ObjectFacts facts;
  facts.traits = tools_.parsed.traits;
  facts.members = &tools_.parsed.envelope;
  facts.event_source = tools_.event.At(Projection::kEventSource);
  facts.log_type = tools_.event.At(Projection::kPantherLogType);
  facts.shape = around.shape;
  facts.in_records = around.shape == "records";
  ObjectShape shape = ClassifyObject(facts);
  // Cells of a row stand in a list in a list.
  const bool in_row = frames_.size() > 1 && around.kind == Frame::Kind::kArray &&
                      frames_[frames_.size() - 2].kind == Frame::Kind::kArray;
  shape.cell = shape.cell && in_row;
  return shape;
}

// Decides what the object that was read last, of `length` bytes at the window's position, is by the
// keys that the walk has met, and starts its reading as each of them.
bool DocumentReader::Classify(std::size_t length) {
  if (tools_.parsed.envelope.empty() && tools_.parsed.traits.LooksLikeEvent()) {
    Deliver(length, length);
    return true;
  }
  const ObjectShape shape = ShapeOfObject();
  if (!shape.event && !shape.carrier()) {
    PassOver(length, shape);
    return false;
  }
  if (shape.unread != nullptr) ReportUnread(*shape.unread, length);
  if (shape.cell) frame().message_cell = true;
  if (shape.carrier() && !MayEnterCarrier()) {
    ReportTooDeep(length, window_.rest().substr(0, length));
    if (shape.event)
      Deliver(length, length);
    else
      SkipValue(length, "carrier_depth");
  } else if (shape.event) {
    NoteMissingLists(length);
    if (shape.carrier()) {
      ReportOnce(AnomalyKind::kAmbiguousShape, "an event also carries events: all are read");
      opens_carrier_ = shape.payloads;
    }
    Deliver(length, shape.carrier() ? 0 : length);
  } else {
    TakeValue(length);
    EnterCarrier(shape.payloads, false);
  }
  return shape.event;
}

// Of an event: a member has the name of a list of events and fields of them, but is an object.
void DocumentReader::NoteMissingLists(std::size_t length) {
  for (const EnvelopeMember& member : tools_.parsed.envelope) {
    const Payload* const payload = FindPayload(member.key);
    if (payload == nullptr || !payload->list || member.kind != ValueKind::kObject ||
        !HoldsEventKey(member.text)) {
      continue;
    }
    Report(AnomalyKind::kUnrecognisedShape, length,
           "a member of this event holds fields of events under the name of a list of events, but "
           "is none; it was not read");
    SearchUnread(member.text, length);
  }
}

// The object holds no events that can be read.
void DocumentReader::PassOver(std::size_t length, const ObjectShape& shape) {
  if (shape.cell) {
    frame().cells = true;
    TakeValue(length);
    return Advance(length, Class::kEnvelope);
  }
  if (shape.unread == &kS3Notification) {
    return SkipKnown(length, kS3Notification.id, "a notification about objects in S3");
  }
  if (shape.unread != nullptr) {
    TakeValue(length);
    ReportUnread(*shape.unread, length);
    SearchUnread(value_text_, length);
    return Advance(length, Class::kSkipped);
  }
  if (shape.skipped == "digest") {
    return SkipKnown(length, shape.skipped, "a CloudTrail digest, which holds no events");
  }
  if (!shape.skipped.empty()) {
    const std::string_view type = tools_.event.At(Projection::kPantherLogType).text;
    return SkipKnown(length, shape.skipped,
                     fmt::format("an event of another log type, {}", type.substr(0, 64)));
  }
  RejectShape(length);
}

void DocumentReader::SkipKnown(std::size_t length, std::string_view reason, std::string message) {
  account_.Recognise();
  Report(AnomalyKind::kSkipped, length, std::move(message), std::string(reason));
  SkipValue(length, reason);
}

// Passes over a value that is no event where it need not be one; false if it might be one.
bool DocumentReader::SkipOther(std::size_t length) {
  constexpr std::string_view kEventType = "other_event_type";
  const bool in_line = in_log_line_ && frame().kind == Frame::Kind::kTop;
  const std::string_view reason = in_line ? "other_message" : frame().otherwise;
  if (reason.empty()) return false;
  if (reason != kEventType && HoldsEventKey(window_.rest().substr(0, length))) return false;
  if (reason == kEventType) {
    SkipKnown(length, reason, "an event of EventBridge that is none of CloudTrail");
  } else {  // Which any file of a folder may have.
    Report(AnomalyKind::kSkipped, length, "a message that is no event of CloudTrail",
           std::string(reason));
    SkipValue(length, reason);
  }
  return true;
}

void DocumentReader::RejectShape(std::size_t length) {
  if (SkipOther(length)) return;
  Report(AnomalyKind::kUnrecognisedShape, length,
         fmt::format("an object that is neither an event nor a known envelope; its keys: {}",
                     ListKeys(tools_.event.Tree())));
  SearchUnread(window_.rest().substr(0, length), length);
  SkipValue(length, "unrecognised_shape");
}

// The object of `length` bytes at the window's position becomes the current record.
void DocumentReader::Deliver(std::size_t length, std::size_t consumed) {
  account_.Recognise();
  TakeValue(length);
  record_ = next_record_;
  CountRecord();
  NoteOddities();
  if (frames_.size() > 1 && MayHoldRecords(tools_.event.text())) KeepSwallowed();
  ++next_record_;
  Advance(consumed, Class::kRecord);
}

// Of a repaired record the events in it have no place of their own.
void DocumentReader::KeepSwallowed() {
  const std::string_view text = tools_.event.text();
  const TextPosition start = window_.PositionAt(value_offset_);
  SwallowedRecords::Holder holder{record_, start, TextWindow::Walk(start, value_text_),
                                  PointerOfValue(frame().values - 1)};
  swallowed_.Keep(tools_.event.Tree(), text, std::move(holder), text.data() == value_text_.data());
}

// An event that the window has passed, and that the parser has just read, becomes the current
// record.
void DocumentReader::DeliverPassed(PassedRecord passed, bool salvaged) {
  facts_ = {};
  facts_.salvaged = salvaged;
  passed_record_ = std::move(passed);
  record_ = next_record_;
  CountRecord();
  NoteOddities();
  ++next_record_;
}

void DocumentReader::CountRecord() {
  ++delivered_;
  const bool top = frame().kind == Frame::Kind::kTop;
  current_shape_ = top && in_log_line_ ? "cloudwatch_export" : frame().shape;
  if (current_shape_.empty()) {
    ++top_events_;
  } else {
    CountShape(current_shape_, 1);
  }
}

void DocumentReader::NoteOddities() {
  if (tools_.parsed.near_miss_key) {
    ReportOnce(AnomalyKind::kNearMissKey, "a field was read under a name of other letter case");
  }
  if (tools_.parsed.duplicate_key) NoteDuplicateKey();
  if (tools_.parsed.lone_surrogate) {
    ReportOnce(AnomalyKind::kLoneSurrogate, "half of a surrogate pair was read as U+FFFD");
  }
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
                            source.text.substr(0, 64)));
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

}  // namespace trailsift
