#include "scan/delivery.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "base/held_anomalies.h"
#include "scan/summary_builder.h"

namespace trailsift {
void Delivery::OnMatch(Match match) {
  if (IsDropped(match)) {
    ++summary_.matches.dropped_by_unique;
    return;
  }
  if (options_.alerts) {
    grouping_.Add(match);
  } else if (options_.sort_by_time) {
    held_.push_back({match.event_time, store_.Add(match)});
  }
  Count(match);
  if (!options_.alerts && !options_.sort_by_time) sink_.OnMatch(match);
}

void Delivery::OnSource(const Ledger& ledger) {
  AddSource(ledger, summary_);
  if (conflicts_.anomalies().empty()) {
    sink_.OnSource(ledger);
  } else {
    Ledger all = ledger;
    for (const Anomaly& anomaly : conflicts_.anomalies()) all.Report(anomaly);
    ReportUnlisted([&](AnomalyKind kind) { return conflicts_.count(kind); },
                   [&](const Anomaly& anomaly) { all.Report(anomaly); });
    sink_.OnSource(all);
  }
  AddAnomalies(ledger.path(), std::exchange(conflicts_, Ledger("")), summary_);
}

void Delivery::End() {
  summary_.spooled_bytes = store_.bytes_on_disk() + grouping_.bytes_on_disk();
  if (options_.alerts) grouping_.HandOver(sink_, summary_.alerts.emplace());
  // Unknown times come last.
  std::ranges::stable_sort(held_, {},
                           [](const Held& held) { return std::make_tuple(!held.time, held.time); });
  for (const Held& held : held_) {
    if (!wanted()) break;
    sink_.OnMatch(store_.Get(held.range));
  }
  held_.clear();
}

bool Delivery::IsDropped(Match& match) {
  using enum DuplicateWatch::Verdict;
  switch (duplicates_.See(match)) {
    case kFirst:
      return false;
    case kRepeat:
      if (!options_.unique) AddFlag(match, "duplicate_delivery");
      return options_.unique;
    case kVariant:
      ReportConflict(match);
      return options_.unique;
    case kConflicting:
      ReportConflict(match);
      return false;
  }
  return false;
}

void Delivery::ReportConflict(const Match& match) {
  Anomaly anomaly;
  anomaly.kind = AnomalyKind::kConflictingDuplicate;
  anomaly.member = match.member;
  anomaly.record = match.place.record;
  anomaly.line = match.place.line;
  anomaly.byte_offset = match.place.byte_offset;
  anomaly.length = match.place.byte_length;
  anomaly.message = "eventID " + match.event_id.text.value_or("") +
                    " was matched before in a record of other content";
  conflicts_.Report(std::move(anomaly));
}

void Delivery::Count(const Match& match) {
  MatchCounts& counts = summary_.matches;
  ++counts.total;
  ++(match.signal ? counts.signals : counts.by_severity[match.severity]);
  ++counts.by_rule[rules_.rules[match.rule].id];
  progress_.matches.store(counts.total, std::memory_order_relaxed);
}

}  // namespace trailsift
