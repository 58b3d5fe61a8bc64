#include "event/source_account.h"

#include <algorithm>
#include <utility>

#include "event/event_marker.h"

namespace trailsift {
namespace {

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
  const bool is_file = otherwise_.empty();
  may_be_log_ = (is_file && std::ranges::any_of(bytes, IsBinary)) || HoldsEventKey(carry_);
  if (carry_.size() > kLongestEventMarker) {
    carry_.erase(0, carry_.size() - kLongestEventMarker);
  }
}

void SourceAccount::Report(Anomaly anomaly) {
  if (undecided_) {
    held_back_.Hold(std::move(anomaly));
  } else {
    ledger_->Report(std::move(anomaly));
  }
}

void SourceAccount::Recognise() {
  if (!undecided_) return;
  undecided_ = false;
  held_back_.Release([this](Anomaly anomaly) { ledger_->Report(std::move(anomaly)); });
}

bool SourceAccount::MayBePassedOver() const {
  if (may_be_log_) return false;
  if (!otherwise_.empty()) return true;
  const bool cut = std::ranges::any_of(held_back_.listed(), [](const Anomaly& anomaly) {
    return anomaly.kind == AnomalyKind::kTruncatedTail;
  });
  return !cut && !held_back_.listed().empty() && ledger_->complete();
}

void SourceAccount::Close() {
  if (!undecided_) return;
  if (!MayBePassedOver()) return Recognise();
  undecided_ = false;
  held_back_ = {};
  ByteCounts& counts = ledger_->bytes;
  counts.skipped += counts.record + counts.envelope + counts.damaged;
  counts.record = counts.envelope = counts.damaged = 0;
  ledger_->damaged_ranges = 0;
  ledger_->skipped_values.clear();
  if (otherwise_.empty()) {
    ledger_->ReportSkipped("not_a_log",
                           "no CloudTrail event and no key of one stands in this file");
  } else {
    ++ledger_->skipped_values[std::string(otherwise_)];
    ledger_->ReportSkipped(std::string(otherwise_), "a message that is no event of CloudTrail");
  }
}

}  // namespace trailsift
