#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/byte_source.h"
#include "base/ledger.h"
#include "base/limits.h"
#include "input/compressed_source.h"
#include "input/decode_buffers.h"
#include "input/stored_format.h"
#include "input/stored_reader.h"
#include "input/stored_window.h"

namespace trailsift {

// The text of stored bytes: tells by its first bytes how a source is stored, and the same again of
// what that decodes to, through at most two layers. Counts `decoded` in the ledger.
class DecodedSource final : public ByteSource {
 public:
  // All must outlive the source. Nothing is read before Detect().
  DecodedSource(StoredReader& reader, const Limits& limits, DecodeBuffers::State& buffers,
                Ledger& ledger);
  ~DecodedSource() override;

  // To be called once, before Next(): reads the first bytes. What is recognised but not supported
  // goes to the ledger, and Next() then delivers nothing.
  StoredFormat Detect();
  // Nothing is stored. Valid after Detect().
  bool empty() const { return empty_; }

  std::string_view Next() override;

 private:
  class TextReader;
  struct InnerLayer;

  std::string_view NextPlain();
  void DetectInner();
  void Stop(AnomalyKind kind, std::string_view message);

  StoredReader& reader_;
  const Limits& limits_;
  DecodeBuffers::State& buffers_;
  Ledger& ledger_;
  StoredWindow file_;
  bool empty_ = false;
  bool stopped_ = false;
  std::optional<CompressedSource> outer_;
  std::unique_ptr<InnerLayer> inner_;
  ByteSource* text_ = nullptr;    // The innermost layer; null for plain text.
  std::string_view first_piece_;  // Of its text, taken to look at.
};

}  // namespace trailsift
