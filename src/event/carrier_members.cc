// The members of a carrier, read as they come: {"Records":[…], …}.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "base/ascii.h"
#include "event/document_reader.h"
#include "event/event_marker.h"
#include "event/salvage.h"
#include "event/utf8.h"

namespace trailsift {
namespace {

// The name in the quotes of `token`, unescaped; empty if it breaks the grammar.
std::string KeyName(std::string_view token) {
  if (token.find('\\') == std::string_view::npos) {
    return std::string(token.substr(1, token.size() - 2));
  }
  const auto value = ParseJson(token);
  return value && value->kind == ValueKind::kString ? value->text : std::string();
}

// True if a value that begins so may hold the events of the payload.
bool BeginsToFit(const Payload& payload, char first) {
  return payload.list ? first == '[' : first == '"' || first == '{';
}

// The kinds of the innermost brackets that are open.
class BracketKinds {
 public:
  void Open(char bracket) {
    lists_ = lists_ << 1 | (bracket == '[' ? 1 : 0);
    known_ = std::min(known_ + 1, kMost);
  }
  // False if the innermost bracket is known to be of the other kind.
  bool Close(char bracket) {
    const bool pairs = known_ == 0 || ((lists_ & 1) != 0) == (bracket == ']');
    lists_ >>= 1;
    if (known_ > 0) --known_;
    return pairs;
  }

