#include "writer/markdown_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <set>

#include "base/ascii.h"
#include "writer/sarif_message.h"
#include "writer/terminal_text.h"
#include "writer/text_layout.h"

namespace trailsift {
namespace {

constexpr std::size_t kShortestFence = 3;

std::size_t LongestRun(std::string_view text, char wanted) {
  std::size_t longest = 0;
  std::size_t run = 0;
  for (const char c : text) {
    run = c == wanted ? run + 1 : 0;
    longest = std::max(longest, run);
  }
  return longest;
}

// Without the blanks around it: they could make a line a block of code or a line break.
std::string_view Trim(std::string_view line) {
  const std::size_t first = line.find_first_not_of(' ');
  if (first == std::string_view::npos) return {};
  return line.substr(first, line.find_last_not_of(' ') + 1 - first);
}

bool IsDigit(char c) { return c >= '0' && c <= '9'; }
bool IsLetter(char c) { return FoldAscii(c) >= 'a' && FoldAscii(c) <= 'z'; }
bool IsInWord(char c) { return IsDigit(c) || IsLetter(c) || c == '_'; }
bool IsHexadecimal(char c) { return IsDigit(c) || (FoldAscii(c) >= 'a' && FoldAscii(c) <= 'f'); }

// True if a reference may go on behind `position`: @name, #12, :smile:, http://, www., GH-12 and
// what names entries of other trackers in this form.
bool MayGoOn(std::string_view text, std::size_t position) {
  if (position + 1 == text.size()) return false;
  const char next = text[position + 1];
  switch (text[position]) {
    case '@':
    case '#':
    case ':':
      return next != ' ';
    case '-':
      return IsDigit(next) && position > 0 && IsLetter(text[position - 1]);
    default:
      return position > 1 && EqualsIgnoringCase(text.substr(position - 2, 4), "www.");
  }
}

// GitHub looks for references in what is left after unescaping, but not across a comment. These are
// the positions before which one must stand. What a reference is:
// https://docs.github.com/en/get-started/writing-on-github/working-with-advanced-formatting/autolinked-references-and-urls
std::set<std::size_t> ReferenceBreaks(std::string_view text) {
  constexpr std::size_t kHarmlessDigits = 6;  // With one more they could be the id of a commit.
  std::set<std::size_t> breaks;
  std::size_t word = 0;  // Where the word begins that the position is in or behind.
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (MayGoOn(text, i)) breaks.insert(i + 1);
    if (!IsInWord(text[i])) word = i + 1;
    const bool ends = i + 1 == text.size() || !IsInWord(text[i + 1]);
    if (!ends || !std::ranges::all_of(text.substr(word, i + 1 - word), IsHexadecimal)) continue;
    for (std::size_t at = word + kHarmlessDigits; at <= i; at += kHarmlessDigits) breaks.insert(at);
  }
  return breaks;
}

}  // namespace

std::string MarkdownText(std::string_view text) {
  const std::string shown = EscapeCodeForTerminal(Trim(text));
  const std::set<std::size_t> breaks = ReferenceBreaks(shown);
  std::string markdown;
  for (std::size_t i = 0; i < shown.size(); ++i) {
    if (breaks.contains(i)) markdown += "<!-- -->";
    markdown += EscapeMarkdown(std::string_view(shown).substr(i, 1));
  }
  return markdown;
}

namespace {

std::string TextWithoutHtml(std::string_view text) {
  const std::string shown = EscapeCodeForTerminal(Trim(text));
  std::string markdown;
  for (std::string_view rest = shown; !rest.empty();) {
    const std::string_view word = rest.substr(0, rest.find(' '));
    markdown += ReferenceBreaks(word).empty() ? EscapeMarkdown(word) : MarkdownCode(word);
    rest.remove_prefix(word.size());
    if (rest.empty()) break;
    markdown += ' ';
    rest.remove_prefix(1);
  }
  return markdown;
}

std::string Paragraphs(std::string_view text, std::string (*line_text)(std::string_view)) {
  std::string paragraphs;
  bool parted = false;
  while (!text.empty()) {
    const std::string line = line_text(CutLine(text));
    if (line.empty()) {
      parted = !paragraphs.empty();
      continue;
    }
    if (parted) paragraphs += '\n';
    paragraphs += line + '\n';
    parted = false;
  }
  return paragraphs;
}

}  // namespace

std::string MarkdownParagraphs(std::string_view text) { return Paragraphs(text, MarkdownText); }

std::string MarkdownParagraphsWithoutHtml(std::string_view text) {
  return Paragraphs(text, TextWithoutHtml);
}

std::string MarkdownCode(std::string_view text) {
  if (text.empty()) return {};
  const std::string escaped = EscapeCodeForTerminal(text);
  const std::string fence(LongestRun(escaped, '`') + 1, '`');
  // A reader takes one blank away from both ends.
  const auto needs_blank = [](char c) { return c == '`' || c == ' '; };
  const bool padded = needs_blank(escaped.front()) || needs_blank(escaped.back());
  const std::string_view blank = padded ? " " : "";
  return fmt::format("{0}{1}{2}{1}{0}", fence, blank, escaped);
}

std::string MarkdownCodeCell(std::string_view text) {
  std::string cell;
  for (const char c : MarkdownCode(text)) {
    if (c == '|') cell += '\\';  // Taken away where the row is divided.
    cell += c;
  }
  return cell;
}

std::string MarkdownFence(std::string_view escaped) {
  return std::string(std::max(LongestRun(escaped, '`') + 1, kShortestFence), '`');
}

std::string MarkdownCodeBlock(std::string_view text, std::string_view language) {
  std::string lines;
  while (!text.empty()) lines += EscapeCodeForTerminal(CutLine(text)) + '\n';
  const std::string fence = MarkdownFence(lines);
  return fence + std::string(language) + '\n' + lines + fence + '\n';
}

}  // namespace trailsift
