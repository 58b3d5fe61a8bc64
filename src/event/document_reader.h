#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <vector>

#include "base/byte_source.h"
#include "base/ledger.h"
#include "event/envelope.h"
#include "event/event.h"
#include "event/event_parser.h"
#include "event/object_scanner.h"
#include "event/record_place.h"
#include "event/record_reader.h"
#include "event/salvage.h"
#include "event/source_account.h"
#include "event/swallowed_records.h"
#include "event/text_window.h"

namespace trailsift {

class CarriedDocument;

// What reads one object. Shared by the reader of a source and those of the texts in its strings:
// an event is used up before a text is opened, and only the innermost reader has one.
struct ReaderTools {
  explicit ReaderTools(const Projection& projection) : parser(projection), event(projection) {}

  EventParser parser;
  Event event;
  ParsedObject parsed;
};

// The machine behind RecordReader. Decoded text is a sequence of JSON values; this grammar covers
// every envelope, so there are no modes to guess wrongly:
//   text     = { [ time ] value | separator }   time at a line start, before a value or a message
//   separator = blank | "," | RS | NUL | BOM at a line start
//   value    = object | "[" { value | "," } "]" | string (a carrier: read again as text)
//   object   = event | carrier | what is recognised and passed over
//   carrier  = "{" { key ":" skipped | payload-key ":" value } "}"
// What a payload key is, and what an object is by its keys, stands in envelope.h. Most
// objects are found and walked in one pass of EventParser, whose walk also gathers their keys; the
// others are found whole by ObjectScanner first.
// A carrier is then read member by member; if its first members show that it holds a list, at once,
// so that its size does not matter. An object that is several kinds at once is read as each: no
// added key may hide an event.
class DocumentReader {
 public:
  // `otherwise`: see SourceAccount.
  DocumentReader(ByteSource& bytes, ReaderTools& tools, Ledger& ledger,
                 const ReaderOptions& options, std::uint32_t carrier_depth,
                 std::string_view otherwise = {});
  ~DocumentReader();

  // A text in a string, the current value.
  struct CarriedText {
    std::string text;
    std::string_view shape;      // Of the envelope it stands in.
    std::string_view otherwise;  // What it is skipped as if it is no event; empty: it must be one.
  };

  bool Next();
  const Event& event() const;
  const RecordFacts& facts() const { return facts_; }
  RecordPlace Place();
  LinesRead Tally();
  void Validate();

 private:
  using Class = SourceAccount::Class;

  static constexpr std::size_t kUsualRecord = std::size_t{16} << 10;  // Almost none is larger.

  // Where the reader stands: among values (kTop, kArray), at the value of a payload key (kMember),
  // or among the members of a carrier.
  struct Frame {
    enum class Kind : std::uint8_t { kTop, kArray, kMember, kCarrier };
    Kind kind = Kind::kTop;
    std::string_view shape;      // Of the envelope whose elements stand here.
    std::string pointer;         // JSON pointer of the array, member or carrier.
    std::uint64_t values = 0;    // Met so far.
    bool separated = true;       // A separator was met since the last value or member,
    bool comma = false;          // the last one a comma.
    std::string_view otherwise;  // Why a value that is no event is skipped; empty: it is not.
    bool control = false;        // Within a control message.
    // Of an array: it has cells of a query's row, one of them with the message.
    bool cells = false;
    bool message_cell = false;
    // Of a carrier: its keys, those to unwrap, and whether strings may have raw line breaks in
    // them.
    KeyTraits traits;
    EnvelopeKeys payloads;
    bool holds_results = false;
    bool unfinished = false;     // It has a status other than "Complete".
    bool unknown_shape = false;  // It is no envelope that is known.
    bool line_breaks = false;
    // Of one that was entered before it was read whole: its members, those with events emptied, and
    // where it begins.
    bool streamed = false;
    std::string members;
    bool members_lost = false;  // They are larger than a record may be.
    TextPosition start;
  };

  // Why a value cannot be read.
  struct Fault {
    std::string reason;
    bool source_ended = false;
    // The value is closed after this many bytes, if its end is known.
    std::optional<std::size_t> length;
    // What is larger than may be looked at, and how much that is.
    std::string_view too_large = {};
    std::size_t reach = 0;
  };

  // Where an object ends, or how far the search for its end came.
  struct Extent {
    enum class Outcome : std::uint8_t { kClosed, kBroken, kTooLarge, kSourceEnded };
    Outcome outcome = Outcome::kClosed;
    std::size_t length = 0;
    std::uint32_t depth = 0;
  };

