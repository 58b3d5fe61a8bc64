#include "writer/sarif_message.h"

#include <optional>
#include <vector>

#include "writer/json_text.h"

namespace trailsift {
namespace {

// The fixed parts of a title template: before, between and behind its places. Places that touch
// count as one.
std::vector<std::string> FixedParts(std::string_view title_template) {
  std::vector<std::string> parts(1);
  for (std::size_t i = 0; i < title_template.size(); ++i) {
    const char c = title_template[i];
    const bool doubled = title_template.substr(i + 1, 1) == std::string_view(&c, 1);
    if ((c != '{' && c != '}') || doubled) {
      parts.back() += c;
      if (c == '{' || c == '}') ++i;
      continue;
    }
    const std::size_t close = title_template.find('}', i);
    if (close == std::string_view::npos) break;
    i = close;
    if (parts.size() == 1 || !parts.back().empty()) parts.emplace_back();
  }
  return parts;
}

struct Span {
  std::size_t begin;
  std::size_t end;
};

// Where the values stand in the title.
std::optional<std::vector<Span>> FindValues(std::string_view title,
                                            const std::vector<std::string>& parts) {
  if (!title.starts_with(parts.front())) return std::nullopt;
  std::vector<Span> values;
  std::size_t begin = parts.front().size();
  for (std::size_t i = 1; i < parts.size(); ++i) {
    std::size_t end = title.find(parts[i], begin);
    if (i + 1 == parts.size()) {
      if (title.size() < begin + parts[i].size() || !title.ends_with(parts[i])) {
        return std::nullopt;
      }
      end = title.size() - parts[i].size();
    }
    if (end == std::string_view::npos) return std::nullopt;
    values.push_back({begin, end});
    begin = end + parts[i].size();
  }
  return values;
}

}  // namespace

std::string QuoteValues(std::string_view title, std::string_view title_template) {
  const auto values = FindValues(title, FixedParts(title_template));
  if (!values) return std::string(title);
  std::string quoted;
  std::size_t done = 0;
  for (const Span& value : *values) {
    quoted += title.substr(done, value.begin - done);
    quoted += '\'';
    quoted += title.substr(value.begin, value.end - value.begin);
    quoted += '\'';
    done = value.end;
  }
  quoted += title.substr(done);
  return quoted;
}

std::string EscapeLinks(std::string_view text) {
  std::string escaped;
  std::size_t backslashes = 0;  // Directly before the current character.
  for (const char c : text) {
    if (c == '[' || c == ']') {
      // Those before the bracket would take its own escape away.
      escaped.append(backslashes + 1, '\\');
    }
    backslashes = c == '\\' ? backslashes + 1 : 0;
    escaped += c;
  }
  return escaped;
}

std::string EscapeMessage(std::string_view text) {
  std::string line(text);
  std::erase_if(line, [](char c) { return c == '\r' || c == '\n'; });
  return EscapeLinks(line);
}

std::string EscapeMarkdown(std::string_view text) {
  constexpr std::string_view kMarkup = "\\`*_{}[]()<>#+-.!|~&:@=\"'$^";
  std::string escaped;
  for (const char c : text) {
    if (kMarkup.find(c) != std::string_view::npos) escaped += '\\';
    escaped += c;
  }
  return escaped;
}

std::string_view FirstUtf16Units(std::string_view text, std::size_t maximum) {
  std::size_t length = 0;
  std::size_t units = 0;
  while (length < text.size()) {
    const Character character = NextCharacter(text.substr(length));
    units += character.code_point >= 0x10000 ? 2 : 1;
    if (units > maximum) break;
    length += character.length;
  }
  return text.substr(0, length);
}

}  // namespace trailsift
