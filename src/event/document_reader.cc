// The frame of the reader: separators, arrays, scalars and positions. What an object is stands in
// document_objects.cc, text in strings in carried_text.cc, {"Records":[…]} in carrier_members.cc,
// lines of log exports in log_export.cc, damage in document_salvage.cc, and what is said of all
// that in document_reports.cc.
#include "event/document_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <cassert>
#include <utility>

#include "base/ascii.h"
#include "event/carried_document.h"
#include "event/event_marker.h"

namespace trailsift {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
constexpr std::size_t kMaximumFrames = 512;

}  // namespace

DocumentReader::DocumentReader(ByteSource& bytes, ReaderTools& tools, Ledger& ledger,
                               const ReaderOptions& options, std::uint32_t carrier_depth,
                               std::string_view otherwise)
    : tools_(tools),
      options_(options),
      carrier_depth_(carrier_depth),
      window_(bytes),
      account_(ledger, options.named_by_user, otherwise),
      frames_(1) {
  static_assert(kAnomalyKindCount <= 64, "reported_once_ has a bit for each kind");
  frames_.front().otherwise = otherwise;
  if (options.within_source) frames_.front().values = 1;
}

DocumentReader::~DocumentReader() = default;

const Event& DocumentReader::event() const { return tools_.event; }

bool DocumentReader::Next() {
  // A rule may have looked into parts of the last record that the fast walk skipped. Before the
  // first one the event is another reader's, and may outlive its text.
  const bool holds_record = delivered_ > 0 && carried_ == nullptr;
  if (holds_record && (tools_.event.tree_error() || tools_.event.occurrences() > 1)) {
    const bool matched = facts_.malformed;  // And validated for that.
    Validate();
    if (facts_.malformed && !matched) SearchMalformed();
  }
  passed_record_.reset();
  while (true) {
    if (carried_text_) OpenCarried();
    if (carried_ != nullptr && NextCarried()) return true;
    if (opens_carrier_) EnterCarrier(*std::exchange(opens_carrier_, std::nullopt), false);
    if (!InUnknown()) LeaveMembers();
    if (SkipSeparators()) {
      if (Step()) return true;
    } else if (frames_.size() > 1 && NextSwallowed()) {
      return true;
    } else {
      break;
    }
  }
  FinishSource();
  return false;
}

void DocumentReader::Advance(std::size_t count, Class byte_class) {
  if (count == 0) return;
  const std::string_view bytes = window_.rest().substr(0, count);
  account_.Add(byte_class, bytes);
  if (byte_class == Class::kDamaged && options_.damage_observer != nullptr) {
    options_.damage_observer->OnBytes(bytes);
  }
  after_line_break_ = bytes.back() == '\n';
  window_.Advance(count);
}

// Moves to the next byte that is not a separator; false at the end of the source.
bool DocumentReader::SkipSeparators() {
  // Almost always one byte, and then the next record.
  if (const std::string_view rest = window_.rest(); rest.size() > 1 && rest[1] == '{') {
    const bool top = frame().kind == Frame::Kind::kTop;
    if (rest[0] == ',' && !top) {
      SkipSeparator();
      return true;
    }
    if (rest[0] == '\n' && top) {
      PassLineBreak();
      Advance(1, Class::kWhitespace);
      return true;
    }
  }
  while (true) {
    const std::string_view rest = window_.rest();
    std::size_t blanks = 0;
    while (blanks < rest.size() && IsBlank(rest[blanks])) ++blanks;
    const bool top = frame().kind == Frame::Kind::kTop;  // Lists have commas.
    if (top && rest.substr(0, blanks).find('\n') != std::string_view::npos) {
      PassLineBreak();
    }
    Advance(blanks, Class::kWhitespace);
    if (blanks == rest.size()) {
      if (!PassLines() && !window_.More()) return false;
      continue;
    }
    const char c = window_.rest().front();
    if (c != ',' && c != '\x1E' && c != '\0' && c != kByteOrderMark.front()) return true;
    if (c == kByteOrderMark.front() &&
        (!after_line_break_ || !window_.Require(kByteOrderMark.size()) ||
         !window_.rest().starts_with(kByteOrderMark))) {
      return true;
    }
    SkipSeparator();
  }
}

// Passes over what was read ahead, if the reader is in the state in which that was done: no open
// value, no damage that is not over, no budget spent that a sound record may need.
bool DocumentReader::PassLines() {
  const bool between_lines = frames_.size() == 1 && after_line_break_ && window_.at_piece_end();
  if (options_.lines_ahead == nullptr || !between_lines || resumed_ ||
      Reach(0) < options_.limits.record_bytes) {
    return false;
  }
  assert(swallowed_.empty() && !InUnknown());
  const TextPosition here = window_.PositionAt(window_.offset());
  const std::optional<LinesRead> read = options_.lines_ahead->Take({.byte_offset = here.offset,
                                                                    .line = here.line,
                                                                    .record = next_record_,
                                                                    .value = frame().values});
  if (!read) return false;
  account_.Recognise();
  window_.Pass(read->bytes, read->lines);
  next_record_ += read->records;
  delivered_ += read->records;
  top_events_ += read->top_events;
  frame().values += read->values;
  wasted_ += read->wasted;
  frame().separated = true;
  frame().comma = in_log_line_ = in_message_ = false;
  return true;
}

