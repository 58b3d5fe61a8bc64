#include "writer/terminal_text.h"

#include <fmt/format.h>
#include <utf8proc.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <utility>

#include "base/ascii.h"
#include "writer/code_point.h"

// Character classes come from utf8proc's tables, so one build shows the same text everywhere.

namespace trailsift {
namespace {

constexpr std::string_view kEllipsis = "…";
constexpr std::size_t kMaximumMarks = 4;

// Printable ASCII without the backslash: shown as it is.
constexpr std::array<bool, 256> kPlain = [] {
  std::array<bool, 256> plain{};
  for (std::size_t byte = 0x20; byte < 0x7F; ++byte) plain[byte] = byte != '\\';
  return plain;
}();

bool IsPlain(char byte) { return kPlain[static_cast<unsigned char>(byte)]; }

bool IsConjoiningJamo(std::int32_t value) {
  return (value >= 0x1160 && value <= 0x11FF) || (value >= 0xD7B0 && value <= 0xD7FB);
}

bool IsPresentationSelector(std::int32_t value) { return value == 0xFE0E || value == 0xFE0F; }

// True for what is drawn onto the character before it.
bool IsMark(std::int32_t value) {
  switch (utf8proc_category(value)) {
    case UTF8PROC_CATEGORY_MN:
    case UTF8PROC_CATEGORY_MC:
    case UTF8PROC_CATEGORY_ME:
      return true;
    default:
      return IsConjoiningJamo(value);
  }
}

// True for what a terminal would obey or hide instead of showing: controls, format characters,
// separators of lines, surrogates, unassigned code points and those that Unicode calls ignorable.
bool IsUnshowable(std::int32_t value) {
  switch (utf8proc_category(value)) {
    case UTF8PROC_CATEGORY_CC:
    case UTF8PROC_CATEGORY_CF:
    case UTF8PROC_CATEGORY_CS:
    case UTF8PROC_CATEGORY_CN:
    case UTF8PROC_CATEGORY_ZL:
    case UTF8PROC_CATEGORY_ZP:
      return true;
    default:
      return utf8proc_get_property(value)->ignorable != 0 && !IsPresentationSelector(value);
  }
}

std::size_t WidthOf(std::int32_t value) {
  if (IsConjoiningJamo(value)) return 0;
  if (utf8proc_category(value) == UTF8PROC_CATEGORY_MC) return 1;  // As terminals draw them.
  const int width = utf8proc_charwidth(value);
  return width > 0 ? static_cast<std::size_t>(width) : 0;
}

// True for ASCII's blank and those beyond it.
bool EndsWithBlank(std::string_view text) {
  std::size_t last = text.size() - 1;
  while (last > 0 && (static_cast<unsigned char>(text[last]) & 0xC0) == 0x80) --last;
  const CodePoint character = DecodeFirst(text.substr(last));
  return character.valid() && utf8proc_category(character.value) == UTF8PROC_CATEGORY_ZS;
}

// True if what stands at `position` could begin a workflow command of GitHub Actions, which reads
// commands out of the logs of a step: `::name …::` behind blanks of any kind at the start of a
// line, `##[name]` anywhere. Text may be wrapped, so each blank may end a line. An IPv6 address is
// no command.
bool BeginsCommand(std::string_view text, std::size_t position) {
  if (text[position] != '#' && text[position] != ':') return false;  // As almost always.
  const std::string_view rest = text.substr(position);
  if (rest.starts_with("##[")) return true;
  if (!rest.starts_with("::")) return false;
  if (position > 0 && !EndsWithBlank(text.substr(0, position))) return false;
  constexpr std::string_view kHexadecimal = "0123456789abcdefABCDEF";
  const auto is_letter = [](char c) {
    return c == '-' || (FoldAscii(c) >= 'a' && FoldAscii(c) <= 'z');
  };
  for (const char c : rest.substr(2)) {
    if (!is_letter(c)) break;
    if (kHexadecimal.find(c) == std::string_view::npos) return true;
  }
  return false;
}

class TerminalEscaper {
 public:
  // `backslash` is what a backslash becomes.
  TerminalEscaper(std::size_t size, std::string_view backslash) : backslash_(backslash) {
    shown_.reserve(size + size / 8);
  }

  // The part of the text from `position` to `end`.
  void Add(std::string_view text, std::size_t position, std::size_t end) {
    while (position < end) {
      std::size_t plain = position;
      while (plain < end && IsPlain(text[plain]) && !BeginsCommand(text, plain)) ++plain;
      if (plain > position) {
        shown_.append(text.substr(position, plain - position));
        marks_left_ = kMaximumMarks;
        position = plain;
      } else if (BeginsCommand(text, position)) {
        Escape("\\x{:02x}", static_cast<unsigned char>(text[position++]));
      } else {
        const std::string_view rest = text.substr(position, end - position);
        const CodePoint first = DecodeFirst(rest);
        AddCodePoint(first, rest);
        position += first.length;
      }
    }
  }

  std::string Take() { return std::move(shown_); }

 private:
  void AddCodePoint(CodePoint code_point, std::string_view text) {
    const std::int32_t value = code_point.value;
    if (value == '\\') {
      shown_ += backslash_;
      marks_left_ = kMaximumMarks;
    } else if (value < 0) {
      Escape("\\x{:02x}", static_cast<unsigned char>(text.front()));
    } else if (IsUnshowable(value)) {
      if (value < 0x100 && value != 0xAD) {
        Escape("\\x{:02x}", value);
      } else {
        Escape("\\u{{{:x}}}", value);
      }
    } else if (!IsMark(value)) {
      shown_.append(text.substr(0, code_point.length));
      marks_left_ = kMaximumMarks;
    } else if (marks_left_ > 0) {
      shown_.append(text.substr(0, code_point.length));
      --marks_left_;
    } else {
      Escape("\\u{{{:x}}}", value);
    }
  }

