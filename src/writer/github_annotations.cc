#include "writer/github_annotations.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "writer/markdown_text.h"
#include "writer/terminal_text.h"

namespace trailsift {
namespace {

constexpr std::size_t kShownOfLevel = 10;

std::string_view CommandOf(Diagnostic::Level level) {
  switch (level) {
    case Diagnostic::Level::kNote:
      return "notice";
    case Diagnostic::Level::kWarning:
      return "warning";
    case Diagnostic::Level::kError:
      return "error";
  }
  return "error";
}

// Lines stay lines; all else that is hostile is escaped before the command's own escapes.
std::string EscapeForCommand(std::string_view text, bool property) {
  std::string escaped;
  std::string_view separator;
  while (true) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    escaped += separator;
    for (const char c : EscapeCodeForTerminal(text.substr(0, end))) {
      if (c == '%') {
        escaped += "%25";
      } else if (property && c == ':') {
        escaped += "%3A";
      } else if (property && c == ',') {
        escaped += "%2C";
      } else {
        escaped += c;
      }
    }
    if (end == text.size()) return escaped;
    text.remove_prefix(end + 1);
    separator = "%0A";
  }
}

std::string FormatCommand(const GitHubAnnotation& annotation) {
  std::vector<std::string> properties;
  const SourceLocation& place = annotation.place;
  if (!place.file.empty()) {
    properties.push_back("file=" + EscapeForCommand(place.file, true));
    if (place.line > 0) properties.push_back(fmt::format("line={}", place.line));
    if (place.line > 0 && place.column > 0)
      properties.push_back(fmt::format("col={}", place.column));
  }
  if (!annotation.title.empty()) {
    properties.push_back("title=" + EscapeForCommand(annotation.title, true));
  }
  return fmt::format("::{}{}{}::{}\n", CommandOf(annotation.level), properties.empty() ? "" : " ",
                     fmt::join(properties, ","), EscapeForCommand(annotation.message, false));
}

}  // namespace

std::string FormatAnnotations(const std::vector<GitHubAnnotation>& annotations) {
  std::string text;
  std::array<std::size_t, 3> counts{};
  for (const GitHubAnnotation& annotation : annotations) {
    if (++counts[static_cast<std::size_t>(annotation.level)] > kShownOfLevel) continue;
    text += FormatCommand(annotation);
  }
  for (const auto level :
       {Diagnostic::Level::kError, Diagnostic::Level::kWarning, Diagnostic::Level::kNote}) {
    const std::size_t count = counts[static_cast<std::size_t>(level)];
    if (count <= kShownOfLevel) continue;
    const std::size_t left = count - kShownOfLevel;
    text += fmt::format("and {} more {}{}\n", left, CommandOf(level), left == 1 ? "" : "s");
  }
  return text;
}

std::string FormatMarkdownBlock(std::string_view heading, std::string_view escaped,
                                std::size_t maximum_bytes) {
  const std::string fence = MarkdownFence(escaped);
  const std::string before = fmt::format("### {}\n\n{}text\n", heading, fence);
  const std::string after = fmt::format("{}\n\n", fence);
  constexpr std::size_t kRemark = 64;  // Bytes of the line that tells of what is left out.
  if (before.size() + escaped.size() + after.size() <= maximum_bytes) {
    return fmt::format("{}{}{}", before, escaped, after);
  }
  const std::size_t frame = before.size() + after.size() + kRemark;
  if (maximum_bytes < frame) return {};
  const std::string_view room = escaped.substr(0, maximum_bytes - frame);
  const std::string_view kept = room.substr(0, room.rfind('\n') + 1);
  const auto left = std::ranges::count(escaped.substr(kept.size()), '\n');
  return fmt::format("{}{}and {} more {}\n{}", before, kept, left, left == 1 ? "line" : "lines",
                     after);
}

}  // namespace trailsift
