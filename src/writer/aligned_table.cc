#include "writer/aligned_table.h"

#include <algorithm>
#include <numeric>
#include <utility>

#include "writer/terminal_colour.h"
#include "writer/terminal_text.h"

namespace trailsift {
namespace {

constexpr std::size_t kMeasuredRows = 1'000;
constexpr std::size_t kMeasuredBytes = std::size_t{4} << 20;
constexpr std::string_view kGap = "  ";

}  // namespace

AlignedTable::AlignedTable(OutputStream& stream, const TableShape& shape,
                           const WriterOptions& options)
    : stream_(stream), shape_(shape), options_(options), shown_(shape.columns.size(), true) {
  for (const TableColumn& column : shape.columns) widths_.push_back(column.header.size());
}

void AlignedTable::Add(std::vector<std::string> cells, std::optional<Severity> severity) {
  Row row{std::move(cells), severity};
  if (measured_) {
    WriteRow(row);
    if (options_.flush_each_match) stream_.Flush();
    return;
  }
  for (std::size_t i = 0; i < widths_.size(); ++i) {
    pending_size_ += row.cells[i].size();
    widths_[i] =
        std::max(widths_[i], std::min(DisplayWidth(row.cells[i]), shape_.columns[i].widest));
  }
  pending_.push_back(std::move(row));
  if (pending_.size() == kMeasuredRows || pending_size_ >= kMeasuredBytes) WritePending();
}

void AlignedTable::End() {
  if (!pending_.empty()) WritePending();
  stream_.Flush();
}

void AlignedTable::Shrink() {
  const std::size_t gaps = (widths_.size() - 1) * kGap.size();
  std::size_t total = std::accumulate(widths_.begin(), widths_.end(), gaps);
  for (const auto& [column, floor] : shape_.steps) {
    if (total <= options_.width) return;
    if (floor == 0) {
      total -= widths_[column] + kGap.size();
      shown_[column] = false;
    } else if (widths_[column] > floor) {
      const std::size_t loss = std::min(total - options_.width, widths_[column] - floor);
      widths_[column] -= loss;
      total -= loss;
    }
  }
}

void AlignedTable::WritePending() {
  measured_ = true;
  if (limited()) Shrink();
  Row header;
  for (const TableColumn& column : shape_.columns) header.cells.emplace_back(column.header);
  WriteRow(header);
  for (const Row& row : pending_) WriteRow(row);
  pending_.clear();
  pending_.shrink_to_fit();
  if (options_.flush_each_match) stream_.Flush();
}

std::string AlignedTable::Cut(std::size_t column, const std::string& cell) const {
  if (!limited()) return cell;
  switch (shape_.columns[column].cut) {
    case TableColumn::Cut::kRight:
      return CutRight(cell, widths_[column]);
    case TableColumn::Cut::kLeft:
      return CutLeft(cell, widths_[column]);
    case TableColumn::Cut::kNever:
      return cell;
  }
  return cell;
}

void AlignedTable::WriteRow(const Row& row) {
  std::string line;
  std::size_t blanks = 0;  // Before the next cell; behind the last one there are none.
  for (std::size_t i = 0; i < widths_.size(); ++i) {
    if (!shown_[i]) continue;
    const std::string cell = Cut(i, row.cells[i]);
    const std::size_t width = DisplayWidth(cell);
    const std::size_t padding = widths_[i] - std::min(width, widths_[i]);
    const bool right_aligned = shape_.columns[i].right_aligned;
    line.append(blanks + (right_aligned ? padding : 0), ' ');
    const bool coloured = i == shape_.severity_column && row.severity && options_.colour;
    if (coloured) line += SeverityColour(*row.severity);
    line += cell;
    if (coloured) line += kColourEnd;
    blanks = kGap.size() + (right_aligned ? 0 : padding);
  }
  line += '\n';
  stream_.Write(line);
}

std::string ShowOrDash(std::string_view text) {
  return text.empty() ? "-" : EscapeForTerminal(text);
}

std::string ShowOrDash(const MatchField& field) {
  return field.text ? ShowOrDash(*field.text) : "-";
}

}  // namespace trailsift
