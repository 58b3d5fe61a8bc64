#include "writer/text_layout.h"

#include <algorithm>
#include <numeric>

#include "base/ascii.h"
#include "writer/terminal_colour.h"
#include "writer/terminal_text.h"

namespace trailsift {
namespace {

constexpr std::size_t kIndent = 2;
constexpr std::size_t kGap = 2;
// Narrower terminals overflow.
constexpr std::size_t kSmallestTable = 16;
// Columns that a word which may be divided needs at least.
constexpr std::size_t kDividedWidth = 8;

bool IsAscii(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

std::size_t NaturalWidth(const Words& words) {
  std::size_t width = words.empty() ? 0 : words.size() - 1;
  for (const std::string& word : words) width += DisplayWidth(word);
  return width;
}

std::size_t SmallestWidth(const Words& words) {
  std::size_t smallest = 0;
  for (const std::string& word : words) {
    const std::size_t width = DisplayWidth(word);
    smallest = std::max(smallest, IsAscii(word) ? width : std::min(width, kDividedWidth));
  }
  return smallest;
}

// True for what GitHub Actions takes for a command at the start of a line: `::name`.
bool BeginsCommand(std::string_view escaped) {
  return escaped.size() > 2 && escaped.starts_with("::") && FoldAscii(escaped[2]) >= 'a' &&
         FoldAscii(escaped[2]) <= 'z';
}

// Bytes of the word that go on a line with so much room. The escapers pass commands over that stand
// inside of a word, so none may be left for the next line to begin with.
std::size_t PartLength(std::string_view word, std::size_t room) {
  const std::size_t length = FittingLength(word, room);
  if (!BeginsCommand(word.substr(length))) return length;
  const std::size_t shorter = FittingLength(word, DisplayWidth(word.substr(0, length)) - 1);
  return shorter < length ? shorter : length + 1;
}

// Fills lines of a given width.
class LineFiller {
 public:
  LineFiller(std::size_t width, std::size_t hanging) : width_(width), hanging_(hanging) {}

  void Add(std::string_view word) {
    const std::size_t width = DisplayWidth(word);
    const std::size_t gap = started_ ? 1 : 0;
    if (width_ == 0 || used_ + gap + width <= width_) {
      Append(word, width);
    } else if (hanging_ + width <= width_ || IsAscii(word)) {
      Break();
      Append(word, width);
    } else {
      Divide(word);
    }
  }

  std::vector<std::string> Take() {
    if (started_) Break();
    return std::move(lines_);
  }

 private:
  void Append(std::string_view word, std::size_t width) {
    if (started_) line_ += ' ';
    used_ += width + (started_ ? 1 : 0);
    line_ += word;
    started_ = true;
  }

  void Break() {
    if (!started_) return;
    lines_.push_back(std::move(line_));
    line_.assign(hanging_, ' ');
    used_ = hanging_;
    started_ = false;
  }

  void Divide(std::string_view word) {
    if (used_ + kDividedWidth > width_) Break();
    while (!word.empty()) {
      const std::size_t room = width_ - std::min(width_, used_ + (started_ ? 1 : 0));
      const std::string_view part = word.substr(0, PartLength(word, room));
      Append(part, DisplayWidth(part));
      word.remove_prefix(part.size());
      if (!word.empty()) Break();
    }
  }

  std::size_t width_;
  std::size_t hanging_;
  std::vector<std::string> lines_;
  std::string line_;
  std::size_t used_ = 0;
  bool started_ = false;
};

}  // namespace

std::string_view CutLine(std::string_view& text) {
  std::string_view line = text.substr(0, text.find('\n'));
  text.remove_prefix(std::min(text.size(), line.size() + 1));
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

Words WordsOf(std::string_view text) {
  Words words;
  std::size_t begin = 0;
  while ((begin = text.find_first_not_of(' ', begin)) != std::string_view::npos) {
    const std::size_t end = std::min(text.find(' ', begin), text.size());
    words.push_back(EscapeForTerminal(text.substr(begin, end - begin)));
    begin = end;
  }
  return words;
}

Words NotationWords(std::string_view notation) {
  Words words;
  std::size_t begin = 0;
  bool quoted = false;
  for (std::size_t i = 0; i <= notation.size(); ++i) {
    if (i < notation.size() && (quoted || notation[i] != ' ')) {
      if (quoted && notation[i] == '\\') {
        ++i;  // What is escaped does not end the string.
      } else if (notation[i] == '"') {
        quoted = !quoted;
      }
      continue;
    }
    const std::size_t end = std::min(i, notation.size());
    if (end > begin) words.push_back(EscapeCodeForTerminal(notation.substr(begin, end - begin)));
    begin = end + 1;
  }
  return words;
}

std::vector<std::string> FlowWords(const Words& words, std::size_t width, std::size_t hanging) {
  LineFiller filler(width, hanging);
  for (const std::string& word : words) filler.Add(word);
  return filler.Take();
}

std::vector<std::string> WrapText(std::string_view text, std::size_t width) {
  std::vector<std::string> lines;
  while (!text.empty()) {
    const std::string_view line = CutLine(text);
    std::size_t indent = std::min(line.find_first_not_of(' '), line.size());
    if (width > 0) indent = std::min(indent, width / 2);
    const std::vector<std::string> wrapped =
        FlowWords(WordsOf(line), width == 0 ? 0 : width - indent);
    if (wrapped.empty()) lines.emplace_back();
    for (const std::string& part : wrapped) lines.push_back(std::string(indent, ' ') + part);
  }
  while (!lines.empty() && lines.back().empty()) lines.pop_back();
  return lines;
}

std::string TextTable::Format(std::size_t width) const {
  if (width > 0) width = std::max(width, kSmallestTable);
  std::vector<std::size_t> widths;
  std::vector<std::size_t> smallest;
  for (const std::string_view title : titles_) {
    widths.push_back(title.size());
    smallest.push_back(title.size());
  }
  for (const std::vector<Cell>& row : rows_) {
    for (std::size_t i = 0; i < row.size(); ++i) {
      widths[i] = std::max(widths[i], NaturalWidth(row[i].words));
      smallest[i] = std::max(smallest[i], SmallestWidth(row[i].words));
    }
  }
  if (width == 0) return FormatColumns(widths);
  const std::size_t gaps = kIndent + kGap * (titles_.size() - 1);
  if (std::accumulate(smallest.begin(), smallest.end(), gaps) > width) return FormatLists(width);
  while (std::accumulate(widths.begin(), widths.end(), gaps) > width) {
    // The widest column that can give way does.
    std::size_t widest = titles_.size();
    for (std::size_t i = 0; i < widths.size(); ++i) {
      const bool can = widths[i] > smallest[i];
      if (can && (widest == titles_.size() || widths[i] > widths[widest])) widest = i;
    }
    --widths[widest];
  }
  return FormatColumns(widths);
}

std::string TextTable::FormatColumns(const std::vector<std::size_t>& widths) const {
  std::string text;
  // Takes the cells of one line and their colours.
  const auto add_line = [&](const std::vector<std::string>& cells, const std::vector<Cell>* row) {
    std::size_t last = cells.size();
    while (last > 0 && cells[last - 1].empty()) --last;
    text.append(kIndent, ' ');
    for (std::size_t i = 0; i < last; ++i) {
      text += row == nullptr ? cells[i] : Paint(cells[i], (*row)[i].colour);
      if (i + 1 < last) text.append(widths[i] - DisplayWidth(cells[i]) + kGap, ' ');
    }
    text += '\n';
  };
  add_line({titles_.begin(), titles_.end()}, nullptr);
  for (const std::vector<Cell>& row : rows_) {
    std::vector<std::vector<std::string>> columns;
    std::size_t height = 0;
    for (std::size_t i = 0; i < row.size(); ++i) {
      columns.push_back(FlowWords(row[i].words, widths[i]));
      height = std::max(height, columns.back().size());
    }
    for (std::size_t line = 0; line < height; ++line) {
      std::vector<std::string> cells;
      for (const auto& column : columns) {
        cells.push_back(line < column.size() ? column[line] : std::string());
      }
      add_line(cells, &row);
    }
  }
  return text;
}

std::string TextTable::FormatLists(std::size_t width) const {
  std::size_t label_width = 0;
  for (std::size_t i = 1; i < titles_.size(); ++i) {
    label_width = std::max(label_width, titles_[i].size());
  }
  const std::size_t indent = 2 * kIndent + label_width + kGap;
  std::string text;
  for (const std::vector<Cell>& row : rows_) {
    for (const std::string& line : FlowWords(row[0].words, width - kIndent)) {
      text.append(kIndent, ' ').append(Paint(line, row[0].colour)) += '\n';
    }
    for (std::size_t i = 1; i < row.size(); ++i) {
      std::string label(titles_[i]);
      std::ranges::transform(label, label.begin(), FoldAscii);
      text.append(2 * kIndent, ' ').append(label);
      bool first = true;
      for (const std::string& line : FlowWords(row[i].words, width > indent ? width - indent : 1)) {
        text.append(first ? label_width - label.size() + kGap : indent, ' ');
        text.append(Paint(line, row[i].colour)) += '\n';
        first = false;
      }
      if (first) text += '\n';
    }
  }
  return text;
}

}  // namespace trailsift
