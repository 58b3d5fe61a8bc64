#include "scan/record_judge.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "alert/make_match.h"
#include "event/upstream_cut.h"
#include "event/utf8.h"
#include "scan/event_id_set.h"

namespace trailsift {
namespace {

// About the reader's current record.
void Report(AnomalyKind kind, const RecordReader& reader, std::string message, Ledger& ledger) {
  Anomaly anomaly;
  anomaly.kind = kind;
  if (ledger.count(kind) < Ledger::kMaximumListed) {
    const RecordPlace place = reader.Place();
    anomaly.record = place.record;
    anomaly.line = place.line;
    anomaly.byte_offset = place.byte_offset;
    anomaly.length = place.byte_length;
    anomaly.message = std::move(message);
  }
  ledger.Report(std::move(anomaly));
}

void ReportUnknownTime(const RecordReader& reader, Ledger& ledger) {
  const FieldValue& value = reader.event().At(Projection::kEventTime);
  if (value.kind == ValueKind::kMissing || value.kind == ValueKind::kNull) {
    Report(AnomalyKind::kMissingTime, reader, "the record has no eventTime", ledger);
  } else {
    Report(AnomalyKind::kUnparsableTime, reader,
           fmt::format("eventTime cannot be read: {}", ShortenText(value.text, kMostQuoted)),
           ledger);
  }
}

// What should be a name is missing or of another type.
void ReportUnknownName(AnomalyKind kind, Slot slot, std::string_view field,
                       const RecordReader& reader, Ledger& ledger) {
  const FieldValue& value = reader.event().At(slot);
  const bool missing = value.kind == ValueKind::kMissing || value.kind == ValueKind::kNull ||
                       value.kind == ValueKind::kString;
  Report(kind, reader,
         missing ? fmt::format("the record has no {}", field)
                 : fmt::format("{} is no string: {}", field, ShortenText(value.text, kMostQuoted)),
         ledger);
}

// What filters kept since they cannot judge it, but for the time.
void ReportUnknownPlace(const RecordFilter& filter, const RecordReader& reader, Ledger& ledger) {
  if (filter.by_account() && AccountOf(reader.event()).empty()) {
    ReportUnknownName(AnomalyKind::kUnknownAccount, Projection::kRecipientAccountId,
                      "recipientAccountId", reader, ledger);
  }
  if (filter.by_region() && RegionOf(reader.event()).empty()) {
    ReportUnknownName(AnomalyKind::kUnknownRegion, Projection::kAwsRegion, "awsRegion", reader,
                      ledger);
  }
}

}  // namespace

void RecordJudge::Judge(RecordReader& reader, Ledger& ledger, RunningCoverage& coverage,
                        std::vector<std::uint64_t>& met_ids, const MatchHandler& handle) {
  const Event& event = reader.event();
  const std::optional<Timestamp> time = EventTime(event);
  coverage.Add(event, time);
  const FieldValue& id = event.At(Projection::kEventId);
  if (id.kind == ValueKind::kString && !id.text.empty()) {
    met_ids.push_back(EventIdSet::Hash(id.text));
  }
  if (plan_.filter.Keeps(event, time)) {
    FindHits(reader, time, ledger);
  } else {
    ++ledger.records.filtered;
    hits_.clear();
  }
  ambiguous_.clear();
  if (event.occurrences() > 1) JudgeOtherReadings(reader, ledger);
  if (!hits_.empty()) HandleHits(reader, handle);
}

void RecordJudge::FindHits(RecordReader& reader, std::optional<Timestamp> time, Ledger& ledger) {
  ++ledger.records.judged;
  if (reader.facts().salvaged) ++ledger.records.salvaged;
  plan_.index.FindMatches(reader.event(), scratch_, hits_);
  if (!time && (plan_.filter.by_time() || !hits_.empty())) ReportUnknownTime(reader, ledger);
  ReportUnknownPlace(plan_.filter, reader, ledger);
  if (!hits_.empty()) reader.Validate();
  if (reader.facts().upstream_cut) ReportUpstreamCut(reader, ledger);
}

// Names the rules that might have matched on what AWS left out of the record.
void RecordJudge::ReportUpstreamCut(const RecordReader& reader, Ledger& ledger) {
  const JsonValue& tree = reader.event().Tree();
  for (const RuleNumber rule : plan_.field_readers.Find(tree, FindUpstreamCut(tree))) {
    if (std::ranges::binary_search(hits_, rule)) continue;
    Report(AnomalyKind::kPossibleMatchInDamagedRecord, reader,
           fmt::format("AWS left out a part of the record that the rule {} reads",
                       plan_.rules.rules[rule].id),
           ledger);
  }
}

// Finds the matches that an earlier value of a repeated key would change, or make.
void RecordJudge::JudgeOtherReadings(const RecordReader& reader, Ledger& ledger) {
  if (!other_readings_) other_readings_.emplace(plan_);
  OtherReadings::Verdict verdict = other_readings_->Judge(reader.event());
  for (const RuleNumber rule : verdict.only_earlier) {
    Report(AnomalyKind::kPossibleMatchInAmbiguousRecord, reader,
           fmt::format("the record repeats a key and matches the rule {} only if an earlier "
                       "value counts",
                       plan_.rules.rules[rule].id),
           ledger);
  }
  if (!verdict.judged_all) {
    Report(AnomalyKind::kPossibleMatchInAmbiguousRecord, reader,
           fmt::format("a key stands {} times in one object; it was judged by the first {} of "
                       "its values and by the last",
                       reader.event().occurrences(), OtherReadings::kMost),
           ledger);
  }
  ambiguous_ = verdict.judged_all ? std::move(verdict.only_some) : hits_;
}

void RecordJudge::HandleHits(const RecordReader& reader, const MatchHandler& handle) {
  for (const RuleNumber number : hits_) {
    const Severity severity = plan_.index.SeverityOf(number, reader.event(), scratch_);
    if (plan_.options.minimum_severity && severity < *plan_.options.minimum_severity) continue;
    Match match = MakeMatch(plan_.rules.rules[number], number, severity, reader);
    if (plan_.options.alerts) AddSummary(plan_.rules.rules[number], reader.event(), match);
    if (std::ranges::binary_search(ambiguous_, number)) AddFlag(match, "ambiguous");
    handle(std::move(match));
  }
}

}  // namespace trailsift
