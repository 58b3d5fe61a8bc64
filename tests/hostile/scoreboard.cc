#include "hostile/scoreboard.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <string_view>

namespace trailsift {
namespace {

// How often each record matched each of the two rules.
std::map<std::string, std::uint64_t> CountMatches(const ScanResult& result, RuleNumber rule) {
  std::map<std::string, std::uint64_t> counts;
  for (const Match& match : result.matches) {
    if (match.rule == rule) ++counts[match.event_id.text.value_or("")];
  }
  return counts;
}

std::uint64_t CountOf(const std::map<std::string, std::uint64_t>& counts, const std::string& id) {
  const auto found = counts.find(id);
  return found == counts.end() ? 0 : found->second;
}

// True if the scan took the ends of records for lost and said so, which it may only where the
// source leaves an envelope open and is not cut inside a record.
bool OpensRecords(const ScanResult& result) {
  const auto says = [&](AnomalyKind kind, std::string_view text) {
    return std::ranges::any_of(result.summary.anomalies, [&](const auto& entry) {
      return entry.anomaly.kind == kind && entry.anomaly.message.find(text) != std::string::npos;
    });
  };
  return says(AnomalyKind::kTruncatedTail, "before its envelope is closed") &&
         !says(AnomalyKind::kTruncatedTail, "inside a record") &&
         says(AnomalyKind::kMalformedRecord, "judged as records of their own");
}

}  // namespace

Scoreboard& Scoreboard::operator+=(const Scoreboard& other) {
  inputs += other.inputs;
  crashes += other.crashes;
  silent_losses += other.silent_losses;
  dishonest_statuses += other.dishonest_statuses;
  imbalances += other.imbalances;
  unrecovered += other.unrecovered;
  return *this;
}

RuleSet HostileRules() {
  return MakeRuleSet({MakeRule("Planted", BundledCondition()), MakeRule("Any", Exists("eventID"))});
}

Scoreboard JudgeLedger(std::uint64_t size, const ScanResult& result,
                       std::vector<std::string>& complaints) {
  Scoreboard score;
  score.inputs = 1;
  const ByteCounts& bytes = result.summary.bytes;
  const bool stored_adds_up = bytes.stored_read == bytes.payload + bytes.padding +
                                                       bytes.passed_through + bytes.undecodable &&
                              bytes.stored_read + bytes.stored_unread == size;
  const bool decoded_adds_up = bytes.decoded == bytes.record + bytes.envelope + bytes.whitespace +
                                                    bytes.damaged + bytes.skipped;
  if (!stored_adds_up || !decoded_adds_up || result.count(AnomalyKind::kInternalImbalance) > 0) {
    ++score.imbalances;
    complaints.push_back(fmt::format("the ledger does not balance for {} bytes", size));
  }
  return score;
}

Scoreboard JudgeHostileScan(const HostileInput& input, const ScanResult& result,
                            std::vector<std::string>& complaints) {
  Scoreboard score = JudgeLedger(input.stored.size(), result, complaints);
  const auto planted = CountMatches(result, 0);
  const auto all = CountMatches(result, 1);
  const bool complete = result.summary.complete;
  const bool opens_records = input.damaged && OpensRecords(result);
  bool wrong = false;
  for (const ExpectedRecord& record : input.records) {
    const std::uint64_t judged = CountOf(all, record.id);
    const std::uint64_t matched = CountOf(planted, record.id);
    const std::uint64_t invented = record.nested.empty() ? 0 : CountOf(all, record.nested);
    const bool right = judged == 1 && matched == (record.planted ? 1 : 0) && invented == 0;
    if (!input.damaged && !right) {
      wrong = true;
      complaints.push_back(
          fmt::format("{}: judged {} times, matched {} times", record.id, judged, matched));
    }
    if (!record.intact) continue;
    if (!record.planted && matched > 0) {
      ++score.dishonest_statuses;
      complaints.push_back(record.id + ": matched, and should not");
    }
    if (judged > 1 || (invented > 0 && !opens_records)) {
      ++score.dishonest_statuses;
      complaints.push_back(fmt::format("{}: judged {} times, the event within it {} times",
                                       record.id, judged, invented));
    }
    if (judged > 0) {
      if (record.planted && matched == 0) {
        ++score.silent_losses;
        complaints.push_back(record.id + ": judged, but its match is missing");
      }
      continue;
    }
    ++(complete ? score.silent_losses : score.unrecovered);
    complaints.push_back(
        fmt::format("{}: lost{}", record.id, complete ? " in silence" : " beyond damage"));
  }
  if (!input.damaged && result.summary.records.judged != input.records.size()) {
    wrong = true;
    complaints.push_back(fmt::format("{} records judged of {}", result.summary.records.judged,
                                     input.records.size()));
  }
  if (!input.damaged && (wrong || !complete)) {
    ++score.dishonest_statuses;
    complaints.push_back(fmt::format("undamaged, said to be {}complete{}", complete ? "" : "in",
                                     wrong ? " and read wrongly" : ""));
  }
  return score;
}

}  // namespace trailsift
