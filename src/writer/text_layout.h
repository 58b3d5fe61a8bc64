#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace trailsift {

// Takes the first line off the text: without its LF or CRLF.
std::string_view CutLine(std::string_view& text);

// Words of escaped text, each to stand on one line. ASCII words are never divided: they may be
// names, addresses or URLs that somebody wants to copy.
using Words = std::vector<std::string>;

// Foreign text, escaped and divided at its blanks.
Words WordsOf(std::string_view text);
// The normalised notation of a condition, escaped and divided at the blanks outside its strings.
Words NotationWords(std::string_view notation);

// The words on lines of at most `width` columns, one blank between them; 0: on one line. A word
// that is wider is divided between graphemes or, if it is ASCII, stands on a line of its own. All
// lines but the first begin with `hanging` blanks, which count.
std::vector<std::string> FlowWords(const Words& words, std::size_t width, std::size_t hanging = 0);

// Foreign text of several lines, escaped; each line of it is wrapped by itself and keeps its
// indentation. Blank lines at its end are left out.
std::vector<std::string> WrapText(std::string_view text, std::size_t width);

// A table for a person, in lines that are indented by two. Where its columns do not fit side by
// side, each row becomes a small list instead.
class TextTable {
 public:
  struct Cell {
    Words words;                   // One word: never wrapped.
    std::string_view colour = {};  // An escape sequence; none if empty.
  };

  explicit TextTable(std::vector<std::string_view> titles) : titles_(std::move(titles)) {}

  // As many cells as there are titles; the first one must have a word.
  void AddRow(std::vector<Cell> cells) { rows_.push_back(std::move(cells)); }

  bool empty() const { return rows_.empty(); }
  // `width` columns of a terminal; 0: unbounded.
  std::string Format(std::size_t width) const;

 private:
  std::string FormatColumns(const std::vector<std::size_t>& widths) const;
  std::string FormatLists(std::size_t width) const;

  std::vector<std::string_view> titles_;
  std::vector<std::vector<Cell>> rows_;
};

}  // namespace trailsift
