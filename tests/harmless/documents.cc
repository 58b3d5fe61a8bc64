#include "harmless/documents.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <cstddef>

#include "harmless/characters.h"

namespace trailsift {
namespace {

// Takes what stands at the front, if it does.
bool Take(std::string_view& text, std::string_view expected) {
  if (!text.starts_with(expected)) return false;
  text.remove_prefix(expected.size());
  return true;
}

std::string_view TakeUntil(std::string_view& text, std::string_view stops) {
  const std::string_view taken = text.substr(0, text.find_first_of(stops));
  text.remove_prefix(taken.size());
  return taken;
}

std::string ReadCell(std::string_view& text, std::string& problem) {
  if (!Take(text, "\"")) {
    const std::string_view cell = TakeUntil(text, ",\"\r\n");
    if (text.starts_with('"')) problem = fmt::format("a quote inside a cell: {}", cell);
    return std::string(cell);
  }
  std::string cell;
  while (true) {
    cell += TakeUntil(text, "\"");
    if (Take(text, "\"\"")) {
      cell += '"';
    } else {
      if (!Take(text, "\"")) problem = "a cell is not closed";
      return cell;
    }
  }
}

bool IsNameCharacter(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0; }

class XmlReader {
 public:
  XmlReader(std::string_view text, std::string_view attribute) : rest_(text), wanted_(attribute) {}

