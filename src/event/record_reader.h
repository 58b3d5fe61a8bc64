#pragma once

#include <cstdint>
#include <memory>
#include <string_view>

#include "base/byte_source.h"
#include "base/ledger.h"
#include "base/limits.h"
#include "event/damage_observer.h"
#include "event/event.h"
#include "event/lines_ahead.h"
#include "event/projection.h"
#include "event/record_place.h"

namespace trailsift {

// What is known of the record that RecordReader::Next has just filled an event with.
struct RecordFacts {
  bool salvaged = false;       // Judged after a repair, or found behind damage.
  bool malformed = false;      // Breaks the grammar within a member.
  bool invalid_utf8 = false;   // Repaired: bytes that are not UTF-8 became U+FFFD.
  bool duplicate_key = false;  // As far as it was noticed; see Event::occurrences.
  bool upstream_cut = false;   // See FindUpstreamCut.
};

// What reading a record needs, reused from source to source; one per worker.
class RecordBuffers {
 public:
  // The projection must be complete and outlive the buffers.
  explicit RecordBuffers(const Projection& projection);
  ~RecordBuffers();
  RecordBuffers(const RecordBuffers&) = delete;
  RecordBuffers& operator=(const RecordBuffers&) = delete;

 private:
  friend class RecordReader;
  std::unique_ptr<struct ReaderTools> tools_;
};

struct ReaderOptions {
  Limits limits;
  // The user named this source, so "not a log" is an answer he did not expect.
  bool named_by_user = true;
  // Is shown what is given up; may be null, must outlive the reader.
  DamageObserver* damage_observer = nullptr;
  // The same object as the source of bytes; may be null.
  LinesAhead* lines_ahead = nullptr;
  // The bytes are lines out of the middle of a source, read ahead for its reader. The names of
  // shapes that depend on the whole are left to that, and no pointer is empty.
  bool within_source = false;
};

// Reads CloudTrail events one by one out of a stream of bytes, in whatever envelope they stand:
// {"Records":[…]}, arrays, single and pretty-printed objects, JSON Lines, concatenated objects,
// and the envelopes that envelope.h lists. Each byte is entered in the ledger as record, envelope,
// whitespace, damaged or skipped. Damage to one record never changes what happens to another.
class RecordReader {
 public:
  // All three must outlive the reader. Only one reader may use the same buffers at a time.
  RecordReader(ByteSource& bytes, RecordBuffers& buffers, Ledger& ledger,
               const ReaderOptions& options);
  ~RecordReader();
  RecordReader(const RecordReader&) = delete;
  RecordReader& operator=(const RecordReader&) = delete;

  // Fills the event with the next record; false at the end of the source, when all anomalies and
  // byte counts are in the ledger. The event's views live until the next call.
  bool Next();
  const Event& event() const;
  const RecordFacts& facts() const;

  // What was read, at the end of a source that was read ahead.
  LinesRead Tally();

  // The place of the current record. Costs a scan of its text: only for matches.
  RecordPlace Place() const;
  // Walks the whole current record by the slow, exact reader, as every match must be before it is
  // printed. What only that shows is entered in the ledger and in facts(): a fault, a repeated key.
  void Validate();

 private:
  std::unique_ptr<class DocumentReader> document_;
};

}  // namespace trailsift
