#pragma once

#include <cstddef>
#include <exception>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "base/byte_source.h"
#include "base/ledger.h"
#include "input/padded_buffer.h"
#include "scan/ledger_feed.h"

namespace trailsift {

// Some bytes of a source, in memory of their own.
struct SourcePiece {
  std::string_view bytes() { return {memory.data(), size}; }

  PaddedBuffer memory;
  std::size_t size = 0;                        // 0 at the end only.
  std::optional<LedgerFeed::Entries> entries;  // To be entered before the bytes are read.
  bool whole_lines = false;  // It begins where a line begins and ends with a line break.
};

// Cuts what a source gives into pieces, behind line breaks where there are any.
class PieceMaker {
 public:
  // `decoding` is the ledger that the source writes to and must outlive the maker.
  PieceMaker(std::unique_ptr<ByteSource> source, const Ledger& decoding)
      : source_(std::move(source)), feed_(decoding) {}

  // Enters what opening the source had to say.
  void EnterBeginning(Ledger& ledger) { LedgerFeed::Enter(feed_.Take(), ledger); }
  // Of what NextDirectly() gave last.
  bool has_lines() const { return has_lines_; }
  // What the source gives next, as it is, and what has been entered before it. Not behind Fill().
  std::string_view NextDirectly(Ledger& ledger);
  // Gets the memory of a piece. Takes nothing from the source if there is none.
  static void Reserve(SourcePiece& piece);
  // Makes the next piece, of which the memory is there. Throws what the source throws, behind what
  // it gave before.
  void Fill(SourcePiece& piece);
  // Closes the source and enters what is left to be entered.
  void Close(Ledger& ledger);

 private:
  void Fetch();
  void EndWithLine(SourcePiece& piece);

  std::unique_ptr<ByteSource> source_;
  LedgerFeed feed_;
  std::string line_;                            // The beginning of a line, not yet in a piece,
  std::string_view left_;                       // and what the source gave behind it.
  std::optional<LedgerFeed::Entries> entries_;  // To be entered before the latter.
  bool has_lines_ = false;
  bool at_line_start_ = false;  // The next piece begins a line.
  bool ended_ = false;
  std::exception_ptr failure_;
};

}  // namespace trailsift
