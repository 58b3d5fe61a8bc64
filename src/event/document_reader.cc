#include "event/document_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "event/carried_document.h"
#include "event/utf8.h"

namespace trailsift {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
constexpr std::size_t kMaximumFrames = 512;
// Scans that found no end may cost this much before objects are taken for no longer than
// CloudTrail's own limit of 256 KiB: no input may cost more than linear time.
constexpr std::size_t kWasteLimit = std::size_t{256} << 20;
constexpr std::size_t kRecordSizeOfAws = std::size_t{256} << 10;

bool IsBlank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

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

}  // namespace

DocumentReader::DocumentReader(ByteSource& bytes, const Projection& projection, Ledger& ledger,
                               const ReaderOptions& options, std::uint32_t carrier_depth)
    : projection_(&projection),
      options_(options),
      carrier_depth_(carrier_depth),
      window_(bytes),
      account_(ledger, options.named_by_user),
      parser_(projection),
      event_(projection),
      frames_(1) {}

DocumentReader::~DocumentReader() = default;

const Event& DocumentReader::event() const {
  return carried_ != nullptr ? carried_->reader().event() : event_;
}

const RecordFacts& DocumentReader::facts() const { return facts_; }

bool DocumentReader::Next() {
  if (carried_ == nullptr && event_.tree_fault() && !facts_.malformed) Validate();
  if (carried_ != nullptr && NextCarried()) return true;
  if (std::exchange(deliver_outer_, false)) {
    return Deliver(outer_length_, frame().shape);
  }
  if (std::exchange(enter_carrier_, false)) EnterCarrier(true);
  while (SkipSeparators()) {
    if (Step()) return true;
  }
  FinishSource();
  return false;
}

void DocumentReader::Advance(std::size_t count, Class byte_class) {
  if (count == 0) return;
  const std::string_view bytes = window_.rest().substr(0, count);
  account_.Add(byte_class, bytes);
  after_line_break_ = bytes.back() == '\n';
  window_.Advance(count);
}

