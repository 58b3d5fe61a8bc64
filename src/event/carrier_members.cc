// The members of a carrier, read as they come: {"Records":[…], …}.
#include <fmt/format.h>

#include "base/ascii.h"
#include "event/document_reader.h"
#include "event/event_shape.h"

namespace trailsift {
namespace {

// The name in the quotes of `token`, unescaped; empty if it breaks the grammar.
std::string KeyName(std::string_view token) {
  const auto value = ParseJson(token);
  return value && value->kind == ValueKind::kString ? value->text : std::string();
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

// Index behind the string that begins at `start`.
tl::expected<std::size_t, DocumentReader::Fault> DocumentReader::FindStringEnd(std::size_t start) {
  for (std::size_t i = start + 1; window_.Require(i + 1); ++i) {
    const char c = window_.rest()[i];
    if (c == '"') return i + 1;
    if (c == '\n') return tl::make_unexpected(Fault{"a line break inside a string", false, {}});
    if (i - start > options_.limits.record_bytes) {
      return tl::make_unexpected(Fault{"a string is larger than a record may be", false, {}});
    }
    if (c == '\\') ++i;
  }
  return tl::make_unexpected(Fault{"the source ends inside a string", true, {}});
}

// Index behind the value that begins at `start`, found by balancing brackets outside strings.
tl::expected<std::size_t, DocumentReader::Fault> DocumentReader::FindValueEnd(std::size_t start) {
  constexpr std::size_t kLeast = std::size_t{1} << 10;  // Nothing that is read stands here.
  const std::size_t reach = Reach(kLeast);
  std::uint64_t depth = 0;
  std::size_t i = start;
  while (window_.Require(i + 1)) {
    const char c = window_.rest()[i];
    if (i - start > reach) {
      wasted_ += reach;
      return tl::make_unexpected(Fault{"a value is larger than a record may be", false, {}});
    }
    if (c == '"') {
      auto end = FindStringEnd(i);
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

// What the object at the window's position opens with its first member, if that is an array of
// events: such an object is read as it comes, whatever its size.
std::optional<DocumentReader::OpenCarrier> DocumentReader::PeekCarrier() {
  constexpr std::size_t kLongestKey = 64;
  const std::optional<std::size_t> key = SkipBlanks(1);
  if (!key || window_.rest()[*key] != '"') return std::nullopt;
  window_.Require(*key + kLongestKey);
  const std::string_view rest = window_.rest().substr(*key, kLongestKey);
  const std::size_t closing = rest.find('"', 1);
  if (closing == std::string_view::npos) return std::nullopt;
  const std::string_view token = rest.substr(0, closing + 1);
  const bool escaped = token.find('\\') != std::string_view::npos;
  const std::string_view shape =
      escaped ? CarrierShape(KeyName(token)) : CarrierShape(token.substr(1, closing - 1));
  if (shape.empty()) return std::nullopt;
  const std::optional<std::size_t> colon = SkipBlanks(*key + closing + 1);
  if (!colon || window_.rest()[*colon] != ':') return std::nullopt;
  const std::optional<std::size_t> value = SkipBlanks(*colon + 1);
  if (!value || window_.rest()[*value] != '[') return std::nullopt;
  return OpenCarrier{shape, *value + 1};
}

// `judged_itself`: the object was the current value already, read in another way.
void DocumentReader::EnterCarrier(bool judged_itself) {
  account_.Recognise();
  if (!judged_itself) TakeValue(1);
  Frame carrier;
  carrier.kind = Frame::Kind::kCarrier;
  carrier.judged_itself = judged_itself;
  carrier.pointer = frame().pointer;
  if (frame().kind != Frame::Kind::kTop || frame().values > 1) {
    carrier.pointer += fmt::format("/{}", frame().values - 1);
  }
  Advance(1, Class::kEnvelope);
  frames_.push_back(std::move(carrier));
}

void DocumentReader::ReadMember() {
  const auto key_end = FindStringEnd(0);
  if (!key_end) return Salvage(key_end.error());
  const std::optional<std::size_t> colon = SkipBlanks(*key_end);
  if (!colon || window_.rest()[*colon] != ':') {
    return Salvage({"expected a member name and ':'", !colon.has_value(), {}});
  }
  const std::string name = KeyName(window_.rest().substr(0, *key_end));
  frame().traits.Add(name);
  const std::optional<std::size_t> value = SkipBlanks(*colon + 1);
  if (!value) return Salvage({"the source ends where a value belongs", true, {}});
  const std::string_view shape = CarrierShape(name);
  const char first = window_.rest()[*value];
  if (!shape.empty() && first == '[') return EnterArray(shape, *value + 1);
  const auto end = FindValueEnd(*value);
  if (!end) return Salvage(end.error());
  if (*end == *value) return Salvage({"a member has no value", false, {}});
  if (!shape.empty() && first != 'n') {  // Null holds nothing.
    Report(AnomalyKind::kUnrecognisedShape, *end,
           fmt::format("the member {} is not an array of events", name));
  }
  if (name == "NextToken" && first == '"') {
    ReportOnce(AnomalyKind::kUpstreamPartial,
               "the answer has a NextToken: more pages exist that are not in this file");
  }
  frame().separated = false;
  Advance(*end, Class::kEnvelope);
}

void DocumentReader::LeaveCarrier() {
  const KeyTraits traits = frame().traits;
  const bool judged_itself = frame().judged_itself;
  Leave();
  if (!judged_itself && (traits.LooksLikeEvent() || traits.Has(KeyTraits::kCloudTrailEvent))) {
    Report(AnomalyKind::kUnrecognisedShape, 0,
           "the object that ends here holds events and has fields of an event itself; what it "
           "holds was judged, the object itself was not");
  }
}

}  // namespace trailsift
