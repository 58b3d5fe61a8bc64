#include "event/utf8.h"

#include <algorithm>
#include <cstdint>
#include <cstring>

namespace trailsift {
namespace {

// Four hexadecimal digits, or -1.
int ReadHex4(std::string_view text) {
  if (text.size() < 4) return -1;
  int value = 0;
  for (std::size_t i = 0; i < 4; ++i) {
    const char c = text[i];
    int digit = 0;
    if (c >= '0' && c <= '9') {
      digit = c - '0';
    } else if ((c | 0x20) >= 'a' && (c | 0x20) <= 'f') {
      digit = (c | 0x20) - 'a' + 10;
    } else {
      return -1;
    }
    value = value * 16 + digit;
  }
  return value;
}

Unescaped DecodeUnicodeEscape(std::string_view text) {
  constexpr char32_t kReplacement = 0xFFFD;
  const int high = ReadHex4(text.substr(2));
  if (high < 0) return {};
  if (high < 0xD800 || high > 0xDFFF) return {static_cast<char32_t>(high), 6, false};
  if (high <= 0xDBFF && text.substr(6).starts_with("\\u")) {
    const int low = ReadHex4(text.substr(8));
    if (low >= 0xDC00 && low <= 0xDFFF) {
      return {static_cast<char32_t>(0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00)), 12, false};
    }
  }
  return {kReplacement, 6, true};
}

// Moves what stands before an escape that JSON does not know, or all if there is none, from the
// front of the content to `out`, without its escapes.
void MoveUnescaped(std::string& out, std::string_view& content, bool& lone_surrogate) {
  while (!content.empty()) {
    const std::size_t plain = std::min(content.find('\\'), content.size());
    out.append(content, 0, plain);
    content.remove_prefix(plain);
    if (content.empty()) return;
    const Unescaped unescaped = DecodeEscape(content);
    if (unescaped.length == 0) return;
    lone_surrogate = lone_surrogate || unescaped.lone_surrogate;
    AppendUtf8(out, unescaped.code_point);
    content.remove_prefix(unescaped.length);
  }
}

// Bytes of the first `count` code points.
std::size_t PrefixLength(std::string_view text, std::size_t count) {
  std::size_t length = 0;
  for (; count > 0 && length < text.size(); --count) {
    length += std::max<std::size_t>(1, Utf8Length(text.substr(length)));
  }
  return length;
}

}  // namespace

std::size_t Utf8Length(std::string_view text) {
  if (text.empty()) return 0;
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned char lead = byte(0);
  if (lead < 0x80) return 1;
  const auto follows = [&](std::size_t i, unsigned char low = 0x80, unsigned char high = 0xBF) {
    return i < text.size() && byte(i) >= low && byte(i) <= high;
  };
  if (lead >= 0xC2 && lead <= 0xDF) return follows(1) ? 2 : 0;
  if (lead >= 0xE0 && lead <= 0xEF) {
    const unsigned char low = lead == 0xE0 ? 0xA0 : 0x80;
    const unsigned char high = lead == 0xED ? 0x9F : 0xBF;
    return follows(1, low, high) && follows(2) ? 3 : 0;
  }
  if (lead >= 0xF0 && lead <= 0xF4) {
    const unsigned char low = lead == 0xF0 ? 0x90 : 0x80;
    const unsigned char high = lead == 0xF4 ? 0x8F : 0xBF;
    return follows(1, low, high) && follows(2) && follows(3) ? 4 : 0;
  }
  return 0;
}

// Three names of every record pass here: eight bytes at a time.
bool IsAscii(std::string_view text) {
  constexpr std::uint64_t kBeyond = 0x8080808080808080;
  std::uint64_t bits = 0;
  std::uint64_t word = 0;
  if (text.size() < sizeof word) {
    for (const char c : text) bits |= static_cast<unsigned char>(c);
    return (bits & kBeyond) == 0;
  }
  for (std::size_t i = 0; i + sizeof word < text.size(); i += sizeof word) {
    std::memcpy(&word, text.data() + i, sizeof word);
    bits |= word;
  }
  std::memcpy(&word, text.data() + text.size() - sizeof word, sizeof word);
  return ((bits | word) & kBeyond) == 0;
}

void AppendUtf8(std::string& out, char32_t code_point) {
  const auto tail = [&](unsigned shift) {
    out += static_cast<char>(0x80 | ((code_point >> shift) & 0x3F));
  };
  if (code_point < 0x80) {
    out += static_cast<char>(code_point);
  } else if (code_point < 0x800) {
    out += static_cast<char>(0xC0 | (code_point >> 6));
    tail(0);
  } else if (code_point < 0x10000) {
    out += static_cast<char>(0xE0 | (code_point >> 12));
    tail(6);
    tail(0);
  } else {
    out += static_cast<char>(0xF0 | (code_point >> 18));
    tail(12);
    tail(6);
    tail(0);
  }
}

Unescaped DecodeEscape(std::string_view text) {
  if (text.size() < 2) return {};
  switch (text[1]) {
    case '"':
    case '\\':
    case '/':
      return {static_cast<char32_t>(text[1]), 2, false};
    case 'b':
      return {U'\b', 2, false};
    case 'f':
      return {U'\f', 2, false};
    case 'n':
      return {U'\n', 2, false};
    case 'r':
      return {U'\r', 2, false};
    case 't':
      return {U'\t', 2, false};
    case 'u':
      return DecodeUnicodeEscape(text);
    default:
      return {};
  }
}

bool AppendUnescaped(std::string& out, std::string_view content, bool& lone_surrogate) {
  MoveUnescaped(out, content, lone_surrogate);
  return content.empty();
}

std::string UnescapeLeniently(std::string_view content, bool& lone_surrogate) {
  std::string text;
  while (true) {
    MoveUnescaped(text, content, lone_surrogate);
    if (content.empty()) return text;
    text += content.front();
    content.remove_prefix(1);
  }
}

std::string ShortenText(std::string_view text, std::size_t maximum) {
  constexpr std::string_view kEnding = "... (truncated)";
  if (text.size() <= maximum || PrefixLength(text, maximum) == text.size()) {
    return std::string(text);
  }
  const std::size_t room = maximum > kEnding.size() ? maximum - kEnding.size() : 0;
  return std::string(text.substr(0, PrefixLength(text, room))).append(kEnding);
}

}  // namespace trailsift
