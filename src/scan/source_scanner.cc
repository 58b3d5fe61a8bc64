#include "scan/source_scanner.h"

#include <fmt/format.h>

#include <algorithm>
#include <exception>
#include <new>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "alert/make_match.h"
#include "event/record_reader.h"
#include "event/upstream_cut.h"
#include "scan/damage_search.h"
#include "scan/misplaced_file.h"
#include "scan/running_coverage.h"

namespace trailsift {
namespace {

// Foreign text quoted in a message is cut to this many bytes.
constexpr std::size_t kMaximumQuoted = 64;
// Bytes of matches that one worker holds back.
constexpr std::size_t kMostHeld = std::size_t{16} << 20;

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
        opened_(OpenInput(file, plan_.options.limits, scanner.buffers_, ledger_, &scanner.stop_)),
        damage_search_(plan_.rules, plan_.literals),
        coverage_(coverage) {}

  bool compressed() const { return opened_.compressed; }

  // False if it was not read to its end.
  bool Read() {
    if (opened_.bytes == nullptr) return true;
    if (!scanner_.record_buffers_) scanner_.record_buffers_.emplace(plan_.projection);
    RecordReader reader(*opened_.bytes, *scanner_.record_buffers_, ledger_,
                        {plan_.options.limits, file_.named, &damage_search_});
    bool more = true;
    while (more && !scanner_.Ended()) {
      more = reader.Next();
      ReportProgress();
      if (more) Judge(reader);
    }
    // A stream that was waited for ends when the run is stopped, so that `more` says nothing then.
    return !scanner_.Ended();
  }

 private:
  void Judge(RecordReader& reader) {
    const Event& event = reader.event();
    const std::optional<Timestamp> time = EventTime(event);
    coverage_.Add(event, time);
    scanner_.MeetId(event);
    if (plan_.filter.Keeps(event, time)) {
      ++ledger_.records.judged;
      if (reader.facts().salvaged) ++ledger_.records.salvaged;
      plan_.index.FindMatches(event, scanner_.scratch_, scanner_.hits_);
      if (!time && (plan_.filter.by_time() || !scanner_.hits_.empty())) ReportUnknownTime(reader);
      if (!scanner_.hits_.empty()) reader.Validate();
      if (reader.facts().upstream_cut) ReportUpstreamCut(reader);
    } else {
      ++ledger_.records.filtered;
      scanner_.hits_.clear();
    }
    ambiguous_.clear();
    if (event.occurrences() > 1) JudgeOtherReadings(reader);
    if (!scanner_.hits_.empty()) HandleHits(reader);
  }

  // Names the rules that might have matched on what AWS left out of the record.
  void ReportUpstreamCut(const RecordReader& reader) {
    const JsonValue& tree = reader.event().Tree();
    for (const RuleNumber rule : plan_.field_readers.Find(tree, FindUpstreamCut(tree))) {
      if (std::ranges::binary_search(scanner_.hits_, rule)) continue;
      Report(AnomalyKind::kPossibleMatchInDamagedRecord, reader,
             fmt::format("AWS left out a part of the record that the rule {} reads",
                         plan_.rules.rules[rule].id));
    }
  }

  // Finds the matches that an earlier value of a repeated key would change, or make.
  void JudgeOtherReadings(const RecordReader& reader) {
    if (!scanner_.other_readings_) scanner_.other_readings_.emplace(plan_);
    OtherReadings::Verdict verdict = scanner_.other_readings_->Judge(reader.event());
    for (const RuleNumber rule : verdict.only_earlier) {
      Report(AnomalyKind::kPossibleMatchInAmbiguousRecord, reader,
             fmt::format("the record repeats a key and matches the rule {} only if an earlier "
                         "value counts",
                         plan_.rules.rules[rule].id));
    }
    if (!verdict.judged_all) {
      Report(AnomalyKind::kPossibleMatchInAmbiguousRecord, reader,
             fmt::format("a key stands {} times in one object; it was judged by the first {} of "
                         "its values and by the last",
                         reader.event().occurrences(), OtherReadings::kMost));
    }
    ambiguous_ = verdict.judged_all ? std::move(verdict.only_some) : scanner_.hits_;
  }

  void HandleHits(const RecordReader& reader) {
    for (const RuleNumber number : scanner_.hits_) {
      const Severity severity = plan_.index.SeverityOf(number, reader.event(), scanner_.scratch_);
      if (plan_.options.minimum_severity && severity < *plan_.options.minimum_severity) continue;
      Match match = MakeMatch(plan_.rules.rules[number], number, severity, reader);
      if (plan_.options.alerts) AddSummary(plan_.rules.rules[number], reader.event(), match);
      if (std::ranges::binary_search(ambiguous_, number)) AddFlag(match, "ambiguous");
      match.path = file_.path;
      match.compressed = opened_.compressed;
      match.standard_input = file_.standard_input;
      if (opened_.compressed) {
        Hold(std::move(match));
      } else {
        handle_(std::move(match));
      }
    }
  }

  void Hold(Match match) {
    Held& held = scanner_.held_;
    held.bytes += ApproximateSize(match);
    held.matches.push_back(std::move(match));
    if (held.bytes > kMostHeld) scanner_.Release(ledger_, handle_);
  }

  void ReportUnknownTime(const RecordReader& reader) {
    const FieldValue& value = reader.event().At(Projection::kEventTime);
    if (value.kind == ValueKind::kMissing || value.kind == ValueKind::kNull) {
      Report(AnomalyKind::kMissingTime, reader, "the record has no eventTime");
    } else {
      Report(AnomalyKind::kUnparsableTime, reader,
             fmt::format("eventTime cannot be read: {}", value.text.substr(0, kMaximumQuoted)));
    }
  }

  // About the reader's current record.
  void Report(AnomalyKind kind, const RecordReader& reader, std::string message) {
    Anomaly anomaly;
    anomaly.kind = kind;
    if (ledger_.count(kind) < Ledger::kMaximumListed) {
      const RecordPlace place = reader.Place();
      anomaly.record = place.record;
      anomaly.line = place.line;
      anomaly.byte_offset = place.byte_offset;
      anomaly.length = place.byte_length;
      anomaly.message = std::move(message);
    }
    ledger_.Report(std::move(anomaly));
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
  OpenedInput opened_;
  DamageSearch damage_search_;
  RunningCoverage& coverage_;
  std::uint64_t reported_ = 0;
  std::vector<RuleNumber> ambiguous_;  // Rules whose match in the current record is; ascending.
};

SourceScanner::SourceScanner(const ScanPlan& plan, const std::atomic<bool>& stop,
                             const std::atomic<bool>& unwanted, EventIdSet& event_ids,
                             ScanProgress& progress)
    : plan_(plan),
      stop_(stop),
      unwanted_(unwanted),
      event_ids_(event_ids),
      progress_(progress),
      scratch_(plan.index) {}

void SourceScanner::MeetId(const Event& event) {
  constexpr std::size_t kBatch = 4096;
  const FieldValue& id = event.At(Projection::kEventId);
  if (id.kind != ValueKind::kString || id.text.empty()) return;
  met_ids_.push_back(EventIdSet::Hash(id.text));
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

// Hands over the matches held back, marked if what they were decoded from is not what was written.
void SourceScanner::Release(const Ledger& ledger, const MatchHandler& handle) {
  for (Match& match : std::exchange(held_, {}).matches) {
    const std::uint64_t begin = match.place.byte_offset;
    if (ledger.unverified.Overlap(begin, begin + match.place.byte_length)) {
      AddFlag(match, "integrity_unverified");
    }
    handle(std::move(match));
  }
}

}  // namespace trailsift
