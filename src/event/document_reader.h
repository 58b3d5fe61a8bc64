#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <vector>

#include "base/byte_source.h"
#include "base/ledger.h"
#include "event/event.h"
#include "event/event_parser.h"
#include "event/object_scanner.h"
#include "event/record_place.h"
#include "event/record_reader.h"
#include "event/source_account.h"
#include "event/text_window.h"

namespace trailsift {

class CarriedDocument;

// The machine behind RecordReader. Decoded text is a sequence of JSON values; this grammar covers
// every envelope, so there are no modes to guess wrongly:
//   text     = { value | separator }       separator = blank | "," | RS | NUL | BOM at a line start
//   value    = object | "[" { value | "," } "]" | string (a carrier: read again as text)
//   object   = event | carrier | lookup-events entry | digest
//   carrier  = "{" { key ":" skipped | carrier-key ":" "[" { value | "," } "]" } "}"
// An object is found whole by ObjectScanner, then walked once by EventParser, whose walk also says
// what kind of object it is. A carrier is read as it comes, so its size does not matter. An object
// that is several kinds at once is read as each: no added key may hide an event.
class DocumentReader {
 public:
  DocumentReader(ByteSource& bytes, const Projection& projection, Ledger& ledger,
                 const ReaderOptions& options, std::uint32_t carrier_depth);
  ~DocumentReader();

  bool Next();
  const Event& event() const;
  const RecordFacts& facts() const { return facts_; }
  RecordPlace Place();
  void Validate();

 private:
  using Class = SourceAccount::Class;

  // Where the reader stands: among values (kTop, kArray) or among the members of a carrier.
  struct Frame {
    enum class Kind : std::uint8_t { kTop, kArray, kCarrier };
    Kind kind = Kind::kTop;
    std::string_view shape;      // Of the envelope whose elements stand here.
    std::string pointer;         // JSON pointer of the array or carrier.
    std::uint64_t values = 0;    // Met so far.
    bool separated = true;       // A separator was met since the last value.
    KeyTraits traits;            // Of a carrier: its keys.
    bool judged_itself = false;  // Of a carrier: it was read as an object as well.
  };

  // Why a value cannot be read.
  struct Fault {
    std::string reason;
    bool source_ended = false;
    // The value is closed after this many bytes, if its end is known.
    std::optional<std::size_t> length;
  };

  // Where an object ends, or how far the search for its end came.
  struct Extent {
    enum class Outcome : std::uint8_t { kClosed, kBroken, kTooLarge, kSourceEnded };
    Outcome outcome = Outcome::kClosed;
    std::size_t length = 0;
    std::uint32_t depth = 0;
  };

  // The envelope that an object opens with its first member.
  struct OpenCarrier {
    std::string_view shape;
    std::size_t elements = 0;  // Index behind the bracket.
  };

  // document_reader.cc: separators, arrays, positions, reports.
  bool SkipSeparators();
  void SkipSeparator();
  bool Step();
  void EnterArray(std::string_view shape, std::size_t opening);
  void Leave();
  void TakeValue(std::size_t length);
  void SkipValue(std::size_t length, std::string_view reason);
  void ReadScalar();
  void FinishSource();
  void CountShape(std::string_view shape, std::uint64_t records);
  void Advance(std::size_t count, Class byte_class);
  void Report(AnomalyKind kind, std::uint64_t length, std::string message, std::string reason = {});
  void ReportOnce(AnomalyKind kind, std::string message);
  void ReportValue(AnomalyKind kind, std::uint64_t record, std::string message);
  Frame& frame() { return frames_.back(); }

  // document_objects.cc: what an object is, and what becomes of it.
  bool ReadObject();
  Extent FindObjectEnd(bool line_breaks_end_strings, std::size_t reach);
  bool JudgeObject(const Extent& extent);
  bool RefuseDepth(std::size_t length);
  bool Classify(std::size_t length);
  bool HoldsCarrierArray() const;
  void SkipKnown(std::size_t length, std::string_view reason, std::string message);
  void RejectShape(std::size_t length);
  void Deliver(std::size_t length, std::size_t consumed);
  void NoteOddities();

  // carried_text.cc: JSON text in strings.
  void ReadText();
  void CarryText(std::string text, std::size_t consumed);
  void OpenCarried();
  bool NextCarried();
  void CloseCarried();

  // carrier_members.cc: {"Records":[…], …} as it comes.
  std::optional<OpenCarrier> PeekCarrier();
  void EnterCarrier(bool judged_itself);
  void ReadMember();
  void LeaveCarrier();
  tl::expected<std::size_t, Fault> FindStringEnd(std::size_t start);
  tl::expected<std::size_t, Fault> FindValueEnd(std::size_t start);
  std::optional<std::size_t> SkipBlanks(std::size_t start);

  // document_salvage.cc: what happens when a value cannot be read.
  bool RepairOrSalvage(const Extent& extent, const Fault& fault);
  bool TryRepair(std::size_t length);
  void Salvage(const Fault& fault);
  bool IsRestart(std::uint64_t damaged, std::uint64_t& searched);
  bool OpensCarrierBeyondDoubt();
  bool FollowsPlausibly(std::size_t length);
  std::size_t Reach(std::size_t least) const;

  const Projection* projection_;
  ReaderOptions options_;
  std::uint32_t carrier_depth_;
  TextWindow window_;
  SourceAccount account_;
  EventParser parser_;
  Event event_;
  ParsedObject parsed_;
  RecordFacts facts_;
  std::vector<Frame> frames_;
  std::string repaired_;  // Text of a repaired record, with padding behind it.

  std::uint64_t next_record_ = 0;
  std::uint64_t record_ = 0;        // Number of the current one.
  std::uint64_t value_offset_ = 0;  // Of the value that it is, or that carries it,
  std::string_view value_text_;     // and that value as it stands in the window.
  bool after_line_break_ = true;    // The next byte begins a line.

  // Further readings of the current value, due before the next one.
  std::optional<std::string> carried_text_;  // The text it carries.
  bool opens_carrier_ = false;  // The object as a carrier; the window still stands at its brace.

  std::unique_ptr<CarriedDocument> carried_;  // The text being read.
  std::uint64_t first_carried_ = 0;           // Number of its first record.

  bool tail_damaged_ = false;
  bool resumed_ = false;           // The next record was found behind damage.
  std::uint64_t wasted_ = 0;       // Bytes that looking for ends in vain has cost,
  std::uint64_t repair_cost_ = 0;  // and looking for those of broken objects.
  bool any_concatenated_ = false;
  std::uint64_t top_events_ = 0;
  std::uint64_t reported_once_ = 0;  // Bits of AnomalyKind.
};

}  // namespace trailsift
