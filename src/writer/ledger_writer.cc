#include "writer/ledger_writer.h"

#include <string>
#include <string_view>

#include "writer/anomaly_json.h"
#include "writer/json_builder.h"
#include "writer/match_json.h"
#include "writer/summary_json.h"

namespace trailsift {
namespace {

std::string_view StateName(SourceState state) {
  switch (state) {
    case SourceState::kScanned:
      return "scanned";
    case SourceState::kEmpty:
      return "empty";
    case SourceState::kSkipped:
      return "skipped";
    case SourceState::kFailed:
      return "failed";
  }
  return "failed";
}

void AppendAnomalies(JsonBuilder& json, const Ledger& ledger) {
  json.Key("anomaly_counts").BeginObject();
  for (std::size_t i = 0; i < kAnomalyKindCount; ++i) {
    const auto kind = static_cast<AnomalyKind>(i);
    if (ledger.count(kind) > 0) json.Key(AnomalyName(kind)).Number(ledger.count(kind));
  }
  json.EndObject();
  json.Key("anomalies").BeginList();
  for (const Anomaly& anomaly : ledger.anomalies()) AppendAnomaly(json, ledger.path(), anomaly);
  json.EndList();
}

void AppendLedger(JsonBuilder& json, const Ledger& ledger) {
  json.BeginObject();
  json.Key("schema").String("trailsift.ledger/1");
  json.Key("path").String(ledger.path());
  AppendPathBytes(json, ledger.path());
  json.Key("state").String(StateName(ledger.state));
  json.Key("reason").NullIfEmpty(ledger.state == SourceState::kSkipped ? ledger.SkipReason() : "");
  json.Key("complete").Boolean(ledger.complete());
  AppendBytes(json.Key("bytes"), ledger.bytes);
  AppendRecords(json.Key("records"), ledger.records);
  json.Key("damaged_ranges").Number(ledger.damaged_ranges);
  AppendCounts(json.Key("skipped_values"), ledger.skipped_values);
  AppendCounts(json.Key("shapes"), ledger.shapes);
  AppendCoverage(json.Key("coverage"), ledger.coverage);
  AppendAnomalies(json, ledger);
  json.EndObject();
}

class LedgerWriter final : public MatchSink {
 public:
  explicit LedgerWriter(OutputStream& stream) : stream_(stream) {}

  void OnMatch(const Match& /*match*/) override {}
  void OnSource(const Ledger& ledger) override {
    line_.clear();
    JsonBuilder json(line_);
    AppendLedger(json, ledger);
    line_ += '\n';
    stream_.Write(line_);
  }
  void OnEnd(const ScanSummary& /*summary*/) override { stream_.Flush(); }
  bool alive() const override { return stream_.state() == OutputStream::State::kGood; }

 private:
  OutputStream& stream_;
  std::string line_;
};

}  // namespace

std::unique_ptr<MatchSink> MakeLedgerWriter(OutputStream& stream) {
  return std::make_unique<LedgerWriter>(stream);
}

}  // namespace trailsift
