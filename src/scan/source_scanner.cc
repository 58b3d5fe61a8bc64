#include "scan/source_scanner.h"

#include <exception>
#include <memory>
#include <new>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "event/record_reader.h"
#include "scan/damage_search.h"
#include "scan/misplaced_file.h"
#include "scan/read_ahead.h"
#include "scan/running_coverage.h"

namespace trailsift {
namespace {

// Bytes of matches that one worker holds back.
constexpr std::size_t kMostHeld = std::size_t{16} << 20;

// The match is marked if nothing vouches for the text that it was found in.
void HandOver(Match match, const Ledger& ledger, const SourceScanner::MatchHandler& handle) {
  const std::uint64_t begin = match.place.byte_offset;
  if (ledger.unverified.Overlap(begin, begin + match.place.byte_length)) {
    AddFlag(match, "integrity_unverified");
  }
  handle(std::move(match));
}

}  // namespace

// One source on its way from bytes to matches.
class SourceScanner::Source {
 public:
  Source(SourceScanner& scanner, const InputFile& file, Ledger& ledger, RunningCoverage& coverage,
         const MatchHandler& handle)
      : scanner_(scanner),
        plan_(scanner.plan_),
        file_(file),
        ledger_(ledger),
        handle_(handle),
        decoding_(plan_.options.jobs > 1 && !file.small ? std::make_unique<Ledger>(file.path)
                                                        : nullptr),
        opened_(OpenInput(file, plan_.options.limits, scanner.buffers_,
                          decoding_ == nullptr ? ledger_ : *decoding_, &scanner.stop_)),
        damage_search_(plan_.rules, plan_.literals),
        coverage_(coverage) {
    if (decoding_ != nullptr) AllowReadingAhead();
  }

  bool compressed() const { return opened_.compressed; }

  // False if it was not read to its end.
  bool Read() {
    if (opened_.bytes == nullptr) return true;
    if (!scanner_.record_buffers_) scanner_.record_buffers_.emplace(plan_.projection);
    RecordReader reader(*opened_.bytes, *scanner_.record_buffers_, ledger_,
                        {.limits = plan_.options.limits,
                         .named_by_user = file_.named,
                         .damage_observer = &damage_search_,
                         .lines_ahead = lines_ahead_});
    const RecordJudge::MatchHandler emit = [this](Match match) { Emit(std::move(match)); };
    while (!scanner_.Ended()) {
      const bool more = reader.Next();
      ReportProgress();
      if (!more) break;
      scanner_.judge_.Judge(reader, ledger_, coverage_, scanner_.met_ids_, emit);
      scanner_.EnterIdsInBatches();
    }
    // A stream that was waited for ends when the run is stopped, so that its end says nothing then.
    return !scanner_.Ended();
  }

 private:
  void AllowReadingAhead() {
    if (opened_.bytes == nullptr) {
      LedgerFeed::Enter(LedgerFeed(*decoding_).Take(), ledger_);
      return;
    }
    auto ahead = std::make_unique<ReadAhead>(
        std::move(opened_.bytes), *decoding_, ledger_,
        opened_.stream ? no_threads_ : scanner_.idle_,
        ReadAhead::Work{opened_.compressed, [this] { return std::make_unique<LinesReader>(plan_); },
                        [this](LinesVerdict& verdict, const LinesStart& start) {
                          return Accept(verdict, start);
                        }});
    lines_ahead_ = ahead.get();
    opened_.bytes = std::move(ahead);
  }

  bool Accept(LinesVerdict& verdict, const LinesStart& start) {
    if (scanner_.Ended() || !EnterVerdict(verdict, start, ledger_)) return false;
    ReportProgress();
    scanner_.MeetIds(verdict.met_ids);
    for (Match& match : verdict.matches) Emit(std::move(match));
    return true;
  }

  void Emit(Match match) {
    match.path = file_.path;
    match.compressed = opened_.compressed;
    match.standard_input = file_.standard_input;
    if (opened_.compressed) {
      Hold(std::move(match));
    } else {
      HandOver(std::move(match), ledger_, handle_);
    }
  }