  // How a place to go on is looked for.
  struct Restart {
    bool given_up = false;  // The first byte is, in any case.
    bool balanced = false;  // The brackets of what is damaged do balance.
    Class bytes = Class::kDamaged;
  };

  // A record that is judged when what it stands in has been read.
  struct PassedRecord {
    TextPosition start;
    TextPosition end;
    std::string pointer;
  };

  // A member of an object that holds events.
  struct OpenPayload {
    const Payload* payload = nullptr;
    std::size_t content = 0;  // Index behind its bracket or quote.
  };

  // document_reader.cc: separators, arrays, positions.
  bool SkipSeparators();
  void PassLineBreak() {
    frame().separated = true;
    in_log_line_ = in_message_ = false;
  }
  bool PassLines();
  void SkipSeparator();
  bool Step();
  void EnterArray(std::size_t opening);
  void Enter(Frame inner, std::size_t opening);
  void Leave();
  void LeaveMembers();
  std::string PointerOfValue(std::uint64_t index);
  void CountValue();
  void NoteMissingComma();
  void NoteTrailingComma();
  void RefuseNesting();
  void TakeValue(std::size_t length);
  void SkipValue(std::size_t length, std::string_view reason);
  void ReadScalar();
  void FinishSource();
  void CountShape(std::string_view shape, std::uint64_t records);
  void Advance(std::size_t count, Class byte_class);
  TextPosition CurrentStart();
  Frame& frame() { return frames_.back(); }

  // document_reports.cc: anomalies with their places.
  void ReportUnread(const UnreadShape& shape, std::size_t length);
  void SearchMalformed();
  void ReportAt(const TextPosition& at, AnomalyKind kind, std::uint64_t record,
                std::uint64_t length, std::string message, std::string reason = {});
  void Report(AnomalyKind kind, std::uint64_t length, std::string message, std::string reason = {});
  void ReportOnce(AnomalyKind kind, std::string message);
  void NoteOddities();
  void NoteDuplicateKey();
  void NoteNonAsciiName(std::string_view name, Slot slot);
  void NoteLoneSurrogate();
  void ReportValue(AnomalyKind kind, std::uint64_t record, std::string message);
  void ReportPossibleMatches(const TextPosition& start, std::uint64_t record, std::uint64_t length);
  void SearchUnread(std::string_view content, std::uint64_t length);

  // document_objects.cc: what an object is, and what becomes of it.
  bool ReadObject();
  Extent FindObjectEnd(bool line_breaks_end_strings, std::size_t reach);
  bool JudgeObject(const Extent& extent);
  bool TakeParsed(std::size_t length);
  std::string TooDeep() const;
  bool RefuseLimit(std::size_t length, std::string message);
  bool Classify(std::size_t length);
  ObjectShape ShapeOfObject() const;
  bool HidesEvent(bool by_place) const;
  void NoteMisfits(std::size_t length);
  void PassOver(std::size_t length, const ObjectShape& shape);
  void PassUnread(std::size_t length, const UnreadShape& shape);
  void SkipKnown(std::size_t length, std::string_view reason, std::string message);
  bool InUnknown() const {
    return window_.offset() < unknown_end_ && frames_.size() == unknown_frames_;
  }
  void SkipUnknown(bool given_up);
  void RejectShape(std::size_t length);
  bool SkipOther(std::size_t length);
  void Deliver(std::size_t length, std::size_t consumed);
  void KeepSwallowed(std::string_view behind);
  void DeliverPassed(PassedRecord passed, bool salvaged);
  void CountRecord();

  // carried_text.cc: JSON text in strings.
  void ReadText();
  void ReadBrokenText();
  bool EndsValue(std::size_t length);
  bool RefuseText(std::size_t length, std::string_view content);
  void ReportTooDeep(std::size_t length, std::string_view content);
  void OpenCarried();
  bool NextCarried();
  void CloseCarried();
  void HandOn(const Ledger& inner);