 private:
  static constexpr int kMost = 64;
  std::uint64_t lists_ = 0;  // Bit 0 is the innermost; 1: a list.
  int known_ = 0;            // Bits that are valid.
};

// True of misspelt words and numbers, too.
bool BeginsAsValue(std::string_view value) {
  constexpr std::string_view kMarks = "{[\"+-.";
  const char first = value.front();
  const bool letter = FoldAscii(first) >= 'a' && FoldAscii(first) <= 'z';
  return letter || (first >= '0' && first <= '9') || kMarks.find(first) != std::string_view::npos;
}

}  // namespace

// Index of the first byte from `start` on that is no blank; nothing at the end of the source, or if
// there are more blanks than a record may have bytes.
std::optional<std::size_t> DocumentReader::SkipBlanks(std::size_t start) {
  const std::size_t end = start + options_.limits.record_bytes;
  for (; start < end && window_.Require(start + 1); ++start) {
    if (!IsBlank(window_.rest()[start])) return start;
  }
  return std::nullopt;
}

// Index behind the string that begins at `start` and has no more than `reach` bytes.
tl::expected<std::size_t, DocumentReader::Fault> DocumentReader::FindStringEnd(std::size_t start,
                                                                               std::size_t reach) {
  const bool line_breaks = frame().line_breaks;
  for (std::size_t i = start + 1; window_.Require(i + 1);) {
    const std::string_view rest = window_.rest();
    const std::size_t end = std::min(rest.size(), start + reach + 2);
    while (i < end && rest[i] != '"' && (rest[i] != '\n' || line_breaks)) {
      i += rest[i] == '\\' ? std::size_t{2} : std::size_t{1};
    }
    if (i - start > reach) {
      return tl::make_unexpected(
          Fault{"larger than a record may be", false, {}, "a string", reach});
    }
    if (i >= rest.size()) continue;
    if (rest[i] == '"') return i + 1;
    return tl::make_unexpected(Fault{"a line break inside a string", false, {}});
  }
  return tl::make_unexpected(Fault{"the source ends inside a string", true, {}});
}

// Index behind the value that begins at `start`, found by pairing brackets outside strings.
tl::expected<std::size_t, DocumentReader::Fault> DocumentReader::FindValueEnd(std::size_t start,
                                                                              std::size_t reach) {
  std::uint64_t depth = 0;
  BracketKinds kinds;
  std::size_t i = start;
  const auto fail = [&](Fault fault) {
    wasted_ += i - start;
    return tl::make_unexpected(std::move(fault));
  };
  while (window_.Require(i + 1)) {
    const char c = window_.rest()[i];
    if (i - start > reach) {
      return fail({"larger than a record may be", false, {}, "a value", reach});
    }
    if (c == '"' && depth == 0 && i > start) {
      return fail({"a quotation mark within a value", false, {}});
    }
    if (c == '"') {
      auto end = FindStringEnd(i, reach);
      if (depth == 0) return end;
      if (!end) return fail(std::move(end.error()));
      i = *end;
      continue;
    }
    if (c == '{' || c == '[') {
      ++depth;
      kinds.Open(c);
    } else if (c == '}' || c == ']') {
      if (depth == 0) return i;
      if (!kinds.Close(c)) return fail({"brackets that do not pair", false, {}});
      if (--depth == 0) return i + 1;
    } else if (depth == 0 && (c == ',' || IsBlank(c))) {
      return i;
    }
    ++i;
  }
  return fail({"the source ends inside a value", true, {}});
}

// What holds events in the object at the window's position, among its members before `reach`.
// `at_once`: only a list, and not behind the key of an event, which all but a few objects begin
// with.
std::optional<DocumentReader::OpenPayload> DocumentReader::PeekPayload(std::size_t reach,
                                                                       bool at_once) {
  constexpr std::size_t kLongestKey = 64;
  std::size_t at = 1;
  while (at < reach) {
    const std::optional<std::size_t> key = SkipBlanks(at);
    if (!key || window_.rest()[*key] != '"') return std::nullopt;
    window_.Require(*key + kLongestKey);
    const std::string_view rest = window_.rest().substr(*key, kLongestKey);
    const std::size_t closing = rest.find('"', 1);
    if (closing == std::string_view::npos) return std::nullopt;
    const std::string_view token = rest.substr(0, closing + 1);
    KeyTraits traits;
    const bool escaped = token.find('\\') != std::string_view::npos;
    const EnvelopeKey known =
        escaped ? traits.Add(KeyName(token)) : traits.Add(token.substr(1, closing - 1));
    if (at_once && traits.keys != 0) return std::nullopt;
    const Payload* payload = FindPayload(known);
    const std::optional<std::size_t> colon = SkipBlanks(*key + closing + 1);
    if (!colon || window_.rest()[*colon] != ':') return std::nullopt;
    const std::optional<std::size_t> value = SkipBlanks(*colon + 1);
    if (!value) return std::nullopt;
    if (payload != nullptr && BeginsToFit(*payload, window_.rest()[*value]) &&
        (payload->list || !at_once)) {
      return OpenPayload{payload, *value + 1};
    }
    const auto end = FindValueEnd(*value, reach);
    const std::optional<std::size_t> comma = end ? SkipBlanks(*end) : std::nullopt;
    if (!comma || window_.rest()[*comma] != ',') return std::nullopt;
    at = *comma + 1;
  }
  return std::nullopt;
}

// An envelope is at most two objects, one in the list of the other; so many may stand in the object
// or text at hand. Each may be read twice, so without a limit the cost would not be linear.
bool DocumentReader::MayEnterCarrier() const {
  return static_cast<std::size_t>(
             std::ranges::count(frames_, Frame::Kind::kCarrier, &Frame::kind)) <
         std::size_t{2} * options_.limits.carrier_depth;
}

// `streamed`: the object was not read whole before, so that its first key is yet to be met and what
// it is to be told at its end. Else it is the current value.
void DocumentReader::EnterCarrier(const EnvelopeKeys& payloads, bool streamed) {
  if (streamed) TakeValue(1);
  Frame carrier;
  carrier.kind = Frame::Kind::kCarrier;
  carrier.shape = frame().shape;
  carrier.pointer = PointerOfValue(frame().values - 1);
  carrier.payloads = payloads;
  carrier.streamed = streamed;
  carrier.line_breaks = !streamed && repaired_lines_;
  if (streamed) carrier.start = window_.PositionAt(window_.offset());
  Enter(std::move(carrier), 1);
}

// Enters an object that cannot be read whole, if its members show that it holds events: its size,
// or damage to one of its parts, is then no matter for the others.
bool DocumentReader::EnterBrokenCarrier() {
  constexpr std::size_t kPeek = std::size_t{64} << 10;
  if (!MayEnterCarrier() || !PeekPayload(kPeek, false)) return false;
  EnterCarrier({}, true);
  return true;
}

void DocumentReader::ReadMember() {
  if (!frame().separated) NoteMissingComma();
  const std::size_t most = options_.limits.record_bytes;
  const auto key_end = FindStringEnd(0, most);
  if (!key_end) return Salvage(key_end.error());
  const std::optional<std::size_t> colon = SkipBlanks(*key_end);
  if (!colon || window_.rest()[*colon] != ':') {
    return Salvage({"expected a member name and ':'", !colon.has_value(), {}});
  }
  const std::string name = KeyName(window_.rest().substr(0, *key_end));
  const EnvelopeKey key = frame().traits.Add(name);
  const std::optional<std::size_t> value = SkipBlanks(*colon + 1);
  if (!value) return Salvage({"the source ends where a value belongs", true, {}});
  const Payload* payload = FindPayload(key);
  const char first = window_.rest()[*value];
  const bool fits = payload != nullptr && BeginsToFit(*payload, first);
  if (fits &&
      (frame().streamed ? payload->list || payload->distinctive : frame().payloads.Has(key))) {
    return ReadPayload(*payload, *value);
  }
  constexpr std::size_t kUsual = std::size_t{1} << 10;  // Nothing that is read stands here.
  const auto end = FindValueEnd(*value, Reach(kUsual));
  // What is broken is not known to hold no event.
  if (!end && fits && frame().streamed) return ReadPayload(*payload, *value);
  if (!end) return Salvage(end.error());
  if (*end == *value) return Salvage({"a member has no value", false, {}});
  const std::optional<std::size_t> next = SkipBlanks(*end);
  if (next && std::string_view(",}\"").find(window_.rest()[*next]) == std::string_view::npos) {
    return Salvage({"a value that runs into something else", false, {}});
  }
  const std::string_view text = window_.rest().substr(*value, *end - *value);
  if (!BeginsAsValue(text)) return Salvage({"a member has no JSON value", false, {}});
  if (fits && frame().streamed && HoldsEventKey(text)) return ReadPayload(*payload, *value);
  std::string unread;
  if (payload != nullptr && payload->list && !fits && first != 'n') {  // Null: empty.
    unread = fmt::format("the member {} is not an array of events", ShortenText(name, kMostQuoted));
  } else if (MayHoldEvents(name, text)) {
    if (ReadUnknownMember(name, *value, *end)) return;
    unread = fmt::format(
        "the member {} {}, but no envelope has events there; it was not read",
        ShortenText(name, kMostQuoted),
        HoldsEncodedEvent(text) ? "holds base64 of what may be events" : "holds fields of events");
  }
  PassMember(name, *value, *end, std::move(unread));
}

// Beside the events that were found, others under a name that no envelope has are not to be passed
// over. What a log has extracted from an event is no event, nor is what an event that carries
// others says of itself.
bool DocumentReader::MayHoldEvents(std::string_view name, std::string_view value) {
  constexpr std::array<std::string_view, 5> kOwn = {"extractedFields", "requestParameters",
                                                    "responseElements", "additionalEventData",
                                                    "serviceEventDetails"};
  if (std::ranges::find(kOwn, name) != kOwn.end()) return false;
  if (value.front() == '"' && !frame().unknown_shape) {
    return HoldsEventText(value) || HoldsEncodedEvent(value);
  }
  return HoldsEventKey(value);
}

// Of a member of `length` bytes, its value behind `value` of them, which may hold events: false if
// it is sound and neither an event, a list of events nor text with one.
bool DocumentReader::ReadUnknownMember(std::string_view name, std::size_t value,
                                       std::size_t length) {
  static constexpr Payload kUnknownList = {
      .key = EnvelopeKey::kNone, .shape = "array", .list = true};
  static constexpr Payload kUnknownText = {.key = EnvelopeKey::kNone, .shape = "lookup_events"};
  const std::string_view text = window_.rest().substr(value, length - value);
  const bool list = IsListOfEvents(text);
  const bool held = list || (text.front() == '"' && HoldsEventText(text)) ||
                    (text.front() == '{' && IsKnownBeyondDoubt(text));
  if (!held) {
    const auto tree = ParseJson(text, options_.limits.depth);
    if (tree || tree.error().too_deep || tree.error().too_many) return false;
    wasted_ += length;
    Salvage(
        {fmt::format("the value of {}: {}", ShortenText(name, kMostQuoted), tree.error().message),
         false,
         {}});
    return true;
  }
  Report(
      AnomalyKind::kUnrecognisedShape, length,
      fmt::format("the member {} holds events, but no known envelope has such a member; they were "
                  "judged all the same",
                  ShortenText(name, kMostQuoted)));
  ReadPayload(list ? kUnknownList : kUnknownText, value);
  return true;
}

// The value of the member at the window's position, which begins `value` bytes behind it, holds
// events.
void DocumentReader::ReadPayload(const Payload& payload, std::size_t value) {
  const std::string_view token = window_.rest().substr(0, *FindStringEnd(0, value));
  const char first = window_.rest()[value];
  NoteMember(token, first == '[' ? ":[]" : first == '{' ? ":{}" : ":\"\"");
  Frame inner;
  inner.shape = ShapeOfPayload(payload, frame().shape);
  inner.pointer = fmt::format("{}/{}", frame().pointer, KeyName(token));
  inner.otherwise =
      frame().control && !payload.otherwise.empty() ? "control_message" : payload.otherwise;
  if (payload.key == EnvelopeKey::kResults) frame().holds_results = true;
  inner.kind = payload.list ? Frame::Kind::kArray : Frame::Kind::kMember;
  if (payload.distinctive) account_.Recognise();
  Enter(std::move(inner), payload.list ? value + 1 : value);
}

// A member of `length` bytes that holds no events, its value behind `value` of them. `unread`: why
// it may hold some all the same.
void DocumentReader::PassMember(std::string_view name, std::size_t value, std::size_t length,
                                std::string unread) {
  const std::string_view text = window_.rest().substr(value, length - value);
  const bool is_text = text.size() > 2 && text.front() == '"';
  if (is_text && (name == "NextToken" || name == "nextToken")) {
    ReportOnce(
        AnomalyKind::kUpstreamPartial,
        fmt::format("the answer has a {}: more pages exist that are not in this file", name));
  }
  if (!unread.empty()) {
    Report(AnomalyKind::kUnrecognisedShape, length, std::move(unread));
    SearchUnread(text, length);
  }
  if (std::ranges::any_of(text, IsControl)) {
    ReportOnce(AnomalyKind::kControlCharacter,
               "raw control characters stand in a member of an envelope");
  }
  if (name == "status" && is_text && text != "\"Complete\"") frame().unfinished = true;
  if (name == "messageType" && text == "\"CONTROL_MESSAGE\"") frame().control = true;
  NoteMember(window_.rest().substr(0, length), "");
  frame().separated = frame().comma = false;
  Advance(length, Class::kEnvelope);
}

// Keeps what a carrier that is not read whole is told by at its end.
void DocumentReader::NoteMember(std::string_view member, std::string_view instead_of_value) {
  std::string& members = frame().members;
  if (!frame().streamed) return;
  if (members.size() + member.size() > options_.limits.record_bytes) {
    frame().members_lost = true;
    return;
  }
  members += members.empty() ? "{" : ",";
  members += member;
  members += instead_of_value;
}

bool DocumentReader::LeaveCarrier() {
  NoteTrailingComma();
  const Frame carrier = std::move(frame());
  Leave();
  if (carrier.holds_results && carrier.unfinished) {
    ReportOnce(AnomalyKind::kUpstreamPartial,
               "the query was not complete when its results were written: some may be missing");
  }
  if (!carrier.streamed || !carrier.traits.LooksLikeEvent()) return false;
  if (!carrier.members_lost) return JudgeMembers(carrier);
  Report(AnomalyKind::kLimitExceeded, 0,
         fmt::format("the object that ends here has fields of an event and, beside the events it "
                     "holds, more than {} bytes (--max-record); it was not judged itself",
                     options_.limits.record_bytes));
  SearchUnread(carrier.members, 0);
  return false;
}

// What stands beside the lists of a carrier that was not read whole may be an event of its own.
bool DocumentReader::JudgeMembers(const Frame& carrier) {
  repaired_ = carrier.members + "}";
  const std::size_t size = repaired_.size();
  repaired_.resize(size + ByteSource::kPadding);
  const std::string_view text = std::string_view(repaired_).substr(0, size);
  const auto error = tools_.parser.Parse(text, options_.limits.depth, tools_.event, tools_.parsed);
  if (error) {
    Report(AnomalyKind::kUnrecognisedShape, 0,
           "the object that ends here holds events and has fields of an event itself, which cannot "
           "be read; what it holds was judged, the object itself was not");
    SearchUnread(text, 0);
    return false;
  }
  if (!ShapeOfObject().event) return false;
  ReportOnce(AnomalyKind::kAmbiguousShape, "an event also carries events: all are read");
  DeliverPassed(
      {carrier.start, window_.PositionAt(window_.offset()), PointerOfValue(frame().values - 1)},
      false);
  return true;
}

}  // namespace trailsift
