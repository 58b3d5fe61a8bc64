#include "harmless/characters.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>

namespace trailsift {
namespace {

constexpr std::array<std::string_view, 14> kColours = {
    "\x1b[0m",    "\x1b[1m",    "\x1b[2m",    "\x1b[31m",   "\x1b[32m",   "\x1b[33m",   "\x1b[36m",
    "\x1b[1;31m", "\x1b[1;32m", "\x1b[1;33m", "\x1b[1;35m", "\x1b[1;36m", "\x1b[1;34m", "\x1b[4m"};

struct Decoded {
  char32_t value = 0;
  std::size_t length = 0;  // 0: not UTF-8.
};

Decoded Decode(std::string_view text) {
  const auto byte = [text](std::size_t i) -> unsigned {
    return i < text.size() ? static_cast<unsigned char>(text[i]) : 0;
  };
  const unsigned first = byte(0);
  if (first < 0x80) return {first, 1};
  const std::size_t length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : first >= 0xC2 ? 2 : 0;
  if (length == 0 || first > 0xF4) return {};
  char32_t value = first & (0x7FU >> length);
  for (std::size_t i = 1; i < length; ++i) {
    if ((byte(i) & 0xC0) != 0x80) return {};
    value = value << 6 | (byte(i) & 0x3F);
  }
  constexpr std::array<char32_t, 5> kLeast = {0, 0, 0x80, 0x800, 0x10000};
  if (value < kLeast[length] || value > 0x10FFFF || (value >= 0xD800 && value < 0xE000)) return {};
  return {value, length};
}

bool In(char32_t value, char32_t first, char32_t last) { return value >= first && value <= last; }

bool Steers(char32_t value) {
  return value < 0x20 || In(value, 0x7F, 0x9F) || value == 0x61C || In(value, 0x200E, 0x200F) ||
         In(value, 0x2028, 0x202E) || In(value, 0x2066, 0x2069);
}

bool Hides(char32_t value) {
  return value == 0xAD || value == 0x115F || value == 0x180E || In(value, 0x200B, 0x200D) ||
         In(value, 0x2060, 0x206F) || value == 0x3164 || value == 0xFEFF || value == 0xFFA0 ||
         In(value, 0xFFF9, 0xFFFB) || In(value, 0xFFFE, 0xFFFF) || In(value, 0xE0000, 0xE0FFF);
}

bool IsSpace(char32_t value) {  // What .NET trims, for that is what the runner of Actions does.
  return In(value, 0x09, 0x0D) || value == 0x20 || value == 0x85 || value == 0xA0 ||
         value == 0x1680 || In(value, 0x2000, 0x200A) || In(value, 0x2028, 0x2029) ||
         value == 0x202F || value == 0x205F || value == 0x3000;
}

std::string Around(std::string_view text, std::size_t position, std::string_view what) {
  std::string shown;
  const std::size_t begin = position > 60 ? position - 60 : 0;
  for (const char c : text.substr(begin, 120)) {
    const auto byte = static_cast<unsigned char>(c);
    shown += byte >= 0x20 && byte < 0x7F ? std::string(1, c) : fmt::format("<{:02x}>", byte);
  }
  return fmt::format("{} at byte {}: …{}…", what, position, shown);
}

std::size_t ColourAt(std::string_view text) {
  for (const std::string_view colour : kColours) {
    if (text.starts_with(colour)) return colour.size();
  }
  return 0;
}

std::string FindCharacter(std::string_view output, Sink sink) {
  for (std::size_t at = 0; at < output.size();) {
    const std::string_view rest = output.substr(at);
    const std::size_t colour = sink == Sink::kColoured ? ColourAt(rest) : 0;
    const Decoded first = Decode(rest);
    if (colour > 0) {
      at += colour;
    } else if (first.length == 0) {
      return Around(output, at, "not UTF-8");
    } else if (rest.starts_with("\n") || (sink == Sink::kCsv && rest.starts_with("\r\n"))) {
      at += rest.front() == '\r' ? 2U : 1U;
    } else if (Steers(first.value) ||
               (sink != Sink::kJson && sink != Sink::kXml && Hides(first.value))) {
      return Around(output, at, fmt::format("U+{:04X}", static_cast<unsigned>(first.value)));
    } else {
      at += first.length;
    }
  }
  return "";
}

std::string_view TrimStart(std::string_view line) {
  while (!line.empty()) {
    const Decoded first = Decode(line);
    const std::size_t colour = ColourAt(line);
    if (colour == 0 && (first.length == 0 || !IsSpace(first.value))) break;
    line.remove_prefix(colour > 0 ? colour : first.length);
  }
  return line;
}

// "::1" is an address, but "::name" with more than hexadecimal digits may be a command.
bool StartsLikeCommand(std::string_view line) {
  if (!line.starts_with("::")) return false;
  const auto is_letter = [](char c) {
    return c == '-' || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z');
  };
  const std::string_view rest = line.substr(2);
  const auto end = std::ranges::find_if_not(rest, is_letter);
  return std::any_of(rest.begin(), end, [](char c) { return (c | 0x20) > 'f'; });
}

std::string FindCommand(std::string_view output, bool annotations) {
  if (const std::size_t at = output.find("##["); at != std::string_view::npos) {
    return Around(output, at, "a command");
  }
  for (const std::string& line : Lines(output)) {
    const bool ours =
        annotations && (line.starts_with("::error ") || line.starts_with("::warning ") ||
                        line.starts_with("::notice ") || line.starts_with("::error::") ||
                        line.starts_with("::warning::"));
    if (!ours && StartsLikeCommand(TrimStart(line))) return Around(line, 0, "a command");
  }
  return "";
}

}  // namespace

bool IsWellFormed(std::string_view text) {
  while (!text.empty()) {
    const Decoded first = Decode(text);
    if (first.length == 0) return false;
    text.remove_prefix(first.length);
  }
  return true;
}

std::vector<char32_t> CodePoints(std::string_view text) {
  std::vector<char32_t> values;
  while (!text.empty()) {
    const Decoded first = Decode(text);
    values.push_back(first.value);
    text.remove_prefix(std::max<std::size_t>(1, first.length));
  }
  return values;
}

std::string FindForbidden(std::string_view output, Sink sink) {
  std::string found = FindCharacter(output, sink);
  return found.empty() && sink != Sink::kJson ? FindCommand(output, false) : found;
}

std::string FindForbiddenInAnnotations(std::string_view output) {
  std::string found = FindCharacter(output, Sink::kText);
  return found.empty() ? FindCommand(output, true) : found;
}

std::vector<std::string> Lines(std::string_view text) {
  std::vector<std::string> lines;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    lines.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

}  // namespace trailsift
