// JSON text in strings: at a document position, and in the entries of a lookup-events answer.
#include <utility>

#include "event/carried_document.h"
#include "event/document_reader.h"

namespace trailsift {

void DocumentReader::ReadText() {
  const auto end = FindStringEnd(0);
  if (!end) return Salvage(end.error());
  const auto value = ParseJson(window_.rest().substr(0, *end));
  if (!value) return Salvage({value.error().message, false, *end});
  TakeValue(*end);
  CarryText(value->text, *end);
}

// The text that the current value carries is to be read next; of the value, `consumed` bytes are
// passed.
void DocumentReader::CarryText(std::string text, std::size_t consumed) {
  if (carrier_depth_ >= options_.limits.carrier_depth) {
    ReportValue(AnomalyKind::kLimitExceeded, next_record_,
                "text is carried in text too many times; the innermost was not read");
    ++account_.ledger().skipped_values["carrier_depth"];
    return Advance(consumed, Class::kSkipped);
  }
  account_.Recognise();
  carried_text_ = std::move(text);
  Advance(consumed, Class::kRecord);
}

void DocumentReader::OpenCarried() {
  first_carried_ = next_record_;
  carried_ = std::make_unique<CarriedDocument>(*std::exchange(carried_text_, std::nullopt),
                                               *projection_, options_, carrier_depth_ + 1);
}

bool DocumentReader::NextCarried() {
  DocumentReader& reader = carried_->reader();
  if (!reader.Next()) {
    CloseCarried();
    return false;
  }
  facts_ = reader.facts();
  record_ = first_carried_ + reader.record_;
  next_record_ = record_ + 1;
  CountShape("lookup_events", 1);
  return true;
}

// Its anomalies are handed on under the place of the carrying value.
void DocumentReader::CloseCarried() {
  const Ledger& inner = carried_->ledger();
  next_record_ = first_carried_ + carried_->reader().next_record_;
  if (next_record_ == first_carried_ && inner.anomalies().empty()) {
    ReportValue(AnomalyKind::kUnrecognisedShape, first_carried_,
                "a text where an event was expected has none in it");
  }
  const TextPosition at = window_.PositionAt(value_offset_);
  for (Anomaly anomaly : inner.anomalies()) {
    if (anomaly.record) *anomaly.record += first_carried_;
    anomaly.line = at.line;
    anomaly.byte_offset = at.offset;
    anomaly.length = value_text_.size();
    account_.Report(std::move(anomaly));
  }
  Ledger& ledger = account_.ledger();
  ledger.damaged_ranges += inner.damaged_ranges;
  for (const auto& [reason, count] : inner.skipped_values) ledger.skipped_values[reason] += count;
  carried_.reset();
}

}  // namespace trailsift
