#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/byte_source.h"
#include "base/ledger.h"
#include "base/limits.h"
#include "input/decode_buffers.h"
#include "input/padded_buffer.h"
#include "input/stored_window.h"

namespace trailsift {

// The text of gzip members and zstd frames, in any number and mixture. Zeros between and behind
// them are padding. Other bytes there are trailing garbage: they are passed on as text, up to where
// the next member begins. Behind a corrupt member nothing is passed on until one begins.
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

  // Says that the text is compressed again: positions in it mean nothing to a reader.
  void SetHoldsCompressed() { holds_compressed_ = true; }

 private:
  enum class Stage { kBoundary, kGzip, kZstd, kSkippable, kGarbage, kGap, kEnd };

  void FillWindow();
  void Advance();
  void FindBoundary();
  void EndMember(const MemberOutcome& outcome);
  void SkipFrame();
  void SkipPadding();
  void PassGarbage();
  void PassGap();
  void CheckLimits();
  // `length` counts text for a checksum, else stored bytes; 0 for unknown.
  void Report(AnomalyKind kind, std::string message, std::uint64_t stored_offset,
              std::uint64_t length = 0);
  void EnterPending();
  std::uint64_t TextOffset() const { return handed_out_ + decoded_.size(); }

  StoredWindow& stored_;
  const StoredWindow& file_;
  const Limits& limits_;
  Ledger& ledger_;
  LayerBuffers& buffers_;
  DecodedWindow decoded_;
  Stage stage_ = Stage::kBoundary;
  bool holds_compressed_ = false;
  bool first_member_ = true;
  std::uint64_t handed_out_ = 0;    // Text before that in the decoded window.
  std::uint64_t member_begin_ = 0;  // Stored offset,
  std::uint64_t member_text_ = 0;   // and offset in the text.
  std::uint64_t gap_begin_ = 0;
  std::vector<Anomaly> pending_;  // Entered once the text before them was handed out.
};

}  // namespace trailsift
