#include "event/salvage.h"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "base/byte_source.h"
#include "event/envelope.h"
#include "event/event_marker.h"
#include "event/object_scanner.h"
#include "event/utf8.h"

namespace trailsift {
namespace {

bool IsEnvelopeBeyondDoubt(const JsonValue& object) {
  std::vector<EnvelopeMember> members;
  ObjectFacts facts;
  for (const auto& [name, value] : object.members) {
    const EnvelopeKey key = facts.traits.Add(name);
    if (key != EnvelopeKey::kNone) members.push_back({key, value.kind, value.source});
  }
  facts.members = &members;
  const ObjectShape shape = ClassifyObject(facts);
  return std::ranges::any_of(members, [&](const EnvelopeMember& member) {
    return shape.payloads.Has(member.key) && HoldsEventKey(member.text);
  });
}

// A quotation mark behind backslashes, in a string in strings.
struct EscapedMark {
  bool ends_string = false;  // The innermost, or one around it.
  std::size_t escaping = 0;  // Of the backslashes, those that escape the mark.
};

EscapedMark ReadMark(std::size_t backslashes, std::size_t levels) {
  EscapedMark mark;
  for (; levels > 0; --levels) {
    if (backslashes % 2 == 0) {
      mark.ends_string = true;
      return mark;
    }
    backslashes /= 2;
    mark.escaping = 2 * mark.escaping + 1;
  }
  return mark;
}

// Where the content of a string ends that stands in `levels` - 1 others; `length` is set to where
// the string does.
std::size_t FindTextEnd(std::string_view bytes, std::size_t levels, std::size_t& length) {
  for (std::size_t at = 0; at < bytes.size();) {
    at = std::min(bytes.find_first_of("\\\"\n", at), bytes.size());
    if (at == bytes.size() || bytes[at] == '\n') {
      length = at;
      return at;
    }
    const std::size_t behind = std::min(bytes.find_first_not_of('\\', at), bytes.size());
    const bool quoted = behind < bytes.size() && bytes[behind] == '"';
    if (const EscapedMark mark = ReadMark(behind - at, levels); quoted && mark.ends_string) {
      length = behind + 1;
      return behind - mark.escaping;
    }
    at = quoted ? behind + 1 : behind;
  }
  length = bytes.size();
  return length;
}

// True if the bytes, which padding follows, begin with a whole object that is an event or an
// envelope of events beyond doubt.
bool BeginsWithKnown(std::string_view bytes) {
  ObjectScanner scanner;
  return scanner.Scan(bytes) == ObjectScanner::Outcome::kClosed &&
         IsKnownBeyondDoubt(bytes.substr(0, scanner.length()));
}

// True if the first object in the text is an event or an envelope of events, or one that is cut but
// begins as the list of such an envelope.
bool BeginsBeyondDoubt(std::string& text, bool as_event) {
  const std::size_t size = text.size();
  const std::size_t name = text.find_first_not_of(" \t\r\n", 1);
  if (name >= size || text[name] != '"') return false;
  const std::size_t name_end = std::min(text.find('"', name + 1), size);
  KeyTraits traits;
  const EnvelopeKey key = traits.Add(std::string_view(text).substr(name + 1, name_end - name - 1));
  if (as_event && traits.keys == 0) return false;
  text.resize(size + ByteSource::kPadding);
  ObjectScanner scanner;
  const auto outcome = scanner.Scan(std::string_view(text).substr(0, size));
  text.resize(size);
  if (outcome == ObjectScanner::Outcome::kClosed) {
    return IsKnownBeyondDoubt(std::string_view(text).substr(0, scanner.length()));
  }
  const Payload* const payload = FindPayload(key);
  if (payload == nullptr || !payload->list || !payload->distinctive) return false;
  const std::size_t bracket = text.find_first_not_of(": \t\r\n", name_end + 1);
  return bracket < size && text[bracket] == '[';
}

}  // namespace

std::optional<RepairedText> RepairText(std::string_view text) {
  RepairedText repaired;
  repaired.text.reserve(text.size());
  bool in_string = false;
  while (!text.empty()) {
    const char c = text.front();
    if (in_string && static_cast<unsigned char>(c) < 0x20) {
      repaired.text += fmt::format("\\u{:04x}", static_cast<unsigned>(c));
      repaired.control_character = true;
      text.remove_prefix(1);
      continue;
    }
    if (in_string && c == '\\' && text.size() > 1 && static_cast<unsigned char>(text[1]) >= 0x20 &&
        static_cast<unsigned char>(text[1]) < 0x80) {
      repaired.text += text.substr(0, 2);
      text.remove_prefix(2);
      continue;
    }
    if (c == '"') in_string = !in_string;
    if (const std::size_t length = Utf8Length(text); length > 0) {
      repaired.text += text.substr(0, length);
      text.remove_prefix(length);
    } else {
      repaired.text += "\xEF\xBF\xBD";
      repaired.invalid_utf8 = true;
      text.remove_prefix(1);
    }
  }
  if (!repaired.invalid_utf8 && !repaired.control_character) return std::nullopt;
  return repaired;
}

bool IsListOfEvents(std::string_view list) {
  if (!list.starts_with('[')) return false;
  const std::size_t first = std::min(list.find_first_not_of(" \t\r\n", 1), list.size());
  if (first == list.size() || list[first] != '{') return false;
  return BeginsWithKnown(list.substr(first));
}

bool HoldsEventText(std::string_view string) {
  constexpr int kMostObjects = 16;
  if (string.find('{') == std::string_view::npos && string.find("\\u") == std::string_view::npos) {
    return false;
  }
  bool lone_surrogate = false;
  std::string text = UnescapeLeniently(string.substr(1, string.size() - 2), lone_surrogate);
  if (!HoldsEventKey(text)) return false;
  const std::size_t size = text.size();
  text.resize(size + ByteSource::kPadding);  // For the scanner.
  std::size_t at = text.find('{');
  for (int i = 0; i < kMostObjects && at < size; ++i, at = text.find('{', at + 1)) {
    if (BeginsWithKnown(std::string_view(text).substr(at, size - at))) return true;
  }
  return false;
}

std::size_t EscapedLevels(std::string_view bytes) {
  constexpr std::size_t kMost = 4;
  std::size_t mark = 1;
  std::size_t backslashes = 0;
  while (true) {  // Blanks, and line breaks and tabs in their escapes.
    const std::size_t begin = std::min(bytes.find_first_not_of(" \t", mark), bytes.size());
    mark = std::min(bytes.find_first_not_of('\\', begin), bytes.size());
    backslashes = mark - begin;
    if (mark == bytes.size() || backslashes == 0) return 0;
    if (bytes[mark] == '"') break;
    if (std::string_view("nrt").find(bytes[mark]) == std::string_view::npos) return 0;
    ++mark;
  }
  for (std::size_t levels = 1; levels <= kMost; ++levels) {
    if (backslashes + 1 == std::size_t{1} << levels) return levels;
  }
  return 0;
}

EscapedText ReadEscapedText(std::string_view bytes, bool as_event) {
  EscapedText escaped;
  std::size_t levels = EscapedLevels(bytes);
  if (levels == 0) return escaped;
  escaped.text = bytes.substr(0, FindTextEnd(bytes, levels, escaped.length));
  for (; levels > 0; --levels)
    escaped.text = UnescapeLeniently(escaped.text, escaped.lone_surrogate);
  if (!BeginsBeyondDoubt(escaped.text, as_event)) escaped.text.clear();
  return escaped;
}

bool IsKnownBeyondDoubt(std::string_view text) {
  const auto tree = ParseJson(text);
  if (!tree || tree->kind != ValueKind::kObject) return false;
  const auto has = [&](std::string_view name) { return tree->Find(name) != nullptr; };
  // insightDetails, inside an Insight event, names the source and the call it is about.
  if (has("insightType")) return false;
  if (has("eventName") && (has("eventVersion") || has("eventSource") || has("eventTime"))) {
    return true;
  }
  return IsEnvelopeBeyondDoubt(*tree);
}

}  // namespace trailsift
