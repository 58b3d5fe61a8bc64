#include "event/salvage.h"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "event/envelope.h"
#include "event/event_marker.h"
#include "event/json_value.h"
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
