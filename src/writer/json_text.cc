#include "writer/json_text.h"

#include "event/utf8.h"
#include "writer/code_point.h"

namespace trailsift {
namespace {

// Bytes at the front that a JSON string holds as they are: printable ASCII without `"` and `\`.
std::size_t PlainLength(std::string_view text) {
  std::size_t length = 0;
  while (length < text.size() && text[length] >= 0x20 && text[length] < 0x7F &&
         text[length] != '"' && text[length] != '\\') {
    ++length;
  }
  return length;
}

}  // namespace

Character NextCharacter(std::string_view text) {
  const CodePoint first = DecodeFirst(text);
  const bool surrogate = first.value >= 0xD800 && first.value <= 0xDFFF;
  if (!first.valid() || surrogate) return {0xFFFD, 1, false};
  return {static_cast<char32_t>(first.value), first.length, true};
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

}  // namespace trailsift
