#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

#include "event/envelope.h"
#include "event/event.h"
#include "event/event_shape.h"
#include "event/json_value.h"
#include "event/projection.h"

namespace trailsift {

// What one walk over an object found besides the values.
struct ParsedObject {
  KeyTraits traits;
  std::vector<EnvelopeMember> envelope;  // The members that envelopes have; empty for most events.
  bool careful = false;                  // The slow, exact reader had to walk it.
  // Somewhere in it; noticed on the paths that are read, and anywhere by a careful walk.
  bool duplicate_key = false;
  bool lone_surrogate = false;
  bool near_miss_key = false;  // A path that is read matched a key of other letter case.
  // A path that is missing, while a literal key with dots has its name or the end of it.
  std::optional<Slot> dotted_key;
  // See FindUpstreamCut.
  bool upstream_cut = false;

  void Clear();
};

// Fills events from the text of one JSON object. The fast walk (simdjson On-Demand) passes once
// over the object, dispatches on the key and skips what the projection does not name. It hands over
// to the slow, exact reader (ParseJson) whatever it cannot decide alone: a backslash in a key, a
// needed key met twice, a key of several names in one, a field that AWS cut, and every error, so
// that both give the same values by construction.
//
// The fast walk checks UTF-8, control characters, closed strings, balance of brackets, and the
// grammar of the objects it walks; not the spelling of scalars it skips, nor, inside lists and
// objects that it skips, commas, colons and whether "[" is closed by "]".
class EventParser {
 public:
  // The projection must be complete and outlive the parser.
  explicit EventParser(const Projection& projection);
  ~EventParser();
  EventParser(const EventParser&) = delete;
  EventParser& operator=(const EventParser&) = delete;

  // `text` begins with "{" and ends with its "}"; 64 bytes behind it must be readable, and it must
  // stay alive as long as the event is used. On an error the event is empty.
  std::optional<JsonError> Parse(std::string_view text, std::uint32_t maximum_depth, Event& event,
                                 ParsedObject& parsed);

  // The slow twin alone: walks everything.
  std::optional<JsonError> ParseCarefully(std::string_view text, std::uint32_t maximum_depth,
                                          Event& event, ParsedObject& parsed);

 private:
  class FastWalk;
  std::unique_ptr<FastWalk> fast_;
};

}  // namespace trailsift