  void Read() {
    if (!Take(rest_, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n")) problem_ = "no declaration";
    while (problem_.empty() && !rest_.empty()) {
      if (Take(rest_, "</")) {
        Close();
      } else if (Take(rest_, "<")) {
        Open();
      } else {
        const std::string text = Text("<");
        if (open_.empty() && text != "\n") problem_ = "text outside of the root: " + text;
        if (text.find("]]>") != std::string::npos && open_.empty()) problem_ = "]]>";
      }
    }
    if (problem_.empty() && (!open_.empty() || roots_ != 1)) problem_ = "not one closed root";
  }

  std::vector<std::string> values_;
  std::string problem_;

 private:
  std::string_view Name() {
    const auto end = std::ranges::find_if_not(rest_, IsNameCharacter);
    const auto length = static_cast<std::size_t>(end - rest_.begin());
    const std::string_view name = rest_.substr(0, length);
    rest_.remove_prefix(length);
    if (name.empty()) problem_ = fmt::format("no name before {}", rest_.substr(0, 40));
    return name;
  }

  void Close() {
    const std::string_view name = Name();
    if (open_.empty() || open_.back() != name || !Take(rest_, ">")) {
      problem_ = fmt::format("</{}> closes nothing", name);
      return;
    }
    open_.pop_back();
  }

  void Open() {
    const std::string_view name = Name();
    if (open_.empty()) ++roots_;
    while (problem_.empty() && Take(rest_, " ")) {
      const std::string_view attribute = Name();
      if (!Take(rest_, "=\"")) problem_ = fmt::format("{} without a value", attribute);
      const std::string value = Text("\"<");
      if (!Take(rest_, "\"")) problem_ = fmt::format("the value of {} is not closed", attribute);
      if (attribute == wanted_) values_.push_back(value);
    }
    if (Take(rest_, "/>")) return;
    if (!Take(rest_, ">")) problem_ = fmt::format("<{} is not closed", name);
    open_.emplace_back(name);
  }

  std::string Text(std::string_view stops) {
    std::string text;
    const std::string_view whole = rest_.substr(0, rest_.find_first_of(stops));
    if (whole.find("]]>") != std::string_view::npos) problem_ = "]]> in text";
    rest_.remove_prefix(whole.size());
    for (std::string_view left = whole; !left.empty();) {
      text += TakeUntil(left, "&");
      if (Take(left, "&")) text += Reference(left);
    }
    return text;
  }

  std::string Reference(std::string_view& text) {
    for (const auto& [name, value] :
         {std::pair{"amp;", "&"}, {"lt;", "<"}, {"gt;", ">"}, {"quot;", "\""}}) {
      if (Take(text, name)) return value;
    }
    const bool hexadecimal = Take(text, "#x");
    if (!hexadecimal && !Take(text, "#")) problem_ = "& begins no reference";
    const std::string digits(TakeUntil(text, ";"));
    if (digits.empty() || !Take(text, ";")) problem_ = "a reference is not closed";
    if (!problem_.empty()) return "";
    return Utf8(static_cast<char32_t>(std::stoul(digits, nullptr, hexadecimal ? 16 : 10)));
  }

  // Of a character that XML 1.0 allows.
  std::string Utf8(char32_t value) {
    if ((value < 0x20 && value != 0x9 && value != 0xA) || (value >= 0xD800 && value < 0xE000) ||
        value == 0xFFFE || value == 0xFFFF) {
      problem_ = fmt::format("U+{:04X} is no character", static_cast<unsigned>(value));
    }
    const auto tail = [value](unsigned shift) {
      return static_cast<char>(0x80 | ((value >> shift) & 0x3F));
    };
    if (value < 0x80) return {static_cast<char>(value)};
    if (value < 0x800) return {static_cast<char>(0xC0 | (value >> 6)), tail(0)};
    if (value < 0x10000) return {static_cast<char>(0xE0 | (value >> 12)), tail(6), tail(0)};
    return {static_cast<char>(0xF0 | (value >> 18)), tail(12), tail(6), tail(0)};
  }

  std::string_view rest_;
  std::string_view wanted_;
  std::vector<std::string> open_;
  int roots_ = 0;
};

// Code spans and comments become one character, escaped punctuation another, so that what is left
// of the line is live.
std::string LiveText(std::string_view line) {
  std::string live;
  while (!line.empty()) {
    if (line.size() > 1 && line[0] == '\\' &&
        std::ispunct(static_cast<unsigned char>(line[1])) != 0) {
      live += '\x01';
      line.remove_prefix(2);
    } else if (line.starts_with("<!-- -->")) {
      live += '\x02';
      line.remove_prefix(8);
    } else if (line.front() == '`') {
      const std::size_t fence = std::min(line.find_first_not_of('`'), line.size());
      std::size_t close = fence;
      std::size_t run = 0;
      while (close < line.size() && run != fence) {
        close = std::min(line.find('`', close), line.size());
        run = std::min(line.find_first_not_of('`', close), line.size()) - close;
        close += run;
      }
      live += run == fence ? "\x03" : "`";
      line.remove_prefix(run == fence ? close : fence);
    } else {
      live += line.front();
      line.remove_prefix(1);
    }
  }
  return live;
}

std::size_t CellsOf(std::string_view line) {
  std::size_t pipes = 0;
  for (std::size_t i = 0; i < line.size(); ++i) {
    if (line[i] == '|' && (i == 0 || line[i - 1] != '\\')) ++pipes;
  }
  return pipes;
}

// The text as a reader sees it after unescaping; references are looked for there.
std::string Unescaped(std::string_view line) {
  std::string text;
  for (std::size_t i = 0; i < line.size(); ++i) {
    if (line[i] == '\\' && i + 1 < line.size() &&
        std::ispunct(static_cast<unsigned char>(line[i + 1])) != 0) {
      ++i;
    }
    text += line[i];
  }
  return text;
}

std::string FindReference(const std::string& line) {
  for (std::size_t i = 0; i < line.size(); ++i) {
    const std::string_view rest = std::string_view(line).substr(i);
    const bool more = rest.size() > 1 && (IsNameCharacter(rest[1]));
    if ((rest[0] == '@' || rest[0] == '#') && more) return std::string(rest.substr(0, 40));
    if (rest.starts_with("://") || rest.starts_with("www.")) return std::string(rest.substr(0, 40));
  }
  return "";
}

// A line without its code spans, for references do not live in them.
std::string WithoutCode(std::string_view line) {
  std::string text;
  bool escaped = false;
  for (std::size_t i = 0; i < line.size();) {
    const std::size_t run = std::min(line.find_first_not_of('`', i), line.size()) - i;
    if (run == 0 || escaped) {
      escaped = !escaped && line[i] == '\\';
      text += line[i++];
      continue;
    }
    const std::string fence(run, '`');
    std::size_t close = line.find(fence, i + run);
    while (close != std::string_view::npos &&
           (line[close - 1] == '`' || line.substr(close + run, 1) == "`")) {
      close = line.find(fence, line.find_first_not_of('`', close));
    }
    text += ' ';
    i = close == std::string_view::npos ? i + run : close + run;
  }
  return text;
}

std::size_t StringLength(std::string_view json) {
  std::size_t length = 1;
  while (length < json.size() && json[length] != '"') length += json[length] == '\\' ? 2U : 1U;
  return std::min(length + 1, json.size());
}

std::size_t ValueLength(std::string_view json) {
  std::size_t length = 0;
  std::size_t depth = 0;
  while (length < json.size()) {
    const char c = json[length];
    if (depth == 0 && (c == ',' || c == '}' || c == ']')) break;
    if (c == '{' || c == '[') ++depth;
    if (c == '}' || c == ']') --depth;
    length += c == '"' ? StringLength(json.substr(length)) : 1;
  }
  return length;
}

}  // namespace

std::string WithoutVerbatim(std::string_view json) {
  std::string kept;
  while (!json.empty()) {
    const std::size_t length = json.front() == '"' ? StringLength(json) : 1;
    const std::string_view token = json.substr(0, length);
    kept += token;
    json.remove_prefix(length);
    if ((token == R"("event")" || token == R"("user_identity")") && Take(json, ":")) {
      kept += ":null";
      json.remove_prefix(ValueLength(json));
    }
  }
  return kept;
}

std::string PercentDecoded(std::string_view uri) {
  std::string path;
  for (std::size_t i = 0; i < uri.size(); ++i) {
    if (uri[i] == '%' && i + 2 < uri.size()) {
      path += static_cast<char>(std::stoi(std::string(uri.substr(i + 1, 2)), nullptr, 16));
      i += 2;
    } else {
      path += uri[i];
    }
  }
  return path;
}

std::vector<std::vector<std::string>> ReadCsv(std::string_view text, std::string& problem) {
  std::vector<std::vector<std::string>> rows;
  while (problem.empty() && !text.empty()) {
    std::vector<std::string> row;
    do {
      row.push_back(ReadCell(text, problem));
    } while (problem.empty() && Take(text, ","));
    if (problem.empty() && !Take(text, "\r\n")) problem = "a row does not end with CR LF";
    rows.push_back(std::move(row));
  }
  return rows;
}

bool IsFormula(std::string_view cell) {
  constexpr std::array<std::string_view, 4> kBlanks = {" ", "\u00a0", "\u3000", "\t"};
  constexpr std::array<std::string_view, 10> kStarts = {
      "=", "+", "-", "@", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20"};
  for (bool taken = true; taken;) {
    taken =
        std::ranges::any_of(kBlanks, [&cell](std::string_view blank) { return Take(cell, blank); });
  }
  return std::ranges::any_of(kStarts,
                             [cell](std::string_view start) { return cell.starts_with(start); });
}

bool HoldsFormulaBehindSemicolon(std::string_view line) {
  for (std::size_t at = line.find(';'); at != std::string_view::npos; at = line.find(';', at + 1)) {
    std::string_view part = line.substr(at + 1);
    part.remove_prefix(std::min(part.find_first_not_of("\" "), part.size()));
    if (IsFormula(part)) return true;
  }
  return false;
}

std::vector<std::string> ReadXml(std::string_view text, std::string_view attribute,
                                 std::string& problem) {
  XmlReader reader(text, attribute);
  reader.Read();
  problem = reader.problem_;
  return std::move(reader.values_);
}

std::string FindLiveMarkdown(std::string_view text) {
  std::string fence;
  std::size_t cells = 0;  // Of the table that the line is in.
  for (const std::string& line : Lines(text)) {
    if (!fence.empty()) {
      if (line == fence) fence.clear();
      continue;
    }
    if (line.starts_with("```")) {
      fence = line.substr(0, line.find_first_not_of('`'));
      continue;
    }
    const bool row = line.starts_with('|');
    if (row && cells == 0) cells = CellsOf(line);
    if (!row) cells = 0;
    if (row && CellsOf(line) != cells) return "other number of cells: " + line;
    const std::string live = LiveText(line);
    if (live.find_first_of("<]") != std::string::npos) return "live: " + line;
    const std::string reference = FindReference(Unescaped(WithoutCode(line)));
    if (!reference.empty()) return "a reference, " + reference + ", in: " + line;
  }
  return fence.empty() ? "" : "a block of code is not closed";
}

}  // namespace trailsift
