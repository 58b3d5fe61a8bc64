#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "alert/match.h"
#include "base/severity.h"
#include "writer/output_stream.h"
#include "writer/writer.h"

namespace trailsift {

struct TableColumn {
  enum class Cut : std::uint8_t { kRight, kLeft, kNever };

  std::string_view header;
  Cut cut = Cut::kRight;  // Which end a cell that does not fit loses on a terminal.
  // Wider cells do not widen their column: one hostile value must not pad or squeeze all rows.
  std::size_t widest = 128;
  bool right_aligned = false;
};

// How a table that is too wide gives way, one step after the other.
struct ShrinkStep {
  std::size_t column = 0;
  std::size_t floor = 0;  // The column gives up its width down to this. 0: it is left out.
};

struct TableShape {
  std::span<const TableColumn> columns;
  std::span<const ShrinkStep> steps;
  std::size_t severity_column = 0;  // The only one with colours.
};

// Rows in aligned columns. The header and the widths come with the first 1,000 rows or 4 MiB of
// cells, or at the end if there are fewer, so the text does not depend on timing; without a row
// nothing is written. On a terminal cells are cut until a line fits, as far as the steps allow.
class AlignedTable {
 public:
  // The stream, and what the shape points to, must outlive it.
  AlignedTable(OutputStream& stream, const TableShape& shape, const WriterOptions& options);

  // A row of escaped cells, one for each column.
  void Add(std::vector<std::string> cells, std::optional<Severity> severity);
  void End();

 private:
  struct Row {
    std::vector<std::string> cells;
    std::optional<Severity> severity;
  };

  bool limited() const { return options_.terminal && options_.width > 0; }
  void Shrink();
  void WritePending();
  std::string Cut(std::size_t column, const std::string& cell) const;
  void WriteRow(const Row& row);

  OutputStream& stream_;
  TableShape shape_;
  WriterOptions options_;
  std::vector<std::size_t> widths_;
  std::vector<bool> shown_;
  bool measured_ = false;
  std::vector<Row> pending_;
  std::size_t pending_size_ = 0;  // Of their cells, in bytes.
};

// Foreign text as a cell; "-" if there is none.
std::string ShowOrDash(std::string_view text);
std::string ShowOrDash(const MatchField& field);

}  // namespace trailsift