  // carrier_members.cc: {"Records":[…], …} as it comes.
  std::optional<OpenPayload> PeekPayload(std::size_t reach, bool at_once);
  bool MayEnterCarrier() const;
  void EnterCarrier(const EnvelopeKeys& payloads, bool streamed);
  bool EnterBrokenCarrier();
  void ReadMember();
  bool MayHoldEvents(std::string_view name, std::string_view value);
  bool ReadUnknownMember(std::string_view name, std::size_t value, std::size_t length);
  void ReadPayload(const Payload& payload, std::size_t value);
  void NoteMember(std::string_view member, std::string_view instead_of_value);
  void PassMember(std::string_view name, std::size_t value, std::size_t length, std::string unread);
  bool LeaveCarrier();
  bool JudgeMembers(const Frame& carrier);
  tl::expected<std::size_t, Fault> FindStringEnd(std::size_t start, std::size_t reach);
  tl::expected<std::size_t, Fault> FindValueEnd(std::size_t start, std::size_t reach);
  std::optional<std::size_t> SkipBlanks(std::size_t start);

  // document_salvage.cc: what happens when a value cannot be read.
  bool RepairOrSalvage(const Extent& extent, const Fault& fault);
  bool TryRepair(std::size_t length);
  bool FindRestart(std::uint64_t end, const Restart& how);
  bool HeadsList();
  void Salvage(const Fault& fault);
  void ReportTooLarge(const Fault& fault);
  EnvelopeKey FirstKey(KeyTraits& traits);
  bool BeginsAsEvent();
  std::size_t RestartReach(std::size_t most, bool promising) const;
  bool IsRestart(bool at_line_start);
  bool IsTextRestart(bool value);
  std::size_t KnownExtent();
  bool OpensCarrierBeyondDoubt();
  void ReturnToElements();
  bool NextSwallowed();
  void ReportSwallowed(const SwallowedRecords::Holder& holder);
  bool FollowsPlausibly(std::size_t length);
  std::size_t Reach(std::size_t usual) const;

  // log_export.cc: lines `TIME message`.
  bool ReadLineTime();
  bool SkipLogLine();
  bool SkipTable();

  ReaderTools& tools_;
  ReaderOptions options_;
  std::uint32_t carrier_depth_;
  TextWindow window_;
  SourceAccount account_;
  RecordFacts facts_;
  std::vector<Frame> frames_;
  std::string repaired_;         // Text of a repaired record, with padding behind it.
  bool repaired_lines_ = false;  // A raw line break stood in its strings.

  std::uint64_t next_record_ = 0;
  std::uint64_t record_ = 0;        // Number of the current one.
  std::uint64_t value_offset_ = 0;  // Of the value that it is, or that carries it,
  std::string_view value_text_;     // and that value as it stands in the window.
  bool after_line_break_ = true;    // The next byte begins a line.

  // Further readings of the current value, due before the next one; the window still stands at it.
  std::optional<CarriedText> carried_text_;
  std::optional<EscapedText> broken_text_;     // At the window's position, which salvage has found.
  std::optional<EnvelopeKeys> opens_carrier_;  // The object as a carrier of these.

  std::unique_ptr<CarriedDocument> carried_;   // The text being read.
  std::uint64_t first_carried_ = 0;            // Number of its first record.
  std::string_view current_shape_;             // Envelope of the current record; empty: none.
  std::optional<PassedRecord> passed_record_;  // The current record, if the window has passed it.
  bool in_log_line_ = false;                   // Behind the time of a line,
  bool in_message_ = false;                    // and no value but other messages before this on it.

  SwallowedRecords swallowed_;
  std::uint64_t steps_ = 0;  // Values, brackets and separators met.
  std::shared_ptr<const SwallowedRecords::Holder> last_holder_;  // That was reported.

  // The object of unknown shape that is searched for events: what is behind it, and how many frames
  // are around it.
  std::uint64_t unknown_end_ = 0;
  std::size_t unknown_frames_ = 0;
  bool tail_damaged_ = false;
  bool resumed_ = false;           // The next record was found behind damage.
  std::uint64_t wasted_ = 0;       // Bytes that looking for ends in vain has cost,
  std::uint64_t repair_cost_ = 0;  // looking for those of broken objects,
  std::uint64_t searched_ = 0;     // and looking for places to go on,
  std::uint64_t given_up_ = 0;     // before which so many bytes were given up.
  bool any_concatenated_ = false;
  std::uint64_t top_events_ = 0;
  std::uint64_t delivered_ = 0;
  std::string_view counted_shape_;              // The shape that was counted last,
  std::uint64_t* counted_ = nullptr;            // and its entry in the ledger.
  std::uint64_t reported_once_ = 0;             // Bits of AnomalyKind.
  std::set<std::string, std::less<>> advised_;  // Ids of UnreadShape.
};

}  // namespace trailsift
