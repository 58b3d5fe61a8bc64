#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/ledger.h"
#include "event/record_reader.h"
#include "support/string_source.h"

namespace trailsift {

// What a RecordReader made of a text: the raw records, their facts and places, and the ledger.
struct ReadResult {
  struct Item {
    std::string text;
    std::string event_name;
    std::string event_id;
    RecordFacts facts;
    RecordPlace place;
  };
  std::vector<Item> items;
  Ledger ledger{"test"};

  std::vector<std::string> Ids() const {
    std::vector<std::string> ids;
    for (const Item& item : items) ids.push_back(item.event_id);
    return ids;
  }
  std::vector<std::string> Kinds() const {
    std::vector<std::string> kinds;
    for (const Anomaly& anomaly : ledger.anomalies()) kinds.emplace_back(AnomalyName(anomaly.kind));
    return kinds;
  }
};

inline ReadResult ReadRecords(const std::string& text, std::size_t piece = std::string::npos,
                              const ReaderOptions& options = {}) {
  ReadResult result;
  result.ledger.bytes.decoded = text.size();
  StringSource source(text, piece);
  const Projection projection;
  RecordBuffers buffers(projection);
  RecordReader reader(source, buffers, result.ledger, options);
  while (reader.Next()) {
    const Event& event = reader.event();
    result.items.push_back(
        {std::string(event.text()), std::string(event.At(Projection::kEventName).text),
         std::string(event.At(Projection::kEventId).text), reader.facts(), reader.Place()});
  }
  result.ledger.Close();
  return result;
}

// A small event with the given id: {"eventVersion":"1.08","eventName":"N","eventID":"ID"}.
inline std::string SmallEvent(std::string_view id, std::string_view more = "") {
  return std::string(
             R"({"eventVersion":"1.08","eventSource":"s.amazonaws.com","eventName":"N","eventID":")") +
         std::string(id) + "\"" + std::string(more) + "}";
}

}  // namespace trailsift
