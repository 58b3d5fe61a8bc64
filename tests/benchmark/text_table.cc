#include "benchmark/text_table.h"

#include <algorithm>
#include <cstddef>

namespace trailsift {
namespace {

// Of characters, of which the cells hold no wide ones.
std::size_t Width(const std::string& text) {
  return static_cast<std::size_t>(
      std::ranges::count_if(text, [](char c) { return (c & 0xC0) != 0x80; }));
}

}  // namespace

std::string TextTable::Text() const {
  std::vector<std::size_t> widths(rows_.front().size(), 3);
  for (const std::vector<std::string>& row : rows_) {
    for (std::size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], Width(row[i]));
  }
  std::string text;
  for (const std::vector<std::string>& row : rows_) {
    for (std::size_t i = 0; i < row.size(); ++i) {
      text += (i == 0 ? "| " : " | ") + row[i] + std::string(widths[i] - Width(row[i]), ' ');
    }
    text += " |\n";
    if (&row != &rows_.front()) continue;
    for (const std::size_t width : widths) text += '|' + std::string(width + 2, '-');
    text += "|\n";
  }
  return text;
}

}  // namespace trailsift
