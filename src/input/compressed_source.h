#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/byte_source.h"
#include "base/held_anomalies.h"
#include "base/ledger.h"
#include "base/limits.h"
#include "input/decode_buffers.h"
#include "input/padded_buffer.h"
#include "input/stored_window.h"

namespace trailsift {

// The text of gzip members and zstd frames, in any number and mixture. Zeros before, between
// and behind them are padding. Other bytes there are trailing garbage: they are passed on as text,
// up to where the next member begins. Behind a corrupt member nothing is passed on until one
// begins; whole good ones that it was decoded past are found, too. A gzip member whose magic or
// flags are damaged is decoded where one is due. Text that no checksum vouches for is entered in
// the ledger as unverified.
class CompressedSource final : public ByteSource {
 public:
  // What all must outlive the source.
  struct Context {
    StoredWindow& stored;
    // The window whose offset is measured against the decoded size: that of the file.
    const StoredWindow& file;
    const Limits& limits;
    Ledger& ledger;
  };
  CompressedSource(const Context& context, LayerBuffers& buffers);

  std::string_view Next() override;

  // To be called once the first text was looked at; until then nothing is entered in the ledger.
  // `decoded_again`: it is decoded once more, so that positions in it mean nothing to a reader.
  void Settle(bool decoded_again);

  // Bytes looked at again to find members inside broken ones.
  std::uint64_t repeated_work() const;

 private:
  enum class Stage { kBoundary, kGzip, kZstd, kSkippable, kGarbage, kGap, kEnd };

  void FillWindow();
  void Advance();
  void FindBoundary();
  void BeginMember(Stage stage);
  void EndMember(const MemberOutcome& outcome);
  void ReportMismatch(const MemberOutcome& outcome);
  void EndBroken(const MemberOutcome& outcome);
  void EndTruncated(const MemberOutcome& outcome);
  GzipHeaderDamage FindDamageBehindMember();
  bool BeginAgainWithOtherFlags(const MemberOutcome& outcome);
  bool IsWholeDespite(GzipHeaderDamage damage);
  bool Resynchronise();
  std::uint64_t WorkBudget() const;
  bool HoldsCompressed();
  void MarkUnverified();
  void SkipFrame();
  void SkipPadding();
  void PassGarbage();
  void PassGap();
  void LeaveOutBehind(std::uint64_t end);
  void CheckLimits();
  // `length` as HasStoredLength says; 0 for unknown.
  void Report(AnomalyKind kind, std::string message, std::uint64_t stored_offset,
              std::uint64_t length = 0);
  void EnterPending();
  void Enter(Anomaly anomaly);
  void EnterUnverified();
  std::uint64_t TextOffset() const { return handed_out_ + decoded_.size(); }

  StoredWindow& stored_;
  const StoredWindow& file_;
  const Limits& limits_;
  Ledger& ledger_;
  LayerBuffers& buffers_;
  DecodedWindow decoded_;
  Stage stage_ = Stage::kBoundary;
  bool settled_ = false;
  bool decoded_again_ = false;
  bool holds_compressed_ = false;  // As its first bytes tell; known once they are handed out.
  bool met_member_ = false;
  std::uint64_t handed_out_ = 0;    // Text before that in the decoded window.
  std::uint64_t member_begin_ = 0;  // Stored offset,
  std::uint64_t member_text_ = 0;   // and offset in the text.
  // Stored offset behind the last one that was decoded to its end, and behind zeros that follow it.
  std::uint64_t member_end_ = 0;
  std::uint64_t gap_begin_ = 0;
  const std::uint64_t earlier_probes_;  // Work of other sources.
  std::uint64_t repeated_ = 0;          // Stored bytes searched and returned.
  // Entered once the text before them was handed out.
  std::vector<Anomaly> pending_;
  HeldAnomalies unsettled_;  // The same, while it is not settled.
  TextRanges unverified_;    // Not entered yet.
};

}  // namespace trailsift
