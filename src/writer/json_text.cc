#include "writer/json_text.h"

#include <array>

#include "event/utf8.h"

namespace trailsift {
namespace {

char32_t DecodeSequence(std::string_view sequence) {
  constexpr std::array<unsigned char, 5> kLeadMask = {0, 0x7F, 0x1F, 0x0F, 0x07};
  char32_t code_point = static_cast<unsigned char>(sequence[0]) & kLeadMask[sequence.size()];
  for (const char c : sequence.substr(1)) {
    code_point = (code_point << 6) | (static_cast<unsigned char>(c) & 0x3F);
  }
  return code_point;
}

// Bytes at the front that a JSON string holds as they are: printable ASCII without `"` and `\`.
std::size_t PlainLength(std::string_view text) {
  std::size_t length = 0;
  while (length < text.size() && text[length] >= 0x20 && text[length] < 0x7F &&
         text[length] != '"' && text[length] != '\\') {
    ++length;
  }
  return length;
}

// Bytes of the first `count` code points.
std::size_t Prefix(std::string_view text, std::size_t count) {
  std::size_t offset = 0;
  for (; count > 0 && offset < text.size(); --count) {
    offset += NextCharacter(text.substr(offset)).length;
  }
  return offset;
}

}  // namespace

Character NextCharacter(std::string_view text) {
  const std::size_t length = Utf8Length(text);
  if (length == 0) return {0xFFFD, 1, false};
  return {DecodeSequence(text.substr(0, length)), length, true};
}

bool IsHostile(char32_t code_point) {
  if (code_point < 0x20 || (code_point >= 0x7F && code_point <= 0x9F)) return true;
  if (code_point == 0x061C || code_point == 0x200E || code_point == 0x200F) return true;
  return (code_point >= 0x2028 && code_point <= 0x202E) ||
         (code_point >= 0x2066 && code_point <= 0x2069);
}

void AppendUnicodeEscape(std::string& out, char32_t code_point) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  out += "\\u";
  for (int shift = 12; shift >= 0; shift -= 4) out += kDigits[(code_point >> shift) & 0xF];
}

void AppendJsonString(std::string& out, std::string_view text) {
  out += '"';
  while (!text.empty()) {
    const std::size_t plain = PlainLength(text);
    out.append(text.substr(0, plain));
    text.remove_prefix(plain);
    if (text.empty()) break;
    const Character character = NextCharacter(text);
    if (character.code_point == '"' || character.code_point == '\\') {
      out += '\\';
      out += text[0];
    } else if (IsHostile(character.code_point)) {
      AppendUnicodeEscape(out, character.code_point);
    } else {
      AppendUtf8(out, character.code_point);
    }
    text.remove_prefix(character.length);
  }
  out += '"';
}

std::string ShortenText(std::string_view text, std::size_t maximum) {
  constexpr std::string_view kEnding = "... (truncated)";
  if (text.size() <= maximum || Prefix(text, maximum) == text.size()) return std::string(text);
  const std::size_t room = maximum > kEnding.size() ? maximum - kEnding.size() : 0;
  std::string shortened(text.substr(0, Prefix(text, room)));
  shortened += kEnding;
  return shortened;
}

}  // namespace trailsift
