// Objects: where they end, what they are, and their delivery as records.
#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "event/document_reader.h"

namespace trailsift {
namespace {

std::string ListKeys(const JsonValue& object) {
  constexpr std::size_t kMost = 10;
  std::string list;
  for (std::size_t i = 0; i < std::min(object.members.size(), kMost); ++i) {
    if (i > 0) list += ", ";
    list += object.members[i].first.substr(0, 64);
  }
  if (object.members.size() > kMost) list += ", …";
  return list;
}

bool IsText(const FieldValue& value) { return value.kind == ValueKind::kString; }

}  // namespace

bool DocumentReader::ReadObject() {
  if (PeekCarrier()) {
    EnterCarrier(false);
    return false;
  }
  constexpr std::size_t kLeast = std::size_t{16} << 10;
  const std::size_t reach = Reach(kLeast);
  const Extent extent = FindObjectEnd(true, reach);
  if (extent.outcome != Extent::Outcome::kClosed) wasted_ += extent.length;
  switch (extent.outcome) {
    case Extent::Outcome::kClosed:
      return JudgeObject(extent);
    case Extent::Outcome::kBroken:
      return RepairOrSalvage(extent, {"a line break inside a string", false, {}});
    case Extent::Outcome::kSourceEnded:
      return RepairOrSalvage(extent, {"the source ends inside a record", true, {}});
    case Extent::Outcome::kTooLarge:
      Report(
          AnomalyKind::kLimitExceeded, extent.length,
          fmt::format("a record is larger than {} bytes{}", reach,
                      reach == options_.limits.record_bytes ? " (--max-record)"
                                                            : ", the most among so much damage"));
      Salvage({"larger than a record may be", false, {}});
      return false;
  }
  return false;
}

// Looks no further than `reach` bytes.
DocumentReader::Extent DocumentReader::FindObjectEnd(bool line_breaks_end_strings,
                                                     std::size_t reach) {
  ObjectScanner scanner(line_breaks_end_strings);
  const auto extent = [&](Extent::Outcome outcome) {
    return Extent{outcome, scanner.length(), scanner.greatest_depth()};
  };
  while (true) {
    const ObjectScanner::Outcome outcome = scanner.Scan(window_.rest().substr(0, reach + 1));
    if (scanner.length() > reach) return extent(Extent::Outcome::kTooLarge);
    switch (outcome) {
      case ObjectScanner::Outcome::kClosed:
        return extent(Extent::Outcome::kClosed);
      case ObjectScanner::Outcome::kBroken:
        return extent(Extent::Outcome::kBroken);
      case ObjectScanner::Outcome::kOpen:
        if (!window_.More()) return extent(Extent::Outcome::kSourceEnded);
    }
  }
}

bool DocumentReader::JudgeObject(const Extent& extent) {
  if (extent.depth > options_.limits.depth) return RefuseDepth(extent.length);
  const std::string_view text = window_.rest().substr(0, extent.length);
  if (const auto error = parser_.Parse(text, options_.limits.depth, event_, parsed_)) {
    if (error->too_deep) return RefuseDepth(extent.length);
    return RepairOrSalvage(
        extent, {fmt::format("{} at byte {}", error->message, window_.offset() + error->offset),
                 false, extent.length});
  }
  facts_ = {};
  facts_.salvaged = std::exchange(resumed_, false);
  return Classify(extent.length);
}

bool DocumentReader::RefuseDepth(std::size_t length) {
  Report(AnomalyKind::kLimitExceeded, length,
         fmt::format("a record is nested more than {} deep (--max-depth)", options_.limits.depth));
  TakeValue(length);
  ++next_record_;
  ++account_.ledger().damaged_ranges;
  Advance(length, Class::kDamaged);
  return false;
}

// Decides what the object in event_, which has `length` bytes at the window's position, is by the
// keys that the walk has met, and starts its reading as each of them.
bool DocumentReader::Classify(std::size_t length) {
  const KeyTraits& traits = parsed_.traits;
  const FieldValue& log_type = event_.At(Projection::kPantherLogType);
  const FieldValue& text = event_.At(Projection::kCloudTrailEvent);
  const bool carrier =
      (traits.keys & (KeyTraits::kRecords | KeyTraits::kEvents)) != 0 && HoldsCarrierArray();
  const bool known_otherwise = carrier || IsText(text) || traits.IsDigest() || IsText(log_type);
  const bool event =
      !(IsText(text) && traits.FitsLookupEntry()) &&
      (traits.LooksLikeEvent() || (IsText(log_type) && log_type.text == "AWS.CloudTrail") ||
       (frame().shape == "records" && !known_otherwise));
  // What is read as a carrier as well is consumed then.
  const std::size_t consumed = carrier ? 0 : length;
  opens_carrier_ = carrier;
  if (event) {
    if (carrier || IsText(text)) {
      ReportOnce(AnomalyKind::kAmbiguousShape, "an event also carries events: all are read");
    }
    Deliver(length, consumed);
    if (IsText(text)) CarryText(std::string(text.text), 0);
  } else if (IsText(text)) {
    TakeValue(length);
    CarryText(std::string(text.text), consumed);
  } else if (carrier) {
    opens_carrier_ = false;
    EnterCarrier(false);
  } else if (traits.IsDigest()) {
    SkipKnown(length, "digest", "a CloudTrail digest, which holds no events");
  } else if (IsText(log_type)) {
    SkipKnown(length, "other_log_type",
              fmt::format("an event of another log type, {}", log_type.text.substr(0, 64)));
  } else {
    RejectShape(length);
  }
  return event;
}

bool DocumentReader::HoldsCarrierArray() const {
  return std::ranges::any_of(event_.Tree().members, [](const JsonValue::Member& member) {
    return member.second.kind == ValueKind::kList && !CarrierShape(member.first).empty();
  });
}

void DocumentReader::SkipKnown(std::size_t length, std::string_view reason, std::string message) {
  account_.Recognise();
  Report(AnomalyKind::kSkipped, length, std::move(message), std::string(reason));
  SkipValue(length, reason);
}

void DocumentReader::RejectShape(std::size_t length) {
  Report(AnomalyKind::kUnrecognisedShape, length,
         fmt::format("an object that is neither an event nor a known envelope; its keys: {}",
                     ListKeys(event_.Tree())));
  SkipValue(length, "unrecognised_shape");
}

// The object of `length` bytes at the window's position becomes the current record.
void DocumentReader::Deliver(std::size_t length, std::size_t consumed) {
  account_.Recognise();
  TakeValue(length);
  record_ = next_record_;
  if (frame().kind == Frame::Kind::kTop) {
    ++top_events_;
  } else {
    CountShape(frame().shape, 1);
  }
  NoteOddities();
  ++next_record_;
  Advance(consumed, Class::kRecord);
}

void DocumentReader::NoteOddities() {
  facts_.duplicate_key = parsed_.duplicate_key;
  if (parsed_.near_miss_key) {
    ReportOnce(AnomalyKind::kNearMissKey, "a field was read under a name of other letter case");
  }
  if (parsed_.duplicate_key) {
    ReportValue(AnomalyKind::kDuplicateKey, record_,
                "a key stands more than once in one object; the last one counts");
  }
  if (parsed_.lone_surrogate) {
    ReportOnce(AnomalyKind::kLoneSurrogate, "half of a surrogate pair was read as U+FFFD");
  }
  // "s3.amazonaws.com" is a service that logs; "aws:s3" heads a message that may carry events.
  const FieldValue& source = event_.At(Projection::kEventSource);
  if (IsText(source) && source.text.starts_with("aws:")) {
    ReportValue(AnomalyKind::kUnsupportedShape, record_,
                fmt::format("a message of {}, whose content is not looked into; it was judged as "
                            "if it were an event",
                            source.text.substr(0, 64)));
  }
}

}  // namespace trailsift
