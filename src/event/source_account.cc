#include "event/source_account.h"

#include <algorithm>
#include <array>
#include <utility>

#include "base/ascii.h"

namespace trailsift {
namespace {

// Keys that every event has one of, in lower case.
constexpr std::array<std::string_view, 3> kEventKeys = {"eventname", "eventsource", "eventversion"};
// The longest of them, and what is looked at around it.
constexpr std::size_t kLongestKey = 16;

// True if the word of `length` bytes at `at` is a key, in JSON, in JSON text within a string, in
// what Python prints, or in the head of a table, and not a word of a sentence or of a command.
bool IsKey(std::string_view text, std::size_t at, std::size_t length) {
  const char before = at > 0 ? text[at - 1] : ' ';
  const std::string_view behind = text.substr(at + length);
  if (before == '"' && (behind.starts_with('"') || behind.starts_with('\\'))) return true;
  if (before == '\'' && behind.starts_with('\'')) return true;
  constexpr std::string_view kDelimiters = ",;\t";
  constexpr std::string_view kBlanks = " \r\n";
  return behind.size() > 1 && kDelimiters.find(behind[0]) != std::string_view::npos &&
         kBlanks.find(behind[1]) == std::string_view::npos;
}

// True if there is such a key, or escaped ASCII, which might hide one.
bool HoldsEventKey(std::string_view text) {
  std::string folded(text);
  std::ranges::transform(folded, folded.begin(), FoldAscii);
  if (folded.find("\\u00") != std::string::npos) return true;
  return std::ranges::any_of(kEventKeys, [&](std::string_view key) {
    for (std::size_t at = folded.find(key); at != std::string::npos;
         at = folded.find(key, at + 1)) {
      if (IsKey(folded, at, key.size())) return true;
    }
    return false;
  });
}

// Control characters that do not stand in text: what holds one may be a compressed or encrypted
// log, or one of another encoding.
bool IsBinary(char c) {
  const auto byte = static_cast<unsigned char>(c);
  constexpr unsigned char kEscape = 0x1B;
  return byte < 0x20 && !(byte >= '\t' && byte <= '\r') && byte != kEscape;
}

}  // namespace

void SourceAccount::Add(Class byte_class, std::string_view bytes) {
  ByteCounts& counts = ledger_->bytes;
  switch (byte_class) {
    case Class::kRecord:
      counts.record += bytes.size();
      break;
    case Class::kEnvelope:
      counts.envelope += bytes.size();
      break;
    case Class::kWhitespace:
      counts.whitespace += bytes.size();
      break;
    case Class::kDamaged:
      counts.damaged += bytes.size();
      break;
    case Class::kSkipped:
      counts.skipped += bytes.size();
      break;
  }
  if (undecided_ && !may_be_log_) Search(bytes);
}

void SourceAccount::Search(std::string_view bytes) {
  carry_ += bytes;
  may_be_log_ = std::ranges::any_of(bytes, IsBinary) || HoldsEventKey(carry_);
  if (carry_.size() > kLongestKey) carry_.erase(0, carry_.size() - kLongestKey);
}

void SourceAccount::Report(Anomaly anomaly) {
  if (undecided_) {
    held_back_.push_back(std::move(anomaly));
  } else {
    ledger_->Report(std::move(anomaly));
  }
}

void SourceAccount::Recognise() {
  if (!undecided_) return;
  undecided_ = false;
  for (Anomaly& anomaly : std::exchange(held_back_, {})) ledger_->Report(std::move(anomaly));
}

void SourceAccount::Close() {
  if (!undecided_) return;
  const bool cut = std::ranges::any_of(held_back_, [](const Anomaly& anomaly) {
    return anomaly.kind == AnomalyKind::kTruncatedTail;
  });
  if (may_be_log_ || cut || held_back_.empty() || !ledger_->complete()) return Recognise();
  undecided_ = false;
  held_back_.clear();
  ByteCounts& counts = ledger_->bytes;
  counts.skipped += counts.record + counts.envelope + counts.damaged;
  counts.record = counts.envelope = counts.damaged = 0;
  ledger_->damaged_ranges = 0;
  ledger_->skipped_values.clear();
  ledger_->ReportSkipped("not_a_log", "no CloudTrail event and no key of one stands in this file");
}

}  // namespace trailsift
