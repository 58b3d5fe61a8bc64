// The members of a carrier, read as they come: {"Records":[…], …}.
#include <fmt/format.h>

#include "event/document_reader.h"
#include "event/event_shape.h"
#include "event/utf8.h"

namespace trailsift {
namespace {

bool IsBlank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

// The name between the quotes of `token`, unescaped; empty if it breaks the grammar.
std::string KeyName(std::string_view token) {
  const auto value = ParseJson(token);
  return value && value->kind == ValueKind::kString ? value->text : std::string();
}

}  // namespace

// Index of the first byte from `start` on that is no blank; nothing at the end of the source.
std::optional<std::size_t> DocumentReader::SkipBlanks(std::size_t start) {
  while (window_.Require(start + 1)) {
    if (!IsBlank(window_.rest()[start])) return start;
    ++start;
  }
  return std::nullopt;
}

// Index behind the string that begins at `start`; nothing if it is not closed, holds a line break
// or is larger than a record may be.
std::optional<std::size_t> DocumentReader::FindStringEnd(std::size_t start) {
  for (std::size_t i = start + 1; window_.Require(i + 1); ++i) {
    const char c = window_.rest()[i];
    if (c == '"') return i + 1;
    if (c == '\n' || i - start > options_.limits.record_bytes) return std::nullopt;
    if (c == '\\') ++i;
  }
  return std::nullopt;
}

// Index behind the value that begins at `start`, found by balancing brackets outside strings.
std::optional<std::size_t> DocumentReader::FindValueEnd(std::size_t start) {
  std::uint64_t depth = 0;
  std::size_t i = start;
  while (window_.Require(i + 1)) {
    const char c = window_.rest()[i];
    if (i - start > options_.limits.record_bytes) return std::nullopt;
    if (c == '"') {
      const std::optional<std::size_t> end = FindStringEnd(i);
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
  return std::nullopt;
}

// The envelope that the object at the window's position opens with its first member, if it is one:
// such an object is read as it comes, whatever its size.
std::string_view DocumentReader::PeekCarrier() {
  constexpr std::size_t kLongestKey = 64;
  const std::optional<std::size_t> key = SkipBlanks(1);
  if (!key || window_.rest()[*key] != '"') return {};
  window_.Require(*key + kLongestKey);
  const std::string_view rest = window_.rest().substr(*key, kLongestKey);
  const std::size_t closing = rest.find('"', 1);
  if (closing == std::string_view::npos) return {};
  std::string_view name = rest.substr(1, closing - 1);
  std::string unescaped;
  if (name.find('\\') != std::string_view::npos) {
    unescaped = KeyName(rest.substr(0, closing + 1));
    name = unescaped;
  }
  const std::string_view shape = CarrierShape(name);
  if (shape.empty()) return {};
  const std::optional<std::size_t> colon = SkipBlanks(*key + closing + 1);
  if (!colon || window_.rest()[*colon] != ':') return {};
  const std::optional<std::size_t> value = SkipBlanks(*colon + 1);
  if (!value || window_.rest()[*value] != '[') return {};
  return shape;
}

void DocumentReader::EnterCarrier(bool judged_itself) {
  account_.Recognise();
  Frame carrier;
  carrier.kind = Frame::Kind::kCarrier;
  carrier.judged_itself = judged_itself;
  carrier.pointer = frame().pointer;
  const bool first_at_top = frame().kind == Frame::Kind::kTop && frame().values == 0;
  if (!first_at_top) {
    carrier.pointer += fmt::format("/{}", judged_itself ? frame().values - 1 : frame().values);
  }
  if (!judged_itself) ++frame().values;
  frame().separated = false;
  Advance(1, Class::kEnvelope);
  frames_.push_back(std::move(carrier));
}

void DocumentReader::ReadMember() {
  const std::optional<std::size_t> key_end = FindStringEnd(0);
  const std::optional<std::size_t> colon = key_end ? SkipBlanks(*key_end) : std::nullopt;
  if (!colon || window_.rest()[*colon] != ':') {
    Salvage({"expected a member name and ':'", !colon.has_value(), {}});
    return;
  }
  const std::string name = KeyName(window_.rest().substr(0, *key_end));
  frame().traits.Add(name);
  const std::optional<std::size_t> value = SkipBlanks(*colon + 1);
  if (!value) {
    Salvage({"the source ends where a value belongs", true, {}});
    return;
  }
  const std::string_view shape = CarrierShape(name);
  if (!shape.empty() && window_.rest()[*value] == '[') {
    EnterArray(shape, *value + 1);
    return;
  }
  const std::optional<std::size_t> end = FindValueEnd(*value);
  if (!end || *end == *value) {
    Salvage({fmt::format("the value of member '{}' is not closed", name), !end.has_value(), {}});
    return;
  }
  if (name == "NextToken" && window_.rest()[*value] == '"') {
    ReportOnce(AnomalyKind::kUpstreamPartial,
               "the answer has a NextToken: more pages exist that are not in this file");
  }
  frame().separated = false;
  Advance(*end, Class::kEnvelope);
}

bool DocumentReader::LeaveCarrier() {
  const Frame carrier = frame();
  Leave();
  if (carrier.traits.LooksLikeEvent() && !carrier.judged_itself) {
    Report(AnomalyKind::kUnrecognisedShape, window_.PositionAt(window_.offset()), 0,
           "the object that ends here holds events and has fields of an event itself; what it "
           "holds was judged, the object itself was not");
  }
  return false;
}

}  // namespace trailsift
