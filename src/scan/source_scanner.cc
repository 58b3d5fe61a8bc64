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
#include "scan/misplaced_file.h"

namespace trailsift {
namespace {

// Foreign text quoted in a message is cut to this many bytes.
constexpr std::size_t kMaximumQuoted = 64;
// Bytes of matches that one worker holds back.
constexpr std::size_t kMostHeld = std::size_t{16} << 20;

void AddCoverage(const Event& event, std::optional<Timestamp> time, Coverage& coverage) {
  coverage.AddTime(time);
  if (const std::string_view account = AccountOf(event); !account.empty()) {
    coverage.AddAccount(account);
  }
  const FieldValue& region = event.At(Projection::kAwsRegion);
  if (region.kind == ValueKind::kString) coverage.AddRegion(region.text);
  const FieldValue& category = event.At(Projection::kEventCategory);
  if (category.kind == ValueKind::kString) coverage.AddCategory(category.text);
}

}  // namespace

// One source on its way from bytes to matches.
class SourceScanner::Source {
 public:
  Source(SourceScanner& scanner, const InputFile& file, Ledger& ledger, const MatchHandler& handle)
      : scanner_(scanner),
        plan_(scanner.plan_),
        file_(file),
        ledger_(ledger),
        handle_(handle),
        opened_(OpenInput(file, plan_.options.limits, scanner.buffers_, ledger_, &scanner.stop_)) {}

  bool compressed() const { return opened_.compressed; }

  // False if it was not read to its end.
  bool Read() {
    if (opened_.bytes == nullptr) return true;
    RecordReader reader(*opened_.bytes, plan_.projection, ledger_,
                        {plan_.options.limits, file_.named});
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
    AddCoverage(event, time, ledger_.coverage);
    scanner_.MeetId(event);
    if (!plan_.filter.Keeps(event, time)) {
      ++ledger_.records.filtered;
      return;
    }
    ++ledger_.records.judged;
    if (reader.facts().salvaged) ++ledger_.records.salvaged;
    plan_.index.FindMatches(event, scanner_.scratch_, scanner_.hits_);
    if (!time && (plan_.filter.by_time() || !scanner_.hits_.empty())) ReportUnknownTime(reader);
    if (!scanner_.hits_.empty()) HandleHits(reader);
  }

  void HandleHits(RecordReader& reader) {
    reader.Validate();
    for (const RuleNumber number : scanner_.hits_) {
      const Severity severity = plan_.index.SeverityOf(number, reader.event(), scanner_.scratch_);
      if (plan_.options.minimum_severity && severity < *plan_.options.minimum_severity) continue;
      Match match = MakeMatch(plan_.rules.rules[number], number, severity, reader);
      if (plan_.options.alerts) AddSummary(plan_.rules.rules[number], reader.event(), match);
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
    const bool missing = value.kind == ValueKind::kMissing || value.kind == ValueKind::kNull;
    Anomaly anomaly;
    anomaly.kind = missing ? AnomalyKind::kMissingTime : AnomalyKind::kUnparsableTime;
    if (ledger_.count(anomaly.kind) < Ledger::kMaximumListed) {
      const RecordPlace place = reader.Place();
      anomaly.record = place.record;
      anomaly.line = place.line;
      anomaly.byte_offset = place.byte_offset;
      anomaly.length = place.byte_length;
      anomaly.message = missing ? "the record has no eventTime"
                                : fmt::format("eventTime cannot be read: {}",
                                              value.text.substr(0, kMaximumQuoted));
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
  std::uint64_t reported_ = 0;
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
    Source source(*this, file, ledger, handle);
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
  EnterIds();
  attempt([&] { Release(ledger, handle); });
  held_ = {};
}

// Hands over the matches held back, marked if what they were decoded from is not what was written.
void SourceScanner::Release(const Ledger& ledger, const MatchHandler& handle) {
  for (Match& match : std::exchange(held_, {}).matches) {
    const std::uint64_t begin = match.place.byte_offset;
    if (ledger.unverified.Overlap(begin, begin + match.place.byte_length)) {
      match.flags.emplace_back("integrity_unverified");
      std::ranges::sort(match.flags);
    }
    handle(std::move(match));
  }
}

}  // namespace trailsift
