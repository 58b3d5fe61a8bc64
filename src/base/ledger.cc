#include "base/ledger.h"

#include <fmt/format.h>

#include <algorithm>
#include <new>
#include <utility>

namespace trailsift {
namespace {

void AddName(Coverage::Counts& counts, std::uint64_t& other, std::string_view name,
             std::uint64_t count) {
  if (const auto found = counts.find(name); found != counts.end()) {
    found->second += count;
  } else if (counts.size() < Coverage::kMaximumNames && name.size() <= Coverage::kLongestName) {
    counts.emplace(name, count);
  } else {
    other += count;
  }
}

}  // namespace

ByteCounts& ByteCounts::operator+=(const ByteCounts& other) {
  stored_read += other.stored_read;
  stored_unread += other.stored_unread;
  payload += other.payload;
  padding += other.padding;
  passed_through += other.passed_through;
  undecodable += other.undecodable;
  decoded += other.decoded;
  record += other.record;
  envelope += other.envelope;
  whitespace += other.whitespace;
  damaged += other.damaged;
  skipped += other.skipped;
  return *this;
}

std::uint64_t ByteCounts::StoredSum() const {
  return payload + padding + passed_through + undecodable;
}

std::uint64_t ByteCounts::DecodedSum() const {
  return record + envelope + whitespace + damaged + skipped;
}

bool ByteCounts::Balanced() const { return stored_read == StoredSum() && decoded == DecodedSum(); }

RecordCounts& RecordCounts::operator+=(const RecordCounts& other) {
  judged += other.judged;
  filtered += other.filtered;
  salvaged += other.salvaged;
  return *this;
}

void ByteCounts::SettleUnread(bool compressed) {
  skipped += decoded - DecodedSum();
  (compressed ? payload : passed_through) += stored_read - StoredSum();
}

void Coverage::AddTime(std::optional<Timestamp> time) {
  if (!time) {
    ++unknown_time;
    return;
  }
  if (!first_event_time || *time < *first_event_time) first_event_time = time;
  if (!last_event_time || *time > *last_event_time) last_event_time = time;
}

void Coverage::AddAccount(std::string_view account, std::uint64_t count) {
  AddName(accounts, other_accounts, account, count);
}

void Coverage::AddRegion(std::string_view region, std::uint64_t count) {
  AddName(regions, other_regions, region, count);
}

void Coverage::AddCategory(std::string_view category, std::uint64_t count) {
  std::uint64_t ignored = 0;
  AddName(categories, ignored, category, count);
}

void Coverage::Add(const Coverage& other) {
  if (other.first_event_time) AddTime(other.first_event_time);
  if (other.last_event_time) AddTime(other.last_event_time);
  unknown_time += other.unknown_time;
  for (const auto& [name, count] : other.accounts) AddAccount(name, count);
  for (const auto& [name, count] : other.regions) AddRegion(name, count);
  for (const auto& [name, count] : other.categories) AddCategory(name, count);
  other_accounts += other.other_accounts;
  other_regions += other.other_regions;
}

void Ledger::Report(Anomaly anomaly) {
  const std::uint64_t count = ++counts_[static_cast<std::size_t>(anomaly.kind)];
  if (count <= kMaximumListed) anomalies_.push_back(std::move(anomaly));
}

void Ledger::Report(AnomalyKind kind, std::string message) {
  Anomaly anomaly;
  anomaly.kind = kind;
  anomaly.message = std::move(message);
  Report(std::move(anomaly));
}

void Ledger::Fail(AnomalyKind kind, std::string_view message) {
  state = SourceState::kFailed;
  if (++counts_[static_cast<std::size_t>(kind)] > kMaximumListed) return;
  try {
    Anomaly& anomaly = anomalies_.emplace_back();
    anomaly.kind = kind;
    anomaly.message = message;
  } catch (const std::bad_alloc&) {
    // It is counted; only its text is lost.
  }
}

void Ledger::ReportSkipped(std::string reason, std::string message, bool whole_source) {
  if (whole_source) state = SourceState::kSkipped;
  Anomaly anomaly;
  anomaly.kind = AnomalyKind::kSkipped;
  anomaly.message = std::move(message);
  anomaly.reason = std::move(reason);
  Report(std::move(anomaly));
}

bool Ledger::complete() const {
  for (std::size_t i = 0; i < counts_.size(); ++i) {
    if (counts_[i] > 0 && IsUnjudged(static_cast<AnomalyKind>(i))) return false;
  }
  return true;
}

std::string_view Ledger::SkipReason() const {
  const auto last =
      std::find_if(anomalies_.rbegin(), anomalies_.rend(),
                   [](const Anomaly& anomaly) { return anomaly.kind == AnomalyKind::kSkipped; });
  return last == anomalies_.rend() ? "skipped" : std::string_view(last->reason);
}

void Ledger::Close() {
  if (bytes.Balanced()) return;
  Report(AnomalyKind::kInternalImbalance,
         fmt::format("{} bytes were read but {} accounted for, {} decoded but {} accounted for; "
                     "please report this defect",
                     bytes.stored_read, bytes.StoredSum(), bytes.decoded, bytes.DecodedSum()));
}

}  // namespace trailsift
