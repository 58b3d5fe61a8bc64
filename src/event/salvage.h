#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace trailsift {

// A record made readable in a copy.
struct RepairedText {
  std::string text;
  bool invalid_utf8 = false;       // Bytes that are not UTF-8 became U+FFFD.
  bool control_character = false;  // Raw control characters in strings became escapes.
};

// The text with the two repairs that do not guess; nothing if there was nothing to repair.
std::optional<RepairedText> RepairText(std::string_view text);

// True if the text is one valid JSON object that is an event beyond doubt, or an envelope with one:
// eventName and one of eventVersion, eventSource and eventTime stand at its top level, in any
// letter case, or the keys of an envelope do, with an event under them. Nested objects of a record
// do not meet this, so reading can be taken up there after damage.
bool IsKnownBeyondDoubt(std::string_view text);

}  // namespace trailsift
