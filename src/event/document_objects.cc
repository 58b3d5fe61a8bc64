// Objects: where they end, what they are, and their delivery as records.
#include <fmt/format.h>

#include <algorithm>
#include <cstring>
#include <utility>

#include "base/ascii.h"
#include "event/document_reader.h"
#include "event/event_marker.h"
#include "event/utf8.h"

namespace trailsift {
namespace {

std::string ListKeys(const JsonValue& object) {
  constexpr std::size_t kMost = 10;
  std::string list;
  for (std::size_t i = 0; i < std::min(object.members.size(), kMost); ++i) {
    if (i > 0) list += ", ";
    list += ShortenText(object.members[i].first, kMostQuoted);
  }
  if (object.members.size() > kMost) list += ", …";
  return list;
}

bool EndsWithObjects(std::string_view text) {
  for (const char bracket : {'}', ']', '}'}) {
    while (!text.empty() && IsBlank(text.back())) text.remove_suffix(1);
    if (!text.ends_with(bracket)) return false;
    text.remove_suffix(1);
  }
  return true;
}

bool NamesTwoEvents(std::string_view text) {
  constexpr std::string_view kName = "ventName";
  const std::size_t first = text.find(kName);
  return first != std::string_view::npos && text.find(kName, first + 1) != std::string_view::npos;
}

}  // namespace

bool DocumentReader::ReadObject() {
  constexpr std::size_t kPeek = 1024;
  // Almost all events; what PeekPayload would say of them.
  constexpr std::string_view kUsualStart = R"({"eventVersion":)";
  const std::string_view rest = window_.rest();
  const bool usual = rest.size() >= kUsualStart.size() &&
                     std::memcmp(rest.data(), kUsualStart.data(), kUsualStart.size()) == 0;
  if (!usual && MayEnterCarrier() && PeekPayload(kPeek, true)) {
    EnterCarrier({}, true);
    return false;
  }
  const std::size_t reach = Reach(kUsualRecord);
  if (const std::size_t length = tools_.parser.ParseFront(
          window_.rest().substr(0, reach), options_.limits.depth, tools_.event, tools_.parsed)) {
    if (tools_.parsed.plain_line) window_.KnowPlain(length);
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

// Of what passes for an event: true if it is one of a list with events as text, or a message, whose
// name for its event is damaged. Such have keys of events in other letter case, or tell by their
// source what they are. `by_place`: its own keys do not make it an event; true then if a key of one
// stands in it.
bool DocumentReader::HidesEvent(bool by_place) const {
  const FieldValue& source = tools_.event.At(Projection::kEventSource);
  const bool message = source.kind == ValueKind::kString && source.text.starts_with("aws:");
  const bool exact = tools_.parsed.traits.Has(KeyTraits::kExactSpelling);
  if (exact && !message && !by_place) return false;
  const auto holds = [&](const JsonValue::Member& member) {
    const JsonValue& value = member.second;
    if (value.kind == ValueKind::kString) {
      return HoldsEventText(value.source) || (by_place && HoldsEventKey(value.text));
    }
    return (by_place || (message && value.kind == ValueKind::kObject)) &&
           HoldsEventKey(value.source);
  };
  return std::ranges::any_of(tools_.event.Tree().members, holds);
}

// Decides what the object that was read last, of `length` bytes at the window's position, is by the
// keys that the walk has met, and starts its reading as each of them.
bool DocumentReader::Classify(std::size_t length) {
  const bool looks_like_event = tools_.parsed.traits.LooksLikeEvent();
  const bool usual = tools_.parsed.envelope.empty() && looks_like_event;
  ObjectShape shape;
  shape.event = usual;
  if (!usual) shape = ShapeOfObject();
  if (shape.event && !shape.carrier() && HidesEvent(!looks_like_event)) {
    RejectShape(length);
    return false;
  }
  if (usual) {
    Deliver(length, length);
    return true;
  }
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
    NoteMisfits(length);
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

// Of an event: a member has a name that holds events and fields of them, but is of another kind.
void DocumentReader::NoteMisfits(std::size_t length) {
  for (const EnvelopeMember& member : tools_.parsed.envelope) {
    const Payload* const payload = FindPayload(member.key);
    if (payload == nullptr || Fits(*payload, member.kind) || !HoldsEventKey(member.text)) continue;
    Report(AnomalyKind::kUnrecognisedShape, length,
           fmt::format("a member of this event holds fields of events under the name of {}, but is "
                       "none; it was not read",
                       payload->list ? "a list of events" : "an event or text of one"));
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
  if (shape.unread != nullptr) return PassUnread(length, *shape.unread);
  if (shape.skipped == "digest") {
    return SkipKnown(length, shape.skipped, "a CloudTrail digest, which holds no events");
  }
  if (!shape.skipped.empty()) {
    const std::string_view type = tools_.event.At(Projection::kPantherLogType).text;
    return SkipKnown(
        length, shape.skipped,
        fmt::format("an event of another log type, {}", ShortenText(type, kMostQuoted)));
  }
  RejectShape(length);
}

void DocumentReader::PassUnread(std::size_t length, const UnreadShape& shape) {
  TakeValue(length);
  ReportUnread(shape, length);
  SearchUnread(value_text_, length);
  Advance(length, Class::kSkipped);
}

void DocumentReader::SkipKnown(std::size_t length, std::string_view reason, std::string message) {
  account_.Recognise();
  Report(AnomalyKind::kSkipped, length, std::move(message), std::string(reason));
  SkipValue(length, reason);
}

// Passes over a value that is no event where it need not be one; false if it might be one.
bool DocumentReader::SkipOther(std::size_t length) {
  constexpr std::string_view kEventType = "other_event_type";
  const bool in_message = in_message_;
  const std::string_view reason = in_message ? "other_message" : frame().otherwise;
  if (reason.empty()) return false;
  if (reason != kEventType && HoldsEventKey(window_.rest().substr(0, length))) return false;
  if (reason == kEventType) {
    SkipKnown(length, reason, "an event of EventBridge that is none of CloudTrail");
  } else {  // Which any file of a folder may have.
    Report(AnomalyKind::kSkipped, length, "a message that is no event of CloudTrail",
           std::string(reason));
    SkipValue(length, reason);
  }
  in_message_ = in_message;
  return true;
}

// Passes over what is left of an object of unknown shape, up to an event in it: it may have lost
// the name under which it holds one. `given_up`: its next byte in any case.
void DocumentReader::SkipUnknown(bool given_up) {
  const TextPosition start = window_.PositionAt(window_.offset());
  resumed_ =
      FindRestart(unknown_end_, {.given_up = given_up, .balanced = true, .bytes = Class::kSkipped});
  if (resumed_) frame().separated = true;
  ReportPossibleMatches(start, next_record_, window_.offset() - start.offset);
}

void DocumentReader::RejectShape(std::size_t length) {
  if (SkipOther(length)) return;
  const JsonValue& object = tools_.event.Tree();
  if (MayEnterCarrier() && std::ranges::any_of(object.members, [](const JsonValue::Member& member) {
        return IsListOfEvents(member.second.source);
      })) {
    TakeValue(length);
    EnterCarrier({}, false);
    frame().unknown_shape = true;
    return;
  }
  const bool encoded = HoldsEncodedEvent(window_.rest().substr(0, length));
  Report(AnomalyKind::kUnrecognisedShape, length,
         fmt::format(
             "an object that is neither an event nor a known envelope; its keys: {}{}",
             ListKeys(object),
             encoded ? "; it has base64 in it, which is not looked into: decode it first" : ""));
  unknown_end_ = window_.offset() + length;
  unknown_frames_ = frames_.size();
  TakeValue(length);
  ++account_.ledger().skipped_values["unrecognised_shape"];
  SkipUnknown(true);
}

// The object of `length` bytes at the window's position becomes the current record.
void DocumentReader::Deliver(std::size_t length, std::size_t consumed) {
  account_.Recognise();
  TakeValue(length);
  record_ = next_record_;
  CountRecord();
  NoteOddities();
  if (frames_.size() > 1) KeepSwallowed(window_.rest().substr(length, 1));
  ++next_record_;
  Advance(consumed, Class::kRecord);
}

// Of a repaired record the events in it have no place of their own. `behind`: the byte behind the
// record, if it is at hand.
void DocumentReader::KeepSwallowed(std::string_view behind) {
  const std::string_view text = tools_.event.text();
  const bool list_last = EndsWithObjects(text);
  const bool goes_on =
      !behind.empty() && std::string_view(",]}").find(behind[0]) != std::string_view::npos;
  // Almost all records end the question here.
  if ((goes_on && !list_last) || !NamesTwoEvents(text)) return;
  SwallowedRecords::Holder holder;
  holder.record = record_;
  holder.start = window_.PositionAt(value_offset_);
  holder.end = TextWindow::Walk(holder.start, value_text_);
  holder.pointer = PointerOfValue(frame().values - 1);
  if (!list_last) holder.only_if_last = steps_;
  const JsonValue& tree = tools_.event.Tree();
  const auto& error = tools_.event.tree_error();
  swallowed_.Keep(tree, text, error ? std::optional(error->offset) : std::nullopt, list_last,
                  std::move(holder), text.data() == value_text_.data());
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

}  // namespace trailsift
