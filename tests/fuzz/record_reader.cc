// Text of any content is read to the same records, places and anomalies whatever the pieces it
// comes in, each byte is accounted for, and no event that a plain reading of valid JSON finds is
// lost.
#include "event/record_reader.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "event/event_shape.h"
#include "event/json_value.h"
#include "fuzz/require.h"
#include "support/string_source.h"

namespace trailsift {
namespace {

// All that must not depend on how the text is read.
struct Reading {
  std::string account;
  std::size_t records = 0;
  bool complete = true;
};

std::string DescribePlace(const RecordPlace& place) {
  std::string line;
  for (const std::uint64_t figure :
       {place.record, place.byte_offset, place.byte_length, place.line, place.column,
        place.end_line, place.utf16_column, place.utf16_end_column}) {
    line += std::to_string(figure) + ' ';
  }
  return line + place.pointer;
}

Reading Read(const std::string& text, std::size_t piece, bool named) {
  Reading reading;
  Ledger ledger("fuzz");
  ledger.bytes.decoded = text.size();
  StringSource source(text, piece);
  static const Projection projection;
  ReaderOptions options;
  options.named_by_user = named;
  options.limits.record_bytes = 2000;
  options.limits.depth = 40;
  RecordBuffers buffers(projection);
  RecordReader reader(source, buffers, ledger, options);
  while (reader.Next()) {
    ++reading.records;
    const RecordPlace place = reader.Place();
    Require(place.byte_offset + place.byte_length <= text.size(), "a record stands in the text");
    reader.Validate();
    reading.account += DescribePlace(place) + ' ' + std::string(reader.event().text()) + '\n';
  }
  ledger.Close();
  Require(ledger.bytes.Balanced(), "each byte is accounted for");
  for (const Anomaly& anomaly : ledger.anomalies()) {
    Require(anomaly.byte_offset.value_or(0) <= text.size(), "an anomaly stands in the text");
    reading.account += std::string(AnomalyName(anomaly.kind)) + ' ' +
                       std::to_string(anomaly.byte_offset.value_or(0)) + ' ' +
                       std::to_string(anomaly.length.value_or(0)) + ' ' +
                       std::to_string(anomaly.line.value_or(0)) + ' ' +
                       std::to_string(anomaly.record.value_or(0)) + ' ' + anomaly.message + '\n';
  }
  reading.complete = ledger.complete();
  return reading;
}

// The events of a JSON value by its keys alone: objects in arrays, also in those of Records.
std::size_t CountEvents(const JsonValue& value) {
  std::size_t count = 0;
  if (value.kind == ValueKind::kList) {
    for (const JsonValue& element : value.elements) count += CountEvents(element);
  }
  if (value.kind != ValueKind::kObject) return count;
  KeyTraits traits;
  bool carries_text = false;
  for (const JsonValue::Member& member : value.members) {
    const EnvelopeKey key = traits.Add(member.first);
    carries_text = carries_text || key == EnvelopeKey::kCloudTrailEvent;
    if (key == EnvelopeKey::kRecords) count += CountEvents(member.second);
  }
  const bool entry = carries_text && traits.FitsLookupEntry();
  // "aws:s3" heads a message.
  const bool message = value.TextAt({"eventSource"}).starts_with("aws:");
  return count + (traits.LooksLikeEvent() && !entry && !message ? 1 : 0);
}

}  // namespace
}  // namespace trailsift

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace trailsift;
  const std::string text(reinterpret_cast<const char*>(data), size);
  const Reading whole = Read(text, std::string::npos, true);
  for (const std::size_t piece : {std::size_t{1}, std::size_t{61}}) {
    const Reading pieces = Read(text, piece, true);
    Require(pieces.account == whole.account, "pieces do not matter");
  }
  const Reading walked = Read(text, std::string::npos, false);
  Require(walked.records == whole.records, "a file met in a walk gives the same records");
  if (const auto value = ParseJson(text, 40)) {
    Require(whole.records >= CountEvents(*value) || !whole.complete, "no event is lost in silence");
  }
  return 0;
}
