#include "loader/yaml_text.h"

#include <algorithm>
#include <array>

namespace trailsift {
namespace {

constexpr std::string_view kBlanks = " \t";
constexpr std::string_view kBlanksAndBreaks = " \t\r\n";

bool IsOneOf(char c, std::string_view set) { return set.find(c) != std::string_view::npos; }

std::size_t FindFirstOf(std::string_view text, std::string_view set, std::size_t offset) {
  return std::min(text.find_first_of(set, offset), text.size());
}

std::size_t SkipBlanks(std::string_view text, std::size_t offset) {
  return std::min(text.find_first_not_of(kBlanks, offset), text.size());
}

// Behind the tag or anchor at the offset.
std::size_t FindPropertyEnd(std::string_view text, std::size_t offset) {
  const bool verbatim_tag = text.substr(offset).starts_with("!<");
  return FindFirstOf(text, verbatim_tag ? " \t\r\n" : " \t\r\n,[]{}", offset);
}

}  // namespace

NodeStart SkipProperties(std::string_view text, std::size_t offset) {
  NodeStart start{std::min(offset, text.size()), false};
  while (start.offset < text.size() && IsOneOf(text[start.offset], "!&")) {
    const std::size_t end = FindPropertyEnd(text, start.offset);
    if (text[start.offset] == '!' && end == start.offset + 1) start.string_tag = true;
    start.offset = SkipBlanks(text, end);
  }
  return start;
}

std::size_t FindContent(std::string_view text, std::size_t offset) {
  offset = std::min(offset, text.size());
  while (true) {
    offset = std::min(text.find_first_not_of(kBlanksAndBreaks, offset), text.size());
    if (offset == text.size() || text[offset] != '#') return offset;
    offset = FindFirstOf(text, "\n", offset);
  }
}

bool IsQuotationMarkAt(std::string_view text, std::size_t offset) {
  return offset < text.size() && IsOneOf(text[offset], "\"'");
}

ScalarExtent FindScalarExtent(std::string_view text, std::size_t offset, std::string_view value) {
  ScalarExtent extent;
  if (offset >= text.size()) return extent;
  // The end of the line is looked for within the scalar only: a line may hold very many.
  if (IsQuotationMarkAt(text, offset)) {
    const std::string_view scalar = text.substr(0, FindQuotedEnd(text, offset));
    extent.length = FindFirstOf(scalar, "\r\n", offset) - offset;
    extent.verbatim =
        extent.length == value.size() + 2 && text.substr(offset + 1).starts_with(value);
  } else if (!IsOneOf(text[offset], "|>")) {
    extent.verbatim = !value.empty() && text.substr(offset).starts_with(value);
    extent.length = extent.verbatim ? value.size() : FindFirstOf(text, "\r\n", offset) - offset;
  }
  extent.length = std::max<std::size_t>(1, extent.length);
  return extent;
}

std::size_t FindQuotedEnd(std::string_view text, std::size_t offset) {
  const char quote = text[offset];
  for (std::size_t i = offset + 1; i < text.size(); ++i) {
    if (quote == '"' && text[i] == '\\') {
      ++i;
    } else if (text[i] == quote) {
      if (quote == '"' || !text.substr(i + 1).starts_with('\'')) return i + 1;
      ++i;
    }
  }
  return std::string_view::npos;
}

// Folding changes blanks and line breaks only, so all other bytes stand in the same order.
std::size_t FindInScalar(std::string_view text, std::size_t offset, std::string_view value,
                         std::size_t value_offset) {
  constexpr std::size_t kFarthest = 4096;  // So that many such questions stay cheap.
  if (offset >= text.size() || value_offset >= std::min(value.size(), kFarthest) ||
      IsOneOf(value[value_offset], kBlanksAndBreaks)) {
    return std::string_view::npos;
  }
  if (IsOneOf(text[offset], "|>")) {
    offset = FindFirstOf(text, "\n", offset);
  } else if (IsQuotationMarkAt(text, offset)) {
    ++offset;
  }
  for (std::size_t i = 0; i <= value_offset; ++i) {
    if (IsOneOf(value[i], kBlanksAndBreaks)) continue;
    offset = std::min(text.find_first_not_of(kBlanksAndBreaks, offset), text.size());
    if (offset == text.size() || text[offset] != value[i]) return std::string_view::npos;
    if (i < value_offset) ++offset;
  }
  return offset;
}

std::string_view NullWordAt(std::string_view text, std::size_t offset) {
  constexpr std::array<std::string_view, 4> kWords = {"~", "null", "Null", "NULL"};
  text.remove_prefix(std::min(offset, text.size()));
  const std::string_view word = text.substr(0, FindFirstOf(text, " \t\r\n,:]}", 0));
  return std::ranges::find(kWords, word) != kWords.end() ? word : std::string_view();
}

std::size_t ContentBefore(std::string_view text, std::size_t offset) {
  constexpr std::size_t kFarthest = 4096;  // So that many such questions stay cheap.
  offset = std::min(offset, text.size());
  const std::size_t first = offset > kFarthest ? offset - kFarthest : 0;
  const std::size_t found = text.substr(first, offset - first).find_last_not_of(kBlanksAndBreaks);
  return found == std::string_view::npos ? first : first + found;
}

bool HasColon(std::string_view text, std::size_t start, std::size_t end) {
  const std::size_t behind = SkipBlanks(text, end);
  if (behind < text.size() && text[behind] == ':') return true;
  if (start == 0) return false;
  const std::size_t before = text.find_last_not_of(kBlanks, start - 1);
  return before != std::string_view::npos && text[before] == '?';
}

bool IsMarkerAt(std::string_view text, std::size_t line_start) {
  const std::string_view line = text.substr(std::min(line_start, text.size()), 4);
  return (line.starts_with("---") || line.starts_with("...")) &&
         (line.size() == 3 || line.find_first_of(" \t\r\n", 3) == 3);
}

std::size_t FindNextDocument(std::string_view text, std::size_t offset) {
  for (std::size_t end = text.find('\n', offset); end != std::string_view::npos;
       end = text.find('\n', end + 1)) {
    if (!IsMarkerAt(text, end + 1)) continue;
    if (text[end + 1] == '-') return end + 1;
    const std::size_t behind = text.find('\n', end + 1);
    return behind == std::string_view::npos ? behind : behind + 1;
  }
  return std::string_view::npos;
}

LinesBefore ReadLinesBefore(std::string_view text, std::size_t end) {
  LinesBefore lines;
  while (end > 0) {
    // The line break at its end is its own. No break before it: it starts at 0.
    const std::size_t start = end < 2 ? 0 : text.rfind('\n', end - 2) + 1;
    const std::string_view line = text.substr(start, end - start);
    const std::size_t content = line.find_first_not_of(" \t\r\n");
    if (line.starts_with("...")) {
      lines.document_end = end;
      return lines;
    }
    if (line.starts_with('%')) {
      lines.has_directive = true;
    } else if (content != std::string_view::npos && line[content] != '#') {
      return lines;
    }
    end = start;
  }
  return lines;
}

std::optional<std::size_t> FindDocumentStart(std::string_view text, std::size_t offset) {
  offset = std::min(offset, text.size());
  const std::size_t line_start = offset == 0 ? 0 : text.rfind('\n', offset - 1) + 1;
  const std::string_view before = text.substr(line_start, offset - line_start);
  if (before.find_first_not_of(" \t") != std::string_view::npos) return std::nullopt;
  const LinesBefore lines = ReadLinesBefore(text, line_start);
  if (lines.document_end) return lines.document_end;
  const bool marked = before.empty() && text.substr(offset).starts_with("---");
  if (marked && !lines.has_directive) return offset;
  return std::nullopt;
}

}  // namespace trailsift