void DocumentReader::SkipSeparator() {
  const bool line_start = after_line_break_;
  ++steps_;
  switch (window_.rest().front()) {
    case ',':
      if ((frame().kind == Frame::Kind::kTop || frame().separated) && !InUnknown()) {
        ReportOnce(AnomalyKind::kStraySeparator, "a comma stands where no value was separated");
      }
      frame().separated = frame().comma = true;
      Advance(1, Class::kEnvelope);
      break;
    case '\0':
      ReportOnce(AnomalyKind::kNulPadding, "NUL bytes stand between values");
      Advance(1, Class::kEnvelope);
      break;
    case '\x1E':
      frame().separated = true;
      Advance(1, Class::kEnvelope);
      break;
    default:
      Advance(kByteOrderMark.size(), Class::kEnvelope);
      after_line_break_ = line_start;
  }
}

// Takes one value, member or bracket; true if a record was delivered.
bool DocumentReader::Step() {
  if (broken_text_) {
    ReadBrokenText();
    return false;
  }
  ++steps_;
  const char c = window_.rest().front();
  if (InUnknown() && !resumed_) {
    SkipUnknown(false);
    return false;
  }
  if (frame().kind == Frame::Kind::kCarrier) {
    if (c == '"') {
      ReadMember();
    } else if (c == '}') {
      return LeaveCarrier();
    } else {
      Salvage({c == '{' ? "an object stands where its envelope goes on or ends"
                        : "expected a member name or '}'",
               false,
               {}});
    }
    return false;
  }
  switch (c) {
    case '{':
      return ReadObject();
    case '[':
      EnterArray(1);
      return false;
    case ']':
      if (frame().kind == Frame::Kind::kArray) {
        NoteTrailingComma();
        Leave();
      } else {
        Salvage({"a ']' that closes nothing", false, {}});
      }
      return false;
    case '"':
      if (!SkipTable()) ReadText();
      return false;
    default:
      if (!ReadLineTime() && !SkipTable()) ReadScalar();
      return false;
  }
}

void DocumentReader::EnterArray(std::size_t opening) {
  if (frames_.size() >= kMaximumFrames) return RefuseNesting();
  Frame inner;
  inner.kind = Frame::Kind::kArray;
  // Elements of an array inside an array belong to the outer envelope.
  inner.shape = frame().shape.empty() ? "array" : frame().shape;
  inner.pointer = PointerOfValue(frame().values);
  inner.otherwise = frame().otherwise;
  CountValue();
  Enter(std::move(inner), opening);
}

void DocumentReader::RefuseNesting() {
  ReportOnce(
      AnomalyKind::kLimitExceeded,
      fmt::format("lists and envelopes stand in each other more than {} deep", kMaximumFrames - 1));
  Salvage({"nested too deep", false, {}});
}

// `opening` bytes, up to and with the bracket, belong to the envelope.
void DocumentReader::Enter(Frame inner, std::size_t opening) {
  if (frames_.size() >= kMaximumFrames) return RefuseNesting();
  inner.control = frame().control;
  inner.line_breaks = inner.line_breaks || frame().line_breaks;
  frame().separated = frame().comma = false;
  Advance(opening, Class::kEnvelope);
  frames_.push_back(std::move(inner));
}

void DocumentReader::Leave() {
  const bool row = frame().cells && !frame().message_cell;
  if (row) ReportUnread(kQueryRow, 0);
  Advance(1, Class::kEnvelope);
  frames_.pop_back();
  if (frames_.size() == 1) {  // All brackets have met theirs.
    swallowed_ = {};
    resumed_ = false;
  }
  frame().separated = frame().comma = false;
}

// Of a member whose value has been read.
void DocumentReader::LeaveMembers() {
  while (frame().kind == Frame::Kind::kMember && frame().values > 0) {
    frames_.pop_back();
    frame().separated = false;
  }
}

// JSON pointer of the value of this number where the reader stands.
std::string DocumentReader::PointerOfValue(std::uint64_t index) {
  const Frame::Kind kind = frame().kind;
  if (kind == Frame::Kind::kMember || (kind == Frame::Kind::kTop && index == 0)) {
    return frame().pointer;
  }
  return frame().pointer + fmt::format("/{}", index);
}

