#include "scan/ledger_feed.h"

#include <utility>

namespace trailsift {

LedgerFeed::Entries LedgerFeed::Take() {
  Entries entries;
  entries.bytes = from_.bytes;
  entries.state = from_.state;
  if (!from_.unverified.empty()) entries.unverified = from_.unverified;
  for (std::size_t kind = 0; kind < kAnomalyKindCount; ++kind) {
    const std::uint64_t count = from_.count(static_cast<AnomalyKind>(kind));
    entries.unlisted[kind] = count - std::exchange(counted_[kind], count);
  }
  for (; listed_ < from_.anomalies().size(); ++listed_) {
    entries.listed.push_back(from_.anomalies()[listed_]);
    --entries.unlisted[static_cast<std::size_t>(entries.listed.back().kind)];
  }
  return entries;
}

void LedgerFeed::Enter(Entries entries, Ledger& to) {
  to.bytes.stored_read = entries.bytes.stored_read;
  to.bytes.stored_unread = entries.bytes.stored_unread;
  to.bytes.payload = entries.bytes.payload;
  to.bytes.padding = entries.bytes.padding;
  to.bytes.passed_through = entries.bytes.passed_through;
  to.bytes.undecodable = entries.bytes.undecodable;
  to.bytes.decoded = entries.bytes.decoded;
  if (entries.state != SourceState::kScanned) to.state = entries.state;
  if (!entries.unverified.empty()) to.unverified = std::move(entries.unverified);
  for (Anomaly& anomaly : entries.listed) to.Report(std::move(anomaly));
  for (std::size_t kind = 0; kind < kAnomalyKindCount; ++kind) {
    Anomaly anomaly;
    anomaly.kind = static_cast<AnomalyKind>(kind);
    for (std::uint64_t left = entries.unlisted[kind]; left > 0; --left) to.Report(anomaly);
  }
}

}  // namespace trailsift
