#include "event/event_marker.h"

#include <algorithm>
#include <array>
#include <cstdint>
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

// The word "event" in base64, by where it stands in a group of three bytes: the characters that it
// alone decides, how far behind their first one the next group begins, and how many letters of a
// key stand before that.
struct EncodedWord {
  std::string_view characters;
  std::size_t group;
  std::size_t letters;
};
constexpr std::array<EncodedWord, 3> kEncodedWords = {{
    {"ZXZlbn", 0, 0},
    {"V2ZW50", 2, 2},
    {"ldmVud", 1, 1},
}};

// How the base64 of data compressed by gzip and by zstd begins.
constexpr std::array<std::string_view, 2> kEncodedMagics = {"H4sI", "KLUv"};

// The six bits of a base64 digit; more for any other character.
constexpr std::uint32_t DigitValue(char c) {
  constexpr std::uint32_t kNone = 64;
  if (c >= 'A' && c <= 'Z') return static_cast<std::uint32_t>(c - 'A');
  if (c >= 'a' && c <= 'z') return static_cast<std::uint32_t>(c - 'a') + 26;
  if (c >= '0' && c <= '9') return static_cast<std::uint32_t>(c - '0') + 52;
  if (c == '+' || c == '-') return 62;
  return c == '/' || c == '_' ? 63 : kNone;
}

bool IsDigit(char c) { return DigitValue(c) < 64; }

// Or what JSON writes before a slash and for a line break.
bool IsDigitOrBackslash(char c) { return IsDigit(c) || c == '\\'; }

// The bytes of the base64 that the text begins with, in lower case.
std::string DecodeFolded(std::string_view text) {
  std::string bytes;
  std::uint32_t bits = 0;
  unsigned known = 0;
  for (const char c : text) {
    if (!IsDigit(c)) break;
    bits = bits << 6 | DigitValue(c);
    known += 6;
    if (known < 8) continue;
    known -= 8;
    bytes += FoldAscii(static_cast<char>(bits >> known & 0xFF));
  }
  return bytes;
}

bool HoldsEncodedKey(std::string_view text) {
  constexpr std::size_t kLongest = 16;
  for (const EncodedWord& word : kEncodedWords) {
    for (std::size_t at = text.find(word.characters); at != std::string_view::npos;
         at = text.find(word.characters, at + 1)) {
      const std::string bytes = DecodeFolded(text.substr(at + word.group, kLongest));
      const auto begins = [&](std::string_view key) {
        return bytes.starts_with(key.substr(word.letters));
      };
      if (std::ranges::any_of(kEventKeys, begins)) return true;
    }
  }
  return false;
}

bool HoldsEncodedMagic(std::string_view text) {
  constexpr std::size_t kShortest = 24;  // Of a whole gzip member.
  for (const std::string_view magic : kEncodedMagics) {
    for (std::size_t at = text.find(magic); at != std::string_view::npos;
         at = text.find(magic, at + 1)) {
      const std::string_view data = text.substr(at, kShortest);
      if ((at == 0 || !IsDigit(text[at - 1])) && data.size() == kShortest &&
          std::ranges::all_of(data, IsDigitOrBackslash)) {
        return true;
      }
    }
  }
  return false;
}

}  // namespace

bool HoldsEncodedEvent(std::string_view text) {
  return HoldsEncodedKey(text) || HoldsEncodedMagic(text);
}

bool IsEncodedText(std::string_view text) {
  return text.find('{') == std::string_view::npos && HoldsEncodedEvent(text);
}

bool IsBase64(std::string_view text) {
  const std::size_t digits = text.find_last_not_of('=') + 1;
  return digits > 0 && std::ranges::all_of(text.substr(0, digits), IsDigitOrBackslash);
}

bool HoldsEventKey(std::string_view text) {
  if (HoldsEncodedEvent(text)) return true;
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
