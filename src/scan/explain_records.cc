#include "scan/explain_records.h"

#include <fmt/format.h>

#include <exception>
#include <new>
#include <optional>
#include <string>
#include <utility>

#include "alert/make_match.h"
#include "event/record_reader.h"
#include "input/open_input.h"
#include "scan/misplaced_file.h"
#include "scan/run_anomalies.h"
#include "scan/summary_builder.h"

namespace trailsift {
namespace {

std::optional<std::string> TextAt(const Event& event, Slot slot) {
  const FieldValue& value = event.At(slot);
  if (value.kind != ValueKind::kString) return std::nullopt;
  return std::string(value.text);
}

// Explains the records of one source after the other.
class SourceExplainer {
 public:
  SourceExplainer(const ExplainPlan& plan, const ExplainedRecordHandler& show,
                  const std::atomic<bool>& stop, ExplainCounts& counts)
      : plan_(plan), show_(show), stop_(stop), counts_(counts) {}

  bool ended() const { return stop_ || !wanted_; }
  bool wanted() const { return wanted_; }

  Ledger Explain(FoundInput& input) {
    if (!input.readable()) return std::move(*input.settled);
    Ledger ledger(input.file.path);
    bool compressed = false;
    bool finished = false;
    try {
      const OpenedInput opened = OpenInput(input.file, plan_.limits, buffers_, ledger, &stop_);
      compressed = opened.compressed;
      if (opened.bytes != nullptr) {
        if (!record_buffers_) record_buffers_.emplace(plan_.projection);
        RecordReader reader(*opened.bytes, *record_buffers_, ledger,
                            {plan_.limits, input.file.named});
        while (!ended() && reader.Next()) Judge(input.file.path, reader, ledger);
      }
      finished = !ended();
      if (finished) NoteMisplacedFile(input.file.path, ledger);
      if (!finished) ledger.Report(AnomalyKind::kInterrupted, "the rest was not read");
    } catch (const std::bad_alloc&) {
      ledger.Fail(AnomalyKind::kOutOfMemory, "memory ran out; the rest was not read");
    } catch (const std::exception& error) {
      ledger.Fail(AnomalyKind::kWorkerFailed, error.what());
    }
    if (!finished) ledger.bytes.SettleUnread(compressed);
    ledger.Close();
    return ledger;
  }

 private:
  void Judge(const std::string& path, RecordReader& reader, Ledger& ledger) {
    const Event& event = reader.event();
    ledger.coverage.AddTime(EventTime(event));
    ++ledger.records.judged;
    if (reader.facts().salvaged) ++ledger.records.salvaged;
    ExplainedRecord record;
    record.compiled_matches = plan_.compiled(event);
    record.explanation = ExplainRule(plan_.rule, event.Tree());
    if (const auto& error = event.tree_error()) {
      record.fault = fmt::format("byte {} of the record: {}", error->offset, error->message);
    }
    if (record.compiled_matches || record.explanation.matches) reader.Validate();
    ++counts_.records;
    if (record.explanation.matches) ++counts_.matches;
    if (record.explanation.near_miss()) ++counts_.near_misses;
    if (record.evaluators_differ()) ++counts_.differences;
    if (!plan_.all && !record.explanation.matches && !record.explanation.near_miss() &&
        !record.verdicts_differ()) {
      return;
    }
    record.path = path;
    record.place = reader.Place();
    record.event_time = TextAt(event, Projection::kEventTime);
    record.event_id = TextAt(event, Projection::kEventId);
    record.event_name = TextAt(event, Projection::kEventName);
    record.event_source = TextAt(event, Projection::kEventSource);
    wanted_ = show_(record);
  }

  const ExplainPlan& plan_;
  const ExplainedRecordHandler& show_;
  const std::atomic<bool>& stop_;
  ExplainCounts& counts_;
  DecodeBuffers buffers_;
  std::optional<RecordBuffers> record_buffers_;
  bool wanted_ = true;
};

}  // namespace

ScanSummary ExplainRecords(std::vector<FoundInput> inputs, const ExplainPlan& plan,
                           const ExplainedRecordHandler& show, const std::atomic<bool>& stop,
                           ExplainCounts& counts) {
  ScanSummary summary;
  SourceExplainer explainer(plan, show, stop, counts);
  const bool has_source = HasSource(inputs);
  std::size_t begun = 0;
  for (FoundInput& input : inputs) {
    if (explainer.ended()) break;
    ++begun;
    AddSource(explainer.Explain(input), summary);
  }
  if (!has_source) ReportRun(AnomalyKind::kNoSources, "there is nothing to read", summary);
  ReportSourcesLeft({inputs.size() - begun, inputs.size(), true}, stop, !explainer.wanted(),
                    summary);
  summary.matches.total = counts.matches;
  return summary;
}

}  // namespace trailsift