// Counts the value of `length` bytes at the window's position, which is now the current one.
void DocumentReader::TakeValue(std::size_t length) {
  value_offset_ = window_.offset();
  value_text_ = window_.rest().substr(0, length);
  CountValue();
}

void DocumentReader::CountValue() {
  if (!frame().separated && frame().values > 0) {
    if (frame().kind == Frame::Kind::kTop) {
      any_concatenated_ = true;
      ReportOnce(AnomalyKind::kMultipleDocuments, "several values stand on one line");
    } else {
      NoteMissingComma();
    }
  }
  in_message_ = false;
  ++frame().values;
  frame().separated = frame().comma = false;
}

void DocumentReader::NoteMissingComma() {
  ReportOnce(AnomalyKind::kStraySeparator, "no comma stands between two values");
}

void DocumentReader::NoteTrailingComma() {
  if (!frame().comma) return;
  ReportOnce(AnomalyKind::kStraySeparator, "a comma stands behind the last value");
}

void DocumentReader::SkipValue(std::size_t length, std::string_view reason) {
  TakeValue(length);
  ++account_.ledger().skipped_values[std::string(reason)];
  Advance(length, Class::kSkipped);
}

// A number or word where a value may stand is JSON, but nothing that holds events.
void DocumentReader::ReadScalar() {
  constexpr std::size_t kLongest = 64;
  constexpr std::string_view kEnds(" \t\r\n,]}[{\"\0", 11);
  window_.Require(kLongest + 1);
  const std::string_view rest = window_.rest().substr(0, kLongest + 1);
  const std::size_t length = std::min(rest.find_first_of(kEnds), rest.size());
  if (length > kLongest && IsBase64(rest)) {
    constexpr std::size_t kHead = 1024;
    window_.Require(kHead);
    const std::string_view head = window_.rest().substr(0, kHead);
    if (HoldsEncodedEvent(head.substr(0, head.find_first_of(kEnds)))) {
      return Salvage(
          {"base64 of what may be events, which is not looked into; decode it first, for "
           "example with base64 -d",
           false,
           {}});
    }
  }
  if (length == 0 || length > kLongest || !ParseJson(rest.substr(0, length))) {
    return Salvage({"no JSON value begins here", false, {}});
  }
  if (SkipOther(length)) return;
  Report(AnomalyKind::kUnrecognisedShape, length, "a number or word where an event was expected");
  SkipValue(length, "unrecognised_shape");
}

void DocumentReader::FinishSource() {
  if (frames_.size() > 1 && !tail_damaged_) {
    Report(AnomalyKind::kTruncatedTail, 0, "the source ends before its envelope is closed");
  }
  frames_.resize(1);
  if (top_events_ > 0 && !options_.within_source) {
    const std::string_view shape = top_events_ == 1    ? "event"
                                   : any_concatenated_ ? "concatenated"
                                                       : "jsonl";
    CountShape(shape, std::exchange(top_events_, 0));
  }
  const auto& skipped = account_.ledger().skipped_values;
  if (carrier_depth_ == 0 && delivered_ == 0 && skipped.contains(kS3Notification.id)) {
    Report(AnomalyKind::kUnsupportedShape, 0, std::string(kS3Notification.advice),
           std::string(kS3Notification.id));
  }
  account_.Close();
}

void DocumentReader::CountShape(std::string_view shape, std::uint64_t records) {
  // Ids of shapes are constants, and entries of the map stay where they are.
  if (counted_ == nullptr || shape.data() != counted_shape_.data()) {
    auto& shapes = account_.ledger().shapes;
    auto known = shapes.find(shape);
    if (known == shapes.end()) known = shapes.emplace(shape, 0).first;
    counted_shape_ = shape;
    counted_ = &known->second;
  }
  *counted_ += records;
}

LinesRead DocumentReader::Tally() {
  const TextPosition end = window_.PositionAt(window_.offset());
  return {.bytes = end.offset,
          .lines = end.line - 1,
          .records = next_record_,
          .values = frames_.front().values - 1,
          .top_events = top_events_,
          .wasted = wasted_};
}

// Where the current record or value begins.
TextPosition DocumentReader::CurrentStart() {
  return passed_record_ ? passed_record_->start : window_.PositionAt(value_offset_);
}

RecordPlace DocumentReader::Place() {
  const TextPosition start = CurrentStart();
  const TextPosition end =
      passed_record_ ? passed_record_->end : TextWindow::Walk(start, value_text_);
  RecordPlace place;
  place.record = record_;
  place.byte_offset = start.offset;
  place.byte_length = end.offset - start.offset;
  place.line = start.line;
  place.column = start.column;
  place.utf16_column = start.utf16_column;
  place.end_line = end.line;
  place.utf16_end_column = end.utf16_column;
  place.pointer = passed_record_ ? passed_record_->pointer : PointerOfValue(frame().values - 1);
  return place;
}

}  // namespace trailsift