// Moves to the next byte that is not a separator; false at the end of the source.
bool DocumentReader::SkipSeparators() {
  while (true) {
    const std::string_view rest = window_.rest();
    std::size_t blanks = 0;
    while (blanks < rest.size() && IsBlank(rest[blanks])) ++blanks;
    if (rest.substr(0, blanks).find('\n') != std::string_view::npos) frame().separated = true;
    Advance(blanks, Class::kWhitespace);
    if (blanks == rest.size()) {
      if (!window_.More()) return false;
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

void DocumentReader::SkipSeparator() {
  const bool line_start = after_line_break_;
  switch (window_.rest().front()) {
    case ',':
      if (frame().kind == Frame::Kind::kTop || (frame().separated && frame().values > 0)) {
        ReportOnce(AnomalyKind::kStraySeparator, "a comma stands where no value was separated");
      }
      frame().separated = true;
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
  const char c = window_.rest().front();
  start_known_ = false;
  if (frame().kind == Frame::Kind::kCarrier) {
    if (c == '"') {
      ReadMember();
    } else if (c == '}') {
      return LeaveCarrier();
    } else {
      Salvage({"expected a member name or '}'", false, {}});
    }
    return false;
  }
  switch (c) {
    case '{':
      return ReadObject();
    case '[':
      EnterArray("array", 1);
      return false;
    case ']':
      if (frame().kind == Frame::Kind::kArray) {
        Leave();
      } else {
        Salvage({"a ']' that closes nothing", false, {}});
      }
      return false;
    case '"':
      return ReadText();
    default:
      ReadScalar();
      return false;
  }
}

// `opening` bytes up to and with the bracket belong to the envelope.
void DocumentReader::EnterArray(std::string_view shape, std::size_t opening) {
  if (frames_.size() >= kMaximumFrames) {
    Salvage({"nested too deep", false, {}});
    return;
  }
  Frame inner;
  inner.kind = Frame::Kind::kArray;
  const bool top = frame().kind == Frame::Kind::kTop;
  // Elements of an array inside an array belong to the outer envelope.
  inner.shape = shape == "array" && !frame().shape.empty() ? frame().shape : shape;
  if (shape != "array") {
    inner.pointer = frame().pointer + (shape == "records" ? "/Records" : "/Events");
  } else {
    inner.pointer = frame().pointer;
    if (!top || frame().values > 0) inner.pointer += fmt::format("/{}", frame().values);
    ++frame().values;
  }
  frame().separated = false;
  Advance(opening, Class::kEnvelope);
  frames_.push_back(std::move(inner));
}

void DocumentReader::Leave() {
  Advance(1, Class::kEnvelope);
  frames_.pop_back();
  frame().separated = false;
}

bool DocumentReader::ReadObject() {
  if (const std::string_view shape = PeekCarrier(); !shape.empty()) {
    EnterCarrier(false);
    return false;
  }
  const std::size_t limit =
      wasted_ > kWasteLimit ? std::min<std::size_t>(options_.limits.record_bytes, kRecordSizeOfAws)
                            : options_.limits.record_bytes;
  const Extent extent = FindObjectEnd(true, limit);
  if (extent.outcome != Extent::Outcome::kClosed) wasted_ += extent.length;
  switch (extent.outcome) {
    case Extent::Outcome::kClosed:
      return JudgeObject(extent);
    case Extent::Outcome::kBroken:
      return RepairOrSalvage(extent, {"a line break inside a string", false, {}});
    case Extent::Outcome::kSourceEnded:
      return RepairOrSalvage(extent, {"the source ends inside a record", true, {}});
    case Extent::Outcome::kTooLarge:
      Report(AnomalyKind::kLimitExceeded, window_.PositionAt(window_.offset()), extent.length,
             fmt::format("a record is larger than {} bytes", limit));
      Salvage({"larger than a record may be", false, {}});
      return false;
  }
  return false;
}

DocumentReader::Extent DocumentReader::FindObjectEnd(bool line_breaks_end_strings,
                                                     std::size_t limit) {
  ObjectScanner scanner(line_breaks_end_strings);
  while (true) {
    switch (scanner.Scan(window_.rest())) {
      case ObjectScanner::Outcome::kClosed:
        if (scanner.length() > limit) {
          return {Extent::Outcome::kTooLarge, scanner.length(), scanner.greatest_depth()};
        }
        return {Extent::Outcome::kClosed, scanner.length(), scanner.greatest_depth()};
      case ObjectScanner::Outcome::kBroken:
        return {Extent::Outcome::kBroken, scanner.length(), scanner.greatest_depth()};
      case ObjectScanner::Outcome::kOpen:
        if (scanner.length() > limit) {
          return {Extent::Outcome::kTooLarge, scanner.length(), scanner.greatest_depth()};
        }
        if (!window_.More()) {
          return {Extent::Outcome::kSourceEnded, scanner.length(), scanner.greatest_depth()};
        }
    }
  }
}

bool DocumentReader::JudgeObject(const Extent& extent) {
  const std::string_view text = window_.rest().substr(0, extent.length);
  if (extent.depth > options_.limits.depth) {
    Report(AnomalyKind::kLimitExceeded, window_.PositionAt(window_.offset()), extent.length,
           fmt::format("a record is nested more than {} deep", options_.limits.depth));
    ++next_record_;
    ++account_.ledger().damaged_ranges;
    Advance(extent.length, Class::kDamaged);
    return false;
  }
  if (const auto error = parser_.Parse(text, options_.limits.depth, event_, parsed_)) {
    return RepairOrSalvage(
        extent, {fmt::format("{} at byte {}", error->message, window_.offset() + error->offset),
                 false, extent.length});
  }
  return Classify(text);
}

// Decides what the object in event_ is, by the keys that the walk has met.
bool DocumentReader::Classify(std::string_view text) {
  facts_ = {};
  facts_.salvaged = std::exchange(resumed_, false);
  facts_.duplicate_key = parsed_.duplicate_key;
  const KeyTraits& traits = parsed_.traits;
  const FieldValue& log_type = event_.At(Projection::kPantherLogType);
  const bool event = traits.LooksLikeEvent() ||
                     (log_type.kind == ValueKind::kString && log_type.text == "AWS.CloudTrail") ||
                     (frame().shape == "records" && traits.keys != 0);
  if (traits.IsDigest() && !traits.LooksLikeEvent()) {
    account_.Recognise();
    SkipValue(text.size(), "digest", "a CloudTrail digest, which holds no events");
    return false;
  }
  if ((traits.keys & (KeyTraits::kRecords | KeyTraits::kEvents)) != 0 && HoldsCarrierArray()) {
    if (!event) {
      EnterCarrier(false);
      return false;
    }
    ReportOnce(AnomalyKind::kAmbiguousShape, "an event is also a carrier of events: both are read");
    enter_carrier_ = true;
    return Deliver(0, frame().shape);
  }
  if (event_.At(Projection::kCloudTrailEvent).kind == ValueKind::kString) {
    return ReadLookupEntry(text);
  }
  if (event) return Deliver(text.size(), frame().shape);
  if (log_type.kind == ValueKind::kString) {
    account_.Recognise();
    SkipValue(text.size(), "other_log_type",
              fmt::format("an event of another log type, {}", log_type.text.substr(0, 64)));
    return false;
  }
  RejectShape(text.size());
  return false;
}

bool DocumentReader::HoldsCarrierArray() {
  for (const JsonValue::Member& member : event_.Tree().members) {
    if (member.second.kind == ValueKind::kList && !CarrierShape(member.first).empty()) return true;
  }
  return false;
}

void DocumentReader::SkipValue(std::size_t length, std::string_view reason, std::string message) {
  const TextPosition at = window_.PositionAt(window_.offset());
  ++frame().values;
  frame().separated = false;
  ++account_.ledger().skipped_values[std::string(reason)];
  Report(AnomalyKind::kSkipped, at, length, std::move(message), std::string(reason));
  Advance(length, Class::kSkipped);
}

void DocumentReader::RejectShape(std::size_t length) {
  const TextPosition at = window_.PositionAt(window_.offset());
  ++frame().values;
  frame().separated = false;
  ++account_.ledger().skipped_values["unrecognised_shape"];
  Report(AnomalyKind::kUnrecognisedShape, at, length,
         fmt::format("an object that is neither an event nor a known envelope; its keys: {}",
                     ListKeys(event_.Tree())));
  Advance(length, Class::kSkipped);
}

// A number or word where a value may stand is JSON, but nothing that holds events.
void DocumentReader::ReadScalar() {
  constexpr std::size_t kLongest = 64;
  window_.Require(kLongest);
  const std::string_view rest = window_.rest();
  const std::size_t length =
      std::min(rest.find_first_of(std::string_view(" \t\r\n,]}[{\"\0", 11)), rest.size());
  if (length == 0 || length > kLongest || !ParseJson(rest.substr(0, length))) {
    Salvage({"no JSON value begins here", false, {}});
    return;
  }
  ++frame().values;
  frame().separated = false;
  Report(AnomalyKind::kUnrecognisedShape, window_.PositionAt(window_.offset()), length,
         "a number or word where an event was expected");
  ++account_.ledger().skipped_values["unrecognised_shape"];
  Advance(length, Class::kSkipped);
}

// A string where a value may stand carries JSON text.
bool DocumentReader::ReadText() {
  const std::optional<std::size_t> end = FindStringEnd(0);
  if (!end) {
    Salvage({"a string is not closed", false, {}});
    return false;
  }
  std::string text;
  const auto value = ParseJson(window_.rest().substr(0, *end));
  if (!value) {
    Salvage({value.error().message, false, *end});
    return false;
  }
  return EnterCarried(value->text, *end);
}

// An entry of a lookup-events answer carries the event as text. An object that is an event by its
// exact keys is both: the added key must not hide it.
bool DocumentReader::ReadLookupEntry(std::string_view text) {
  if (parsed_.traits.Has(KeyTraits::kExactEventKey)) {
    ReportOnce(AnomalyKind::kAmbiguousShape,
               "an event also carries an event as text: both are read");
    deliver_outer_ = true;
    outer_length_ = 0;
  }
  return EnterCarried(std::string(event_.At(Projection::kCloudTrailEvent).text), text.size());
}

bool DocumentReader::EnterCarried(std::string carried, std::size_t length) {
  start_ = window_.PositionAt(window_.offset());
  start_known_ = true;
  start_offset_ = window_.offset();
  source_text_ = window_.rest().substr(0, length);
  if (carrier_depth_ >= options_.limits.carrier_depth) {
    Report(AnomalyKind::kLimitExceeded, start_, length, "text carried in text carried in text …");
    SkipValue(length, "carrier_depth", "nested too deep to be read");
    return false;
  }
  pointer_ = frame().pointer + fmt::format("/{}", frame().values);
  ++frame().values;
  frame().separated = false;
  account_.Recognise();
  Advance(length, Class::kRecord);
  carried_ = std::make_unique<CarriedDocument>(std::move(carried), *projection_, options_,
                                               carrier_depth_ + 1);
  return NextCarried();
}

bool DocumentReader::NextCarried() {
  if (carried_->reader().Next()) {
    facts_ = carried_->reader().facts();
    facts_.carried_as_text = true;
    record_ = next_record_++;
    ++account_.ledger().shapes[frame().shape == "lookup_events" ? "lookup_events" : "text"];
    return true;
  }
  for (Anomaly anomaly : carried_->ledger().anomalies()) {
    anomaly.line = start_.line;
    anomaly.byte_offset = start_.offset;
    anomaly.length = source_text_.size();
    account_.Report(std::move(anomaly));
  }
  Ledger& ledger = account_.ledger();
  ledger.damaged_ranges += carried_->ledger().damaged_ranges;
  ledger.records.salvaged += carried_->ledger().records.salvaged;
  for (const auto& [reason, count] : carried_->ledger().skipped_values) {
    ledger.skipped_values[reason] += count;
  }
  carried_.reset();
  return false;
}

// The object at the window's position becomes the current record; `length` bytes are passed.
bool DocumentReader::Deliver(std::size_t length, std::string_view shape) {
  account_.Recognise();
  if (!start_known_ || length > 0) {
    start_offset_ = window_.offset();
    source_text_ = window_.rest().substr(0, event_.text().size());
    start_known_ = false;
    pointer_.clear();
  }
  record_ = next_record_++;
  const bool top = frame().kind == Frame::Kind::kTop;
  if (top) {
    ++top_events_;
    if (!frame().separated && frame().values > 0) {
      any_concatenated_ = true;
      ReportOnce(AnomalyKind::kMultipleDocuments, "several values stand on one line");
    }
  } else {
    if (!frame().separated && frame().values > 0) {
      ReportOnce(AnomalyKind::kStraySeparator, "no comma stands between two values");
    }
    ++account_.ledger().shapes[std::string(shape)];
  }
  if (parsed_.near_miss_key) {
    ReportOnce(AnomalyKind::kNearMissKey, "a field was read under a name of other letter case");
  }
  if (parsed_.duplicate_key) {
    Report(AnomalyKind::kDuplicateKey, window_.PositionAt(start_offset_), event_.text().size(),
           "a key stands more than once in one object; the last one counts");
  }
  if (parsed_.lone_surrogate) {
    ReportOnce(AnomalyKind::kLoneSurrogate, "half of a surrogate pair was read as U+FFFD");
  }
  if (facts_.salvaged) ++account_.ledger().records.salvaged;
  ++frame().values;
  frame().separated = false;
  Advance(length, Class::kRecord);
  return true;
}

void DocumentReader::FinishSource() {
  if (frames_.size() > 1 && !tail_damaged_) {
    Report(AnomalyKind::kTruncatedTail, window_.PositionAt(window_.offset()), 0,
           "the source ends before its envelope is closed");
  }
  frames_.resize(1);
  CountShapes();
  account_.Close();
}

void DocumentReader::CountShapes() {
  if (top_events_ == 0) return;
  const char* shape = top_events_ == 1 ? "event" : any_concatenated_ ? "concatenated" : "jsonl";
  account_.ledger().shapes[shape] += std::exchange(top_events_, 0);
}

RecordPlace DocumentReader::Place() {
  if (!start_known_) start_ = window_.PositionAt(start_offset_);
  start_known_ = true;
  RecordPlace place;
  place.record = record_;
  place.byte_offset = start_.offset;
  place.byte_length = source_text_.size();
  place.line = start_.line;
  place.column = start_.column;
  place.utf16_column = start_.utf16_column;
  const TextPosition end = TextWindow::Walk(start_, source_text_);
  place.end_line = end.line;
  place.utf16_end_column = end.utf16_column;
  if (!pointer_.empty()) {
    place.pointer = pointer_;
  } else if (frame().kind != Frame::Kind::kTop || frame().values > 1) {
    place.pointer = frame().pointer + fmt::format("/{}", frame().values - 1);
  }
  return place;
}

void DocumentReader::Validate() {
  if (carried_ != nullptr) {
    carried_->reader().Validate();
    facts_.malformed = carried_->reader().facts().malformed;
    return;
  }
  const auto tree = ParseJson(event_.text(), options_.limits.depth);
  if (tree) return;
  facts_.malformed = true;
  Report(AnomalyKind::kMalformedRecord, window_.PositionAt(start_offset_), event_.text().size(),
         fmt::format("a record that matched breaks the grammar: {} at byte {}",
                     tree.error().message, start_offset_ + tree.error().offset));
}

void DocumentReader::Report(AnomalyKind kind, const TextPosition& at, std::uint64_t length,
                            std::string message, std::string reason) {
  Anomaly anomaly;
  anomaly.kind = kind;
  anomaly.line = at.line;
  anomaly.byte_offset = at.offset;
  anomaly.length = length;
  anomaly.record = next_record_;
  anomaly.message = std::move(message);
  anomaly.reason = std::move(reason);
  account_.Report(std::move(anomaly));
}

void DocumentReader::ReportOnce(AnomalyKind kind, std::string message) {
  const auto bit = static_cast<unsigned>(kind);
  std::uint32_t& word = reported_once_[bit / 32];
  if ((word >> (bit % 32) & 1) != 0) return;
  word |= std::uint32_t{1} << (bit % 32);
  Report(kind, window_.PositionAt(window_.offset()), 0, std::move(message));
}

}  // namespace trailsift
