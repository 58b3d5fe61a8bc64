#include "input/decoded_source.h"

#include <fmt/format.h>

#include <algorithm>
#include <memory>

namespace trailsift {

// The text of the outer layer as the stored bytes of the inner one.
class DecodedSource::TextReader final : public StoredReader {
 public:
  TextReader(ByteSource& text, std::string_view first_piece, const StoredReader& file)
      : text_(text), piece_(first_piece), file_(file) {}

  std::size_t Read(char* to, std::size_t size) override {
    if (piece_.empty()) piece_ = text_.Next();
    const std::size_t count = std::min(size, piece_.size());
    std::copy_n(piece_.data(), count, to);
    piece_.remove_prefix(count);
    return count;
  }
  bool failed() const override { return file_.failed(); }

 private:
  ByteSource& text_;
  std::string_view piece_;
  const StoredReader& file_;
};

struct DecodedSource::InnerLayer {
  InnerLayer(DecodedSource& owner, LayerBuffers& buffers)
      : reader(*owner.outer_, owner.first_piece_, owner.reader_),
        stored(reader, buffers.stored, nullptr),
        source({stored, owner.file_, owner.limits_, owner.ledger_}, buffers) {}

  TextReader reader;
  StoredWindow stored;
  CompressedSource source;
};

DecodedSource::DecodedSource(StoredReader& reader, const Limits& limits,
                             DecodeBuffers::State& buffers, Ledger& ledger)
    : reader_(reader),
      limits_(limits),
      buffers_(buffers),
      ledger_(ledger),
      file_(reader, buffers.layers[0].stored, &ledger) {
  buffers.layers[0].stored.Reserve(kStoredWindow);
}

DecodedSource::~DecodedSource() = default;

StoredFormat DecodedSource::Detect() {
  file_.Fill(kDetectionBytes);
  empty_ = file_.available().empty();
  const StoredFormat format = DetectFormat(file_.available());
  if (IsCompressed(format)) {
    LayerBuffers& buffers = buffers_.layers[0];
    buffers.decoded.Reserve(kDecodedWindow);
    outer_.emplace(CompressedSource::Context{file_, file_, limits_, ledger_}, buffers);
    text_ = &*outer_;
    DetectInner();
  } else if (!IsSupported(format)) {
    Stop(AnomalyKind::kUnsupportedFormat, DescribeUnsupported(format));
  }
  return format;
}

void DecodedSource::DetectInner() {
  first_piece_ = outer_->Next();
  StoredFormat format = DetectFormat(first_piece_);
  if (IsCompressed(format)) {
    outer_->SetHoldsCompressed();
    LayerBuffers& buffers = buffers_.layers[1];
    buffers.stored.Reserve(kInnerStoredWindow);
    buffers.decoded.Reserve(kInnerDecodedWindow);
    inner_ = std::make_unique<InnerLayer>(*this, buffers);
    text_ = &inner_->source;
    first_piece_ = text_->Next();
    format = DetectFormat(first_piece_);
  }
  if (IsCompressed(format)) {
    Stop(AnomalyKind::kLimitExceeded,
         "the source is compressed more than twice; it was not scanned");
  } else if (!IsSupported(format)) {
    Stop(AnomalyKind::kUnsupportedFormat, "once decompressed, " + DescribeUnsupported(format));
  }
}

void DecodedSource::Stop(AnomalyKind kind, std::string_view message) {
  stopped_ = true;
  ledger_.Fail(kind, message);
}

std::string_view DecodedSource::Next() {
  if (stopped_) return {};
  std::string_view piece;
  if (text_ == nullptr) {
    piece = NextPlain();
  } else {
    piece = first_piece_.empty() ? text_->Next() : first_piece_;
    first_piece_ = {};
  }
  ledger_.bytes.decoded += piece.size();
  return piece;
}

// What one read gives: who watches a stream grow must not wait for a full window.
std::string_view DecodedSource::NextPlain() {
  file_.Fill(1);
  const std::string_view text = file_.Sealed();
  file_.Consume(text.size(), StoredClass::kPassedThrough);
  return text;
}

}  // namespace trailsift