  void Hold(Match match) {
    Held& held = scanner_.held_;
    held.bytes += ApproximateSize(match);
    held.matches.push_back(std::move(match));
    if (held.bytes > kMostHeld) scanner_.Release(ledger_, handle_);
  }

  void ReportProgress() {
    const std::uint64_t decoded = ledger_.bytes.decoded;
    if (decoded == reported_) return;
    scanner_.progress_.bytes_decoded += decoded - reported_;
    reported_ = decoded;
  }

  SourceScanner& scanner_;
  const ScanPlan& plan_;
  const InputFile& file_;
  Ledger& ledger_;
  const MatchHandler& handle_;
  IdleThreads no_threads_;
  // What decoding enters where another thread may do it: in a small file there is nothing worth
  // that, and a folder may have thousands of them.
  std::unique_ptr<Ledger> decoding_;
  OpenedInput opened_;
  LinesAhead* lines_ahead_ = nullptr;  // The same object as the bytes, if others may read them.
  DamageSearch damage_search_;
  RunningCoverage& coverage_;
  std::uint64_t reported_ = 0;
};

SourceScanner::SourceScanner(const ScanPlan& plan, const std::atomic<bool>& stop,
                             const std::atomic<bool>& unwanted, EventIdSet& event_ids,
                             IdleThreads& idle, ScanProgress& progress)
    : plan_(plan),
      stop_(stop),
      unwanted_(unwanted),
      event_ids_(event_ids),
      idle_(idle),
      progress_(progress),
      judge_(plan) {}

void SourceScanner::MeetIds(const std::vector<std::uint64_t>& ids) {
  met_ids_.insert(met_ids_.end(), ids.begin(), ids.end());
  EnterIdsInBatches();
}

void SourceScanner::EnterIdsInBatches() {
  constexpr std::size_t kBatch = 4096;
  if (met_ids_.size() >= kBatch) EnterIds();
}

void SourceScanner::EnterIds() {
  event_ids_.Add(met_ids_);
  met_ids_.clear();
}

bool SourceScanner::Ended() const {
  return stop_.load(std::memory_order_relaxed) || unwanted_.load(std::memory_order_relaxed);
}

Ledger SourceScanner::Scan(FoundInput& input, const MatchHandler& handle) {
  if (!input.readable()) return std::move(*input.settled);
  Ledger ledger(input.file.path);
  Read(input.file, ledger, handle);
  ledger.Close();
  return ledger;
}

void SourceScanner::Read(const InputFile& file, Ledger& ledger, const MatchHandler& handle) {
  RunningCoverage coverage(ledger.coverage);
  bool compressed = false;
  bool finished = false;
  const auto attempt = [&](const auto& step) {
    try {
      step();
    } catch (const std::bad_alloc&) {
      ledger.Fail(AnomalyKind::kOutOfMemory, "memory ran out; the rest was not scanned");
    } catch (const std::exception& error) {
      ledger.Fail(AnomalyKind::kWorkerFailed, error.what());
    }
  };
  attempt([&] {
    Source source(*this, file, ledger, coverage, handle);
    compressed = source.compressed();
    finished = source.Read();
    if (finished) {
      NoteMisplacedFile(file.path, ledger);
    } else {
      ledger.Report(AnomalyKind::kInterrupted,
                    stop_ ? "the rest was not read"
                          : "the rest was not read, since no output takes matches any more");
    }
  });
  if (!finished) ledger.bytes.SettleUnread(compressed);
  attempt([&] { coverage.Settle(); });
  EnterIds();
  attempt([&] { Release(ledger, handle); });
  held_ = {};
}

// What was held back.
void SourceScanner::Release(const Ledger& ledger, const MatchHandler& handle) {
  for (Match& match : std::exchange(held_, {}).matches) {
    HandOver(std::move(match), ledger, handle);
  }
}

}  // namespace trailsift
