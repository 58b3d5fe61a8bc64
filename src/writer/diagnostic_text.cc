#include "writer/diagnostic_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>

#include "writer/terminal_colour.h"
#include "writer/terminal_text.h"

namespace trailsift {
namespace {

// A source line wider than this is cut around the caret.
constexpr std::size_t kMaximumWidth = 120;
constexpr std::size_t kMaximumBefore = 60;
constexpr std::size_t kMaximumMarked = 40;

constexpr std::string_view kCaretColour = kBoldGreen;

std::string PaintIf(bool enabled, std::string_view text, std::string_view colour) {
  return Paint(text, enabled ? colour : "");
}

// The source line, escaped, in three parts: before the mark, marked, behind it.
struct MarkedLine {
  std::string before;
  std::string marked;
  std::string behind;
};

// Moves a position inside a UTF-8 sequence to the sequence's start.
std::size_t CharacterStart(std::string_view text, std::size_t position) {
  std::size_t start = std::min(position, text.size());
  while (start > 0 && start < text.size() &&
         (static_cast<unsigned char>(text[start]) & 0xC0) == 0x80 && position - start < 3) {
    --start;
  }
  return start;
}

MarkedLine MarkLine(const Diagnostic& diagnostic) {
  std::string_view line = diagnostic.source_line;
  if (line.ends_with('\r')) line.remove_suffix(1);  // Of a CRLF line break.
  const std::size_t first = diagnostic.place.column > 0 ? diagnostic.place.column - 1 : 0;
  const std::size_t begin = CharacterStart(line, first);
  std::size_t end = std::min(line.size(), begin + std::max<std::size_t>(1, diagnostic.length));
  while (end < line.size() && (static_cast<unsigned char>(line[end]) & 0xC0) == 0x80) ++end;

  MarkedLine result{EscapeCodeForTerminal(line, 0, begin), EscapeCodeForTerminal(line, begin, end),
                    EscapeCodeForTerminal(line, end, line.size())};
  const std::size_t width =
      DisplayWidth(result.before) + DisplayWidth(result.marked) + DisplayWidth(result.behind);
  if (width <= kMaximumWidth) return result;
  result.before = CutLeft(result.before, kMaximumBefore);
  result.marked = CutRight(result.marked, kMaximumMarked);
  result.behind = CutRight(
      result.behind, kMaximumWidth - DisplayWidth(result.before) - DisplayWidth(result.marked));
  return result;
}

std::string FormatSource(const Diagnostic& diagnostic, bool colour) {
  const MarkedLine line = MarkLine(diagnostic);
  const std::string number =
      diagnostic.place.line > 0 ? fmt::format("{}", diagnostic.place.line) : "";
  std::string text = fmt::format("{:>4} | {}{}{}\n", number, line.before, line.marked, line.behind);
  if (diagnostic.place.column == 0) return text;
  std::string caret = "^";
  caret.append(std::max<std::size_t>(1, DisplayWidth(line.marked)) - 1, '~');
  const std::size_t gutter = std::max<std::size_t>(4, number.size());
  return text + fmt::format("{:{}} | {:{}}{}\n", "", gutter, "", DisplayWidth(line.before),
                            PaintIf(colour, caret, kCaretColour));
}

std::string FormatHead(const Diagnostic& diagnostic, bool colour) {
  std::string text;
  if (const std::string place = FormatPlace(diagnostic.place); !place.empty()) {
    text = PaintIf(colour, place + ":", kBold) + " ";
  }
  text += PaintIf(colour, fmt::format("{}:", LevelName(diagnostic.level)),
                  LevelColour(diagnostic.level));
  return text + " " + EscapeCodeForTerminal(diagnostic.message);
}

}  // namespace

std::string FormatPlace(const SourceLocation& place) {
  std::string text = EscapeForTerminal(place.file);
  if (place.line > 0) text += fmt::format(":{}", place.line);
  if (place.line > 0 && place.column > 0) text += fmt::format(":{}", place.column);
  return text;
}

std::string_view LevelColour(Diagnostic::Level level) {
  switch (level) {
    case Diagnostic::Level::kNote:
      return "\x1b[1;36m";
    case Diagnostic::Level::kWarning:
      return "\x1b[1;35m";
    case Diagnostic::Level::kError:
      return "\x1b[1;31m";
  }
  return "";
}

std::string FormatDiagnostic(const Diagnostic& diagnostic, bool colour) {
  const std::string head = FormatHead(diagnostic, colour) + "\n";
  return diagnostic.source_line.empty() ? head : head + FormatSource(diagnostic, colour);
}

std::string FormatFinding(const Diagnostic& diagnostic, bool colour) {
  std::string text = fmt::format("{} [{}]\n", FormatHead(diagnostic, colour), diagnostic.code);
  if (!diagnostic.source_line.empty()) text += FormatSource(diagnostic, colour);
  if (diagnostic.fix)
    text += fmt::format("     | fix: {}\n", EscapeCodeForTerminal(*diagnostic.fix));
  return text;
}

}  // namespace trailsift
