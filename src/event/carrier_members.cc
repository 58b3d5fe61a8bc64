// The members of a carrier, read as they come: {"Records":[…], …}.
#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "base/ascii.h"
#include "event/document_reader.h"
#include "event/event_marker.h"

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
bool Fits(const Payload& payload, char first) {
  return payload.list ? first == '[' : first == '"' || (first == '{' && !payload.text_only);
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
  for (std::size_t i = start + 1; window_.Require(i + 1);) {
    const std::string_view rest = window_.rest();
    const std::size_t end = std::min(rest.size(), start + reach + 2);
    while (i < end && rest[i] != '"' && rest[i] != '\\' && rest[i] != '\n') ++i;
    if (i - start > reach) {
      return tl::make_unexpected(
          Fault{"larger than a record may be", false, {}, "a string", reach});
    }
    if (i == rest.size()) continue;
    if (rest[i] == '"') return i + 1;
    if (rest[i] == '\n' && !frame().line_breaks) {
      return tl::make_unexpected(Fault{"a line break inside a string", false, {}});
    }
    i += rest[i] == '\\' ? std::size_t{2} : std::size_t{1};
  }
  return tl::make_unexpected(Fault{"the source ends inside a string", true, {}});
}

// Index behind the value that begins at `start`, found by balancing brackets outside strings.
tl::expected<std::size_t, DocumentReader::Fault> DocumentReader::FindValueEnd(std::size_t start,
                                                                              std::size_t reach) {
  std::uint64_t depth = 0;
  std::size_t i = start;
  while (window_.Require(i + 1)) {
    const char c = window_.rest()[i];
    if (i - start > reach) {
      wasted_ += reach;
      return tl::make_unexpected(Fault{"larger than a record may be", false, {}, "a value", reach});
    }
    if (c == '"') {
      auto end = FindStringEnd(i, reach);
      if (!end || depth == 0) return end;
      i = *end;
      continue;
    }
    if (c == '{' || c == '[') {
      ++depth;
    } else if (c == '}' || c == ']') {
      if (depth == 0) return i;
      if (--depth == 0) return i + 1;
    } else if (depth == 0 && (c == ',' || IsBlank(c))) {
      return i;
    }
    ++i;
  }
  wasted_ += i - start;
  return tl::make_unexpected(Fault{"the source ends inside a value", true, {}});
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
    if (payload != nullptr && Fits(*payload, window_.rest()[*value]) &&
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
  const bool fits = payload != nullptr && Fits(*payload, first);
  if (fits &&
      (frame().streamed ? payload->list || payload->distinctive : frame().payloads.Has(key))) {
    return ReadPayload(*payload, *value);
  }
  constexpr std::size_t kLeast = std::size_t{1} << 10;  // Nothing that is read stands here.
  const auto end = FindValueEnd(*value, Reach(kLeast));
  // What is broken is not known to hold no event.
  if (!end && fits && frame().streamed) return ReadPayload(*payload, *value);
  if (!end) return Salvage(end.error());
  if (*end == *value) return Salvage({"a member has no value", false, {}});
  const std::string_view text = window_.rest().substr(*value, *end - *value);
  if (fits && frame().streamed && HoldsEventKey(text)) return ReadPayload(*payload, *value);
  const bool no_list =
      payload != nullptr && payload->list && !fits && first != 'n';  // Null: empty.
  PassMember(name, *value, *end, no_list);
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

// A member of `length` bytes that holds no events, its value behind `value` of them. `no_list`: its
// name is one of a list of events, but it is none.
void DocumentReader::PassMember(std::string_view name, std::size_t value, std::size_t length,
                                bool no_list) {
  const std::string_view text = window_.rest().substr(value, length - value);
  const bool is_text = text.size() > 2 && text.front() == '"';
  if (is_text && (name == "NextToken" || name == "nextToken")) {
    ReportOnce(
        AnomalyKind::kUpstreamPartial,
        fmt::format("the answer has a {}: more pages exist that are not in this file", name));
  }
  // Beside the events that were found, others under a name that no envelope has are not to be
  // passed over. What a log has extracted from an event is no event.
  const bool may_hold_events = (text.front() == '[' || (text.front() == '{' && frame().streamed)) &&
                               name != "extractedFields" && HoldsEventKey(text);
  if (no_list || may_hold_events) {
    Report(AnomalyKind::kUnrecognisedShape, length,
           no_list ? fmt::format("the member {} is not an array of events", name)
                   : fmt::format("the member {} holds fields of events, but no envelope has events "
                                 "there; it was not read",
                                 name));
    SearchUnread(text, length);
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
