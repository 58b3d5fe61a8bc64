#pragma once

#include <memory>
#include <string_view>
#include <vector>

#include "base/byte_source.h"
#include "base/ledger.h"
#include "base/limits.h"
#include "input/decode_buffers.h"
#include "input/peekable_source.h"
#include "input/stored_format.h"
#include "input/stored_reader.h"
#include "input/stored_window.h"
#include "input/utf16_source.h"

namespace trailsift {

// The text of stored bytes: tells by its first bytes how a source is stored, and the same again of
// what that decodes to, through at most two layers of compression. UTF-16 becomes UTF-8. Counts
// `decoded` in the ledger.
class DecodedSource final : public ByteSource {
 public:
  // All but `limits` must outlive the source. Nothing is read before Detect().
  DecodedSource(StoredReader& reader, const Limits& limits, DecodeBuffers::State& buffers,
                Ledger& ledger);
  ~DecodedSource() override;

  // To be called once, before Next(): reads the first bytes. What is recognised but not supported
  // goes to the ledger, and Next() then delivers nothing.
  StoredFormat Detect();
  // Nothing is stored. Valid after Detect().
  bool empty() const { return empty_; }

  std::string_view Next() override;

  // See CompressedSource.
  std::uint64_t repeated_work() const;

 private:
  class PlainText;
  class TextReader;
  struct Layer;

  bool HasDamagedGzipMagic() const;
  bool HidesMembers();
  StoredFormat OpenLayer();
  void Transcode(StoredFormat format);
  void Stop(AnomalyKind kind, std::string_view message);

  StoredReader& reader_;
  Limits limits_;
  DecodeBuffers::State& buffers_;
  Ledger& ledger_;
  StoredWindow file_;
  bool empty_ = false;
  bool stopped_ = false;
  std::vector<std::unique_ptr<Layer>> layers_;  // Of compression, the outer one first.
  std::unique_ptr<PlainText> plain_;            // If there are none.
  std::unique_ptr<Utf16Source> utf16_;
  std::unique_ptr<PeekableSource> transcoded_;
  ByteSource* text_ = nullptr;  // What all this comes to.
};

}  // namespace trailsift
