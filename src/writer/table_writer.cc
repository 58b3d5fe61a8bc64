#include "writer/table_writer.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <limits>
#include <numeric>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "writer/terminal_colour.h"
#include "writer/terminal_text.h"

namespace trailsift {
namespace {

constexpr std::size_t kMeasuredRows = 1'000;
constexpr std::string_view kGap = "  ";
// Wider cells do not widen their column: one hostile value must not pad or squeeze all rows.
constexpr std::size_t kMaximumPadding = 128;
constexpr std::size_t kAccountWidth = 12;

enum Column : std::size_t {
  kTime,
  kSeverity,
  kRule,
  kActor,
  kSourceIp,
  kRegion,
  kAccount,
  kEvent,
  kLocation,
  kColumnCount
};
using Row = std::array<std::string, kColumnCount>;  // Escaped cells.
using Widths = std::array<std::size_t, kColumnCount>;

constexpr std::array<std::string_view, kColumnCount> kHeader = {
    "TIME", "SEVERITY", "RULE", "ACTOR", "SOURCE-IP", "REGION", "ACCOUNT", "EVENT", "LOCATION"};

// How a table that is too wide gives way, one step after the other: first down to what can still
// be read at a glance, last to time, actor and address alone on one line of 80 columns.
struct ShrinkStep {
  Column column;
  std::size_t floor;
};
constexpr auto kShrinkSteps = std::to_array<ShrinkStep>({
    {kRule, 16},
    {kActor, 16},
    {kLocation, 20},
    {kRule, 8},
    {kActor, 12},
    {kLocation, 12},
    {kEvent, 12},
    {kRule, 3},
    {kLocation, 5},
    {kEvent, 3},
    {kRegion, 3},
    {kSourceIp, 15},
    {kRule, 1},
    {kEvent, 1},
    {kLocation, 1},
    {kRegion, 1},
    {kActor, 5},
});

std::size_t MaximumWidth(std::size_t column) {
  if (column == kAccount) return kAccountWidth;
  return column == kLocation ? std::numeric_limits<std::size_t>::max() : kMaximumPadding;
}

void Shrink(Widths& widths, std::size_t limit) {
  const std::size_t gaps = (kColumnCount - 1) * kGap.size();
  std::size_t total = std::accumulate(widths.begin(), widths.end(), gaps);
  for (const auto& [column, floor] : kShrinkSteps) {
    if (total <= limit) return;
    if (widths[column] <= floor) continue;
    const std::size_t loss = std::min(total - limit, widths[column] - floor);
    widths[column] -= loss;
    total -= loss;
  }
}

std::string ShowOrDash(std::string_view text) {
  return text.empty() ? "-" : EscapeForTerminal(text);
}

std::string ShowOrDash(const MatchField& field) {
  return field.text ? ShowOrDash(*field.text) : "-";
}

std::string ShowLocation(const Match& match) {
  std::string location = EscapeForTerminal(match.path);
  if (!match.member.empty()) location += "!" + EscapeForTerminal(match.member);
  return fmt::format("{}:{}:{}", location, match.place.line, match.place.column);
}

class TableWriter : public MatchSink {
 public:
  TableWriter(OutputStream& stream, const RuleSet& rules, const WriterOptions& options)
      : stream_(stream), rules_(rules), options_(options) {
    for (std::size_t i = 0; i < kColumnCount; ++i) widths_[i] = kHeader[i].size();
  }

  void OnMatch(const Match& match) override {
    PendingRow row{MakeRow(match), match.severity};
    if (measured_) {
      WriteRow(row.cells, row.severity);
      if (options_.flush_each_match) stream_.Flush();
      return;
    }
    for (std::size_t i = 0; i < kColumnCount; ++i) {
      widths_[i] = std::max(widths_[i], std::min(DisplayWidth(row.cells[i]), MaximumWidth(i)));
    }
    pending_.push_back(std::move(row));
    if (pending_.size() == kMeasuredRows) WritePending();
  }

  void OnEnd(const ScanSummary& /*summary*/) override {
    if (!pending_.empty()) WritePending();
    stream_.Flush();
  }

  bool alive() const override { return stream_.state() == OutputStream::State::kGood; }

 private:
  struct PendingRow {
    Row cells;
    Severity severity;
  };

  bool limited() const { return options_.terminal && options_.width > 0; }

  Row MakeRow(const Match& match) const {
    Row row;
    row[kTime] = match.event_time ? FormatTimestamp(*match.event_time) : "-";
    row[kSeverity] = SeverityName(match.severity);
    row[kRule] = ShowOrDash(rules_.rules[match.rule].id);
    row[kActor] = ShowOrDash(match.actor_user);
    row[kSourceIp] = ShowOrDash(match.source_ip_address);
    row[kRegion] = ShowOrDash(match.aws_region);
    row[kAccount] = ShowOrDash(match.recipient_account_id);
    row[kEvent] = ShowOrDash(match.event_name);
    row[kLocation] = ShowLocation(match);
    return row;
  }

  void WritePending() {
    measured_ = true;
    if (limited()) Shrink(widths_, options_.width);
    Row header;
    std::ranges::copy(kHeader, header.begin());
    WriteRow(header, std::nullopt);
    for (const PendingRow& row : pending_) WriteRow(row.cells, row.severity);
    pending_.clear();
    pending_.shrink_to_fit();
    if (options_.flush_each_match) stream_.Flush();
  }

  std::string Cut(std::size_t column, const std::string& cell) const {
    const bool whole = column == kTime || column == kSeverity || column == kAccount;
    if (!limited() || whole) return cell;
    return column == kLocation ? CutLeft(cell, widths_[column]) : CutRight(cell, widths_[column]);
  }

  void WriteRow(const Row& row, std::optional<Severity> severity) {
    std::string line;
    for (std::size_t i = 0; i < kColumnCount; ++i) {
      const std::string cell = Cut(i, row[i]);
      const bool coloured = i == kSeverity && severity && options_.colour;
      if (coloured) line += SeverityColour(*severity);
      line += cell;
      if (coloured) line += kColourEnd;
      if (i + 1 == kColumnCount) break;
      const std::size_t width = DisplayWidth(cell);
      if (width < widths_[i]) line.append(widths_[i] - width, ' ');
      line += kGap;
    }
    line += '\n';
    stream_.Write(line);
  }

  OutputStream& stream_;
  const RuleSet& rules_;
  WriterOptions options_;
  Widths widths_{};
  bool measured_ = false;
  std::vector<PendingRow> pending_;
};

}  // namespace

std::unique_ptr<MatchSink> MakeTableWriter(OutputStream& stream, const RuleSet& rules,
                                           const ScanDescription& /*description*/,
                                           const WriterOptions& options) {
  return std::make_unique<TableWriter>(stream, rules, options);
}

}  // namespace trailsift
