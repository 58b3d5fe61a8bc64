#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "alert/match.h"
#include "base/ledger.h"
#include "event/lines_ahead.h"
#include "event/record_reader.h"
#include "scan/record_judge.h"
#include "scan/scan_plan.h"

namespace trailsift {

// What there is to say of lines that were read ahead.
struct LinesVerdict {
  LinesRead read;
  Ledger ledger{""};  // Figures and coverage; no anomaly.
  std::vector<std::uint64_t> met_ids;
  std::vector<Match> matches;  // Their places count from the beginning of the lines.
};

// Reads lines ahead of the reader of their source. One per thread.
class LinesReader {
 public:
  // The plan must outlive the reader.
  explicit LinesReader(const ScanPlan& plan)
      : limits_(plan.options.limits), buffers_(plan.projection), judge_(plan) {}

  // `lines` begin where a line begins, end with a line break and have ByteSource::kPadding readable
  // bytes around them. Nothing if they hold anything but sound records: what that is may depend on
  // what stands before and behind them, and only the reader of the source may say it. Nor if they
  // hold so many matches that they are better handed on one by one.
  std::optional<LinesVerdict> Read(std::string_view lines);

 private:
  const Limits& limits_;
  RecordBuffers buffers_;
  RecordJudge judge_;
};

// Enters the verdict on lines that begin at `start` in the ledger of their source, and sets the
// places of the matches; false if that would not give what reading on would, and nothing is done.
bool EnterVerdict(LinesVerdict& verdict, const LinesStart& start, Ledger& ledger);

}  // namespace trailsift
