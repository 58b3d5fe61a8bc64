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

namespace trailsift {
namespace {

// Foreign text quoted in a message is cut to this many bytes.
constexpr std::size_t kMaximumQuoted = 64;

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

// Enters what was decoded or read but never reached a reader that was given up, so that the ledger
// still accounts for every byte.
void SettleUnread(ByteCounts& bytes, bool compressed) {
  bytes.skipped += bytes.decoded - (bytes.record + bytes.envelope + bytes.whitespace +
                                    bytes.damaged + bytes.skipped);
  const std::uint64_t rest = bytes.stored_read - (bytes.payload + bytes.padding +
                                                  bytes.passed_through + bytes.undecodable);
  (compressed ? bytes.payload : bytes.passed_through) += rest;
}

// True if the bytes a record was decoded from have failed their checksum.
bool IsUnverified(const Ledger& ledger, std::uint64_t byte_offset) {
  if (ledger.count(AnomalyKind::kChecksumMismatch) == 0) return false;
  return std::ranges::any_of(ledger.anomalies(), [byte_offset](const Anomaly& anomaly) {
    if (anomaly.kind != AnomalyKind::kChecksumMismatch || !anomaly.byte_offset) return false;
    return byte_offset >= *anomaly.byte_offset &&
           byte_offset - *anomaly.byte_offset < anomaly.length.value_or(~std::uint64_t{0});
  });
}

}  // namespace

// One source on its way from bytes to matches.
class SourceScanner::Source {
 public:
  Source(SourceScanner& scanner, FoundInput& input, const MatchHandler& handle)
      : scanner_(scanner),
        plan_(scanner.plan_),
        input_(input),
        ledger_(input.ledger),
        handle_(handle),
        opened_(OpenInput(input.file, plan_.options.limits, scanner.buffers_, ledger_,
                          &scanner.stop_)) {}

  bool compressed() const { return opened_.compressed; }

  // False if it was not read to its end.
  bool Read() {
    if (opened_.bytes == nullptr) return true;
    RecordReader reader(*opened_.bytes, plan_.projection, ledger_,
                        {plan_.options.limits, input_.file.named});
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
      Match match = MakeMatch(plan_.rules.rules[number], number, reader);
      if (plan_.options.minimum_severity && match.severity < *plan_.options.minimum_severity) {
        continue;
      }
      match.path = input_.file.path;
      match.compressed = opened_.compressed;
      match.standard_input = input_.file.standard_input;
      if (IsUnverified(ledger_, match.place.byte_offset)) {
        match.flags.emplace_back("integrity_unverified");
        std::ranges::sort(match.flags);
      }
      handle_(std::move(match));
    }
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
  FoundInput& input_;
  Ledger& ledger_;
  const MatchHandler& handle_;
  OpenedInput opened_;
  std::uint64_t reported_ = 0;
};

SourceScanner::SourceScanner(const ScanPlan& plan, const std::atomic<bool>& stop,
                             const std::atomic<bool>& unwanted, ScanProgress& progress)
    : plan_(plan), stop_(stop), unwanted_(unwanted), progress_(progress), scratch_(plan.index) {}

void SourceScanner::Scan(FoundInput& input, const MatchHandler& handle) {
  if (input.readable) Read(input, handle);
  input.ledger.Close();
}

void SourceScanner::Read(FoundInput& input, const MatchHandler& handle) {
  Ledger& ledger = input.ledger;
  bool compressed = false;
  bool finished = false;
  try {
    Source source(*this, input, handle);
    compressed = source.compressed();
    finished = source.Read();
    if (!finished) ledger.Report(AnomalyKind::kInterrupted, "the rest was not read");
  } catch (const std::bad_alloc&) {
    ledger.state = SourceState::kFailed;
    ledger.Report(AnomalyKind::kOutOfMemory, "memory ran out; the rest was not scanned");
  } catch (const std::exception& error) {
    ledger.state = SourceState::kFailed;
    ledger.Report(AnomalyKind::kWorkerFailed, fmt::format("the scan failed: {}", error.what()));
  }
  if (!finished) SettleUnread(ledger.bytes, compressed);
}

}  // namespace trailsift
