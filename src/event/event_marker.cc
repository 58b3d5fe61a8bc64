#include "event/event_marker.h"

#include <algorithm>
#include <array>
#include <string>

#include "base/ascii.h"

namespace trailsift {
namespace {

// Keys that every event has one of, in lower case.
constexpr std::array<std::string_view, 3> kEventKeys = {"eventname", "eventsource", "eventversion"};

// True if the word of `length` bytes at `at` is a key, in JSON, in JSON text within a string, in
// what Python prints, or in the head of a table, and not a word of a sentence or of a command.
bool IsKey(std::string_view text, std::size_t at, std::size_t length) {
  const char before = at > 0 ? text[at - 1] : ' ';
  const std::string_view behind = text.substr(at + length);
  if (before == '"' && (behind.starts_with('"') || behind.starts_with('\\'))) return true;
  if (before == '\'' && behind.starts_with('\'')) return true;
  constexpr std::string_view kDelimiters = ",;\t";
  constexpr std::string_view kBlanks = " \r\n";
  return behind.size() > 1 && kDelimiters.find(behind[0]) != std::string_view::npos &&
         kBlanks.find(behind[1]) == std::string_view::npos;
}

}  // namespace

bool HoldsEventKey(std::string_view text) {
  std::string folded(text);
  std::ranges::transform(folded, folded.begin(), FoldAscii);
  if (folded.find("\\u00") != std::string::npos) return true;
  return std::ranges::any_of(kEventKeys, [&](std::string_view key) {
    for (std::size_t at = folded.find(key); at != std::string::npos;
         at = folded.find(key, at + 1)) {
      if (IsKey(folded, at, key.size())) return true;
    }
    return false;
  });
}

}  // namespace trailsift
