#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/byte_source.h"
#include "base/ledger.h"
#include "event/event.h"
#include "event/event_parser.h"
#include "event/object_scanner.h"
#include "event/record_place.h"
#include "event/record_reader.h"
#include "event/salvage.h"
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
// what kind of object it is. A carrier is read as it comes, so its size does not matter.
class DocumentReader {
 public:
  DocumentReader(ByteSource& bytes, const Projection& projection, Ledger& ledger,
                 const ReaderOptions& options, std::uint32_t carrier_depth);
  ~DocumentReader();

  bool Next();
  const Event& event() const;
  const RecordFacts& facts() const;
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
    bool judged_itself = false;  // Of a carrier: it was judged as an event as well.
  };

  // Why a value cannot be read.
  struct Fault {
    std::string reason;
    bool source_ended = false;
    // The value is closed after this many bytes, if its end is known.
    std::optional<std::size_t> length;
  };

  struct Extent {
    enum class Outcome : std::uint8_t { kClosed, kBroken, kTooLarge, kSourceEnded };
    Outcome outcome = Outcome::kClosed;
    std::size_t length = 0;
    std::uint32_t depth = 0;
  };

  // document_reader.cc
  bool SkipSeparators();
  void SkipSeparator();
  bool Step();
  void EnterArray(std::string_view shape, std::size_t opening);
  void Leave();
  bool ReadObject();
  Extent FindObjectEnd(bool line_breaks_end_strings, std::size_t limit);
  bool JudgeObject(const Extent& extent);
  bool Classify(std::string_view text);
  bool HoldsCarrierArray();
  void SkipValue(std::size_t length, std::string_view reason, std::string message);
  void RejectShape(std::size_t length);
  void ReadScalar();
  bool ReadText();
  bool ReadLookupEntry(std::string_view text);
  bool EnterCarried(std::string carried, std::size_t length);
  bool NextCarried();
  bool Deliver(std::size_t length, std::string_view shape);
  void FinishSource();
  void CountShapes();

  // carrier_members.cc
  std::string_view PeekCarrier();
  void EnterCarrier(bool judged_itself);
  void ReadMember();
  bool LeaveCarrier();
  std::optional<std::size_t> FindStringEnd(std::size_t start);
  std::optional<std::size_t> FindValueEnd(std::size_t start);
  std::optional<std::size_t> SkipBlanks(std::size_t start);

  // document_salvage.cc
  bool RepairOrSalvage(const Extent& extent, Fault fault);
  bool TryRepair(std::size_t length);
  void Salvage(const Fault& fault);
  bool IsRestart(bool at_line_start, std::uint64_t passed, std::uint64_t& searched);
  bool FollowsPlausibly(std::size_t length);

  void Advance(std::size_t count, Class byte_class);
  void Report(AnomalyKind kind, const TextPosition& at, std::uint64_t length, std::string message,
              std::string reason = {});
  void ReportOnce(AnomalyKind kind, std::string message);
  Frame& frame() { return frames_.back(); }

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
  std::unique_ptr<CarriedDocument> carried_;
  std::string repaired_;  // Text of a repaired record, with padding behind it.

  std::uint64_t next_record_ = 0;
  std::uint64_t record_ = 0;  // Number of the current one.
  TextPosition start_;        // Of the current record or carrier.
  std::uint64_t start_offset_ = 0;
  bool start_known_ = false;      // start_ is of the current record.
  std::string_view source_text_;  // The current record as it stands in the window.
  std::string pointer_;
  bool after_line_break_ = true;  // The next byte begins a line.
  bool deliver_outer_ = false;    // The object around a carried text is to be judged next.
  bool enter_carrier_ = false;    // The object just judged is to be entered next.
  std::size_t outer_length_ = 0;
  bool tail_damaged_ = false;
  bool resumed_ = false;    // The next record was found behind damage.
  std::size_t wasted_ = 0;  // Bytes that scans without result have cost.
  bool any_concatenated_ = false;
  std::uint64_t top_events_ = 0;
  std::uint32_t reported_once_[2] = {0, 0};
};

}  // namespace trailsift
