#include "writer/markdown_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>

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

}  // namespace

std::string MarkdownText(std::string_view text) {
  std::string divided;
  for (const char c : EscapeMarkdown(EscapeCodeForTerminal(Trim(text)))) {
    divided += c;
    // Renderers look for addresses and mentions in what is left after unescaping.
    if (c == '@') divided += "<!-- -->";
  }
  return divided;
}

std::string MarkdownParagraphs(std::string_view text) {
  std::string paragraphs;
  bool parted = false;
  while (!text.empty()) {
    const std::string line = MarkdownText(CutLine(text));
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
