#include "writer/ledger_writer.h"

#include <string>

#include "writer/anomaly_json.h"
#include "writer/json_builder.h"
#include "writer/source_json.h"
#include "writer/summary_json.h"

namespace trailsift {
namespace {

void AppendAnomalies(JsonBuilder& json, const Ledger& ledger) {
  AppendAnomalyCounts(json, ledger);
  json.Key("anomalies").BeginList();
  for (const Anomaly& anomaly : ledger.anomalies()) AppendAnomaly(json, ledger.path(), anomaly);
  json.EndList();
}

void AppendLedger(JsonBuilder& json, const Ledger& ledger) {
  json.BeginObject();
  json.Key("schema").String("trailsift.ledger/1");
  AppendSourceMembers(json, ledger);
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
