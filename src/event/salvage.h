#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "event/json_value.h"

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

// True for a list whose first element is an event or envelope beyond doubt. 64 bytes behind it must
// be readable.
bool IsListOfEvents(std::string_view list);

// True if an event or envelope beyond doubt stands in the text of a string, given as it is written,
// with its quotation marks. Only the first objects in it are looked at.
bool HoldsEventText(std::string_view string);

// JSON text that stood in a string whose beginning is lost.
struct EscapedText {
  std::string text;             // Unescaped; empty if no event begins there beyond doubt.
  std::size_t length = 0;       // Bytes looked at, with the quotation mark that ends the string.
  bool lone_surrogate = false;  // Half a pair was escaped in the string and is U+FFFD in the text.
};

// In how many strings in each other the object stands that the bytes begin with, as the backslashes
// at its first name say: one is {\"a\", two {\\\"a, at most four. 0: in none, or more bytes are
// needed to tell; 64 suffice for what programs write.
std::size_t EscapedLevels(std::string_view bytes);

// Reads the rest of a string from a "{" in it on, up to where the string, the line or `bytes` ends:
// {\"Records\":[…]}". Also of a string in strings, {\\\"Records…. What begins
// there must be an event or an envelope of events; `as_event`: and its first key one of an event.
// Escapes that JSON does not know stand for themselves.
EscapedText ReadEscapedText(std::string_view bytes, bool as_event);

}  // namespace trailsift
