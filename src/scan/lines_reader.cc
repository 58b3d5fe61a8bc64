#include "scan/lines_reader.h"

#include <fmt/format.h>

#include <charconv>
#include <string>
#include <utility>

#include "base/byte_source.h"
#include "scan/running_coverage.h"

namespace trailsift {
namespace {

// Bytes of matches in lines that are read ahead: several pieces of them wait for their turn.
constexpr std::size_t kMostMatches = std::size_t{2} << 20;

class OnePiece final : public ByteSource {
 public:
  explicit OnePiece(std::string_view bytes) : bytes_(bytes) {}
  std::string_view Next() override { return std::exchange(bytes_, {}); }

 private:
  std::string_view bytes_;
};

bool IsSound(const Ledger& ledger) {
  return ledger.anomalies().empty() && ledger.skipped_values.empty() &&
         ledger.damaged_ranges == 0 && ledger.records.salvaged == 0 &&
         ledger.bytes.damaged + ledger.bytes.skipped == 0;
}

// Pointers in lines begin with the number of a value, and one that was read ahead counted from 1.
void ShiftPointer(std::string& pointer, std::uint64_t first_value) {
  const char* const end = pointer.data() + pointer.size();
  std::uint64_t value = 0;
  const auto [rest, error] = std::from_chars(pointer.data() + 1, end, value);
  if (error != std::errc()) return;
  pointer = fmt::format("/{}{}", first_value + value - 1, std::string_view(rest, end));
}

void ShiftPlace(RecordPlace& place, const LinesStart& start) {
  place.record += start.record;
  place.byte_offset += start.byte_offset;
  place.line += start.line - 1;
  place.end_line += start.line - 1;
  ShiftPointer(place.pointer, start.value);
}

}  // namespace

std::optional<LinesVerdict> LinesReader::Read(std::string_view lines) {
  LinesVerdict verdict;
  OnePiece source(lines);
  RecordReader reader(source, buffers_, verdict.ledger, {.limits = limits_, .within_source = true});
  RunningCoverage coverage(verdict.ledger.coverage);
  std::size_t size = 0;
  const RecordJudge::MatchHandler keep = [&](Match match) {
    size += ApproximateSize(match);
    verdict.matches.push_back(std::move(match));
  };
  while (reader.Next()) {
    judge_.Judge(reader, verdict.ledger, coverage, verdict.met_ids, keep);
    if (!verdict.ledger.anomalies().empty() || size > kMostMatches) return std::nullopt;
  }
  coverage.Settle();
  verdict.read = reader.Tally();
  if (verdict.read.records == 0 || !IsSound(verdict.ledger)) return std::nullopt;
  return verdict;
}

bool EnterVerdict(LinesVerdict& verdict, const LinesStart& start, Ledger& ledger) {
  const Coverage& more = verdict.ledger.coverage;
  const auto fits = [](const Coverage::Counts& all, const Coverage::Counts& further) {
    return all.size() + further.size() < Coverage::kMaximumNames;
  };
  // Which names are listed depends on the order of the records once they are too many.
  if (start.value == 0 || !fits(ledger.coverage.accounts, more.accounts) ||
      !fits(ledger.coverage.regions, more.regions) ||
      !fits(ledger.coverage.categories, more.categories)) {
    return false;
  }
  ledger.bytes += verdict.ledger.bytes;
  ledger.records += verdict.ledger.records;
  ledger.coverage.Add(more);
  for (const auto& [shape, count] : verdict.ledger.shapes) ledger.shapes[shape] += count;
  for (Match& match : verdict.matches) ShiftPlace(match.place, start);
  return true;
}

}  // namespace trailsift
