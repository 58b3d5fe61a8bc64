#include "scan/piece_maker.h"

#include <algorithm>
#include <cstring>
#include <utility>

namespace trailsift {
namespace {

constexpr std::size_t kPieceSize = std::size_t{1} << 20;
// A line of which more stands at the end of a piece is cut. Few records are longer.
constexpr std::size_t kMostKept = std::size_t{64} << 10;

bool SaysNothing(const LedgerFeed::Entries& entries) {
  return entries.state == SourceState::kScanned && entries.listed.empty() &&
         std::ranges::all_of(entries.unlisted, [](std::uint64_t count) { return count == 0; });
}

}  // namespace

std::string_view PieceMaker::NextDirectly(Ledger& ledger) {
  const std::string_view bytes = source_->Next();
  LedgerFeed::Enter(feed_.Take(), ledger);
  if (bytes.empty()) return bytes;
  at_line_start_ = bytes.back() == '\n';
  const std::string_view end = bytes.substr(bytes.size() - std::min(bytes.size(), kMostKept));
  has_lines_ = end.find('\n') != std::string_view::npos;
  return bytes;
}

void PieceMaker::Close(Ledger& ledger) {
  source_.reset();
  LedgerFeed::Enter(feed_.Take(), ledger);
}

void PieceMaker::Fetch() {
  try {
    left_ = source_->Next();
    entries_ = feed_.Take();
  } catch (...) {
    failure_ = std::current_exception();
    left_ = {};
  }
  ended_ = left_.empty();
}

void PieceMaker::Reserve(SourcePiece& piece) { piece.memory.Reserve(kMostKept + kPieceSize); }

void PieceMaker::Fill(SourcePiece& piece) {
  piece.entries.reset();
  piece.whole_lines = false;
  if (left_.empty() && !ended_) Fetch();
  piece.size = line_.copy(piece.memory.data(), kMostKept);
  line_.clear();
  // What is to be said before the bytes that follow is said behind those before.
  const bool apart = ended_ || (entries_ && !SaysNothing(*entries_));
  if (piece.size > 0 && apart) {
    piece.memory.Seal(piece.size);
    at_line_start_ = false;
    return;
  }
  if (failure_ != nullptr) std::rethrow_exception(failure_);
  piece.entries = std::exchange(entries_, std::nullopt);
  piece.size += left_.copy(piece.memory.data() + piece.size, kPieceSize);
  left_.remove_prefix(std::min(left_.size(), kPieceSize));
  EndWithLine(piece);
  piece.memory.Seal(piece.size);
}

void PieceMaker::EndWithLine(SourcePiece& piece) {
  const std::string_view bytes = piece.bytes();
  const std::size_t lines = bytes.rfind('\n') + 1;  // 0 if there is none.
  const bool cut = lines > 0 && bytes.size() - lines <= kMostKept;
  piece.whole_lines = at_line_start_ && cut;
  at_line_start_ = cut;
  if (!cut) return;
  line_ = bytes.substr(lines);
  piece.size = lines;
}

}  // namespace trailsift
