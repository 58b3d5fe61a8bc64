#include "event/source_account.h"

#include <algorithm>
#include <array>
#include <utility>

#include "event/ascii.h"

namespace trailsift {
namespace {

// Keys that every event has one of, in lower case.
constexpr std::array<std::string_view, 3> kEventKeys = {"eventname", "eventsource", "eventversion"};
constexpr std::size_t kLongestKey = 16;

// True if one of the keys stands in the text with a closing quote behind it, plain or itself
// escaped in a string, or if the text has escaped ASCII, which might hide one.
bool HoldsEventKey(std::string_view text) {
  std::string folded(text);
  std::ranges::transform(folded, folded.begin(), FoldAscii);
  if (folded.find("\\u00") != std::string::npos) return true;
  return std::ranges::any_of(kEventKeys, [&](std::string_view key) {
    for (std::size_t at = folded.find(key); at != std::string::npos;
         at = folded.find(key, at + 1)) {
      const std::string_view behind = std::string_view(folded).substr(at + key.size());
      if (behind.starts_with('"') || behind.starts_with("\\\"")) return true;
    }
    return false;
  });
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
  if (undecided_ && !key_found_) SearchKeys(bytes);
  if (byte_class != Class::kWhitespace && !bytes.empty()) value_met_ = true;
}

void SourceAccount::SearchKeys(std::string_view bytes) {
  carry_ += bytes;
  key_found_ = HoldsEventKey(carry_);
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
  if (key_found_ || held_back_.empty() || !value_met_ || !ledger_->complete()) {
    Recognise();
    return;
  }
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
