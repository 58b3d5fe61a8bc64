#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

#include "event/envelope.h"
#include "event/event.h"
#include "event/event_shape.h"
#include "event/json_value.h"
#include "event/member_scanner.h"
#include "event/projection.h"

namespace trailsift {

// What one walk over an object found besides the values.
struct ParsedObject {
  KeyTraits traits;
  std::vector<EnvelopeMember> envelope;  // The members that envelopes have; empty for most events.
  bool careful = false;                  // The slow, exact reader had to walk it.
  bool plain_ascii = false;              // Known to hold no other characters, also escaped ones.
  bool plain_line = false;               // Known to be written in ASCII without line breaks.
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

// Fills events from the text of one JSON object. ScannedWalk, our own scanner of one pass, reads
// almost all; ParseJson decides what it leaves: a backslash in a key, a needed key met twice, a key
// of several names in one, a field that AWS cut, what is unusually deep or large, and every error.
// Where the first decides, both give the same values.
//
// The first checks UTF-8, control characters, closed strings, balance of brackets, and the grammar
// of the objects it walks; not, inside lists and objects that it skips, commas, colons and scalars.
// If such an object needs the other reader, or a path leads to the fault, it is read leniently, as
// ParseJsonPart does: event.tree_error() then says where.
class EventParser {
 public:
  // The projection must be complete and outlive the parser. `kernel` is that of the scanner.
  explicit EventParser(const Projection& projection,
                       MemberScanner::Kernel kernel = MemberScanner::Kernels().front());
  ~EventParser();
  EventParser(const EventParser&) = delete;
  EventParser& operator=(const EventParser&) = delete;

  // `text` begins with "{" and ends with its "}"; 64 bytes behind it must be readable, and it must
  // stay alive as long as the event is used. On an error the event is empty.
  std::optional<JsonError> Parse(std::string_view text, std::uint32_t maximum_depth, Event& event,
                                 ParsedObject& parsed);
  // The same by ParseJson alone, strictly: walks everything.
  std::optional<JsonError> ParseCarefully(std::string_view text, std::uint32_t maximum_depth,
                                          Event& event, ParsedObject& parsed);
  // The same by simdjson On-Demand, a third reader to compare the others with: it also takes any
  // scalar that it skips, and "[" closed by "}" there. False, and an empty event, if it does not
  // decide.
  bool ParseByLibrary(std::string_view text, std::uint32_t maximum_depth, Event& event,
                      ParsedObject& parsed);
  // The same by the scanner alone, which also finds where the object ends that `text` begins
  // with. Returns its length; 0, and an empty event, if it does not decide.
  std::size_t ParseFront(std::string_view text, std::uint32_t maximum_depth, Event& event,
                         ParsedObject& parsed);

 private:
  class Walks;

  static void Start(std::string_view text, std::uint32_t maximum_depth, Event& event,
                    ParsedObject& parsed);
  static void Finish(const Event& event, ParsedObject& parsed);
  void TakeTree(JsonValue tree, Event& event, ParsedObject& parsed) const;

  std::unique_ptr<Walks> walks_;
};

}  // namespace trailsift