  template <typename Value>
  void Escape(fmt::format_string<Value&> form, Value value) {
    fmt::format_to(std::back_inserter(shown_), form, value);
    marks_left_ = 0;  // A mark here would be drawn onto the escape.
  }

  const std::string_view backslash_;
  std::string shown_;
  // Marks that may still follow; none at the start, where they would join foreign text.
  std::size_t marks_left_ = 0;
};

bool AreHexadecimal(std::string_view text) {
  constexpr std::string_view kDigits = "0123456789abcdefABCDEF";
  return !text.empty() && text.find_first_not_of(kDigits) == std::string_view::npos;
}

// Bytes of the escape sequence at the start of `text`, which begins with a backslash: `\x1b` and
// `\u{202e}` of ours, `\u202e` and `\n` of JSON.
std::size_t EscapeLength(std::string_view text) {
  constexpr std::size_t kByteDigits = 2;
  constexpr std::size_t kUnitDigits = 4;
  const std::string_view digits = text.substr(std::min<std::size_t>(2, text.size()));
  if (text.starts_with("\\x") && AreHexadecimal(digits.substr(0, kByteDigits))) {
    return std::min(2 + kByteDigits, text.size());
  }
  if (text.starts_with("\\u{")) {
    const std::size_t close = text.find('}');
    if (close != std::string_view::npos && AreHexadecimal(text.substr(3, close - 3))) {
      return close + 1;
    }
  }
  if (text.starts_with("\\u") && AreHexadecimal(digits.substr(0, kUnitDigits))) {
    return std::min(2 + kUnitDigits, text.size());
  }
  const bool before_ascii = text.size() > 1 && static_cast<unsigned char>(text[1]) < 0x80;
  return before_ascii ? 2 : 1;
}

struct Piece {
  std::size_t length = 0;  // Bytes.
  std::size_t width = 0;   // Columns.
};

// The first piece of escaped text that must not be divided: an escape sequence or a grapheme, with
// the marks drawn onto it.
Piece FirstPiece(std::string_view text) {
  Piece piece;
  std::int32_t last = '\\';
  if (text.front() == '\\') {
    piece.length = EscapeLength(text);
    piece.width = piece.length;
  } else {
    const CodePoint first = DecodeFirst(text);
    piece.length = first.length;
    piece.width = !first.valid() ? 1 : WidthOf(first.value);
    last = !first.valid() ? '?' : first.value;
  }
  std::int32_t state = 0;
  while (piece.length < text.size() && static_cast<unsigned char>(text[piece.length]) >= 0x80) {
    const CodePoint next = DecodeFirst(text.substr(piece.length));
    if (!next.valid() || utf8proc_grapheme_break_stateful(last, next.value, &state) != 0) break;
    piece.length += next.length;
    piece.width += WidthOf(next.value);
    last = next.value;
  }
  return piece;
}

}  // namespace

std::string EscapeForTerminal(std::string_view text) {
  TerminalEscaper escaper(text.size(), "\\\\");
  escaper.Add(text, 0, text.size());
  return escaper.Take();
}

std::string EscapeCodeForTerminal(std::string_view code) {
  return EscapeCodeForTerminal(code, 0, code.size());
}

std::string EscapeCodeForTerminal(std::string_view code, std::size_t begin, std::size_t end) {
  TerminalEscaper escaper(end - begin, "\\");
  escaper.Add(code, begin, end);
  return escaper.Take();
}

std::size_t DisplayWidth(std::string_view escaped) {
  std::size_t width = 0;
  while (!escaped.empty()) {
    if (static_cast<unsigned char>(escaped.front()) < 0x80) {
      ++width;
      escaped.remove_prefix(1);
      continue;
    }
    const CodePoint first = DecodeFirst(escaped);
    width += !first.valid() ? 1 : WidthOf(first.value);
    escaped.remove_prefix(first.length);
  }
  return width;
}

std::size_t FittingLength(std::string_view escaped, std::size_t width) {
  std::size_t length = 0;
  std::size_t used = 0;
  while (length < escaped.size()) {
    const Piece piece = FirstPiece(escaped.substr(length));
    used += piece.width;
    if (used > width && length > 0) break;
    length += piece.length;
  }
  return length;
}

std::string CutRight(std::string_view escaped, std::size_t width) {
  if (width == 0) return {};
  std::size_t kept = 0;  // Bytes that leave a column for the ellipsis.
  std::size_t used = 0;
  std::size_t position = 0;
  while (position < escaped.size()) {
    const Piece piece = FirstPiece(escaped.substr(position));
    used += piece.width;
    if (used > width) return std::string(escaped.substr(0, kept)).append(kEllipsis);
    position += piece.length;
    if (used < width) kept = position;
  }
  return std::string(escaped);
}

std::string CutLeft(std::string_view escaped, std::size_t width) {
  if (width == 0) return {};
  std::size_t left = DisplayWidth(escaped);
  if (left <= width) return std::string(escaped);
  while (left >= width && !escaped.empty()) {
    const Piece piece = FirstPiece(escaped);
    left -= piece.width;
    escaped.remove_prefix(piece.length);
  }
  return std::string(kEllipsis).append(escaped);
}

}  // namespace trailsift
