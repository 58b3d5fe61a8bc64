#include "input/decoded_source.h"

#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <optional>

#include "input/compressed_source.h"
#include "input/gzip_header.h"

namespace trailsift {
namespace {

// Where a source begins with bytes that are no text, members are looked for in so many,
constexpr std::size_t kProbedBytes = std::size_t{1} << 20;
// which may cost so many times their number.
constexpr std::uint64_t kProbeFactor = 16;

}  // namespace

// Stored bytes as they are. Hands out what one read gives: who watches a stream grow must not wait
// for a full window.
class DecodedSource::PlainText final : public ByteSource {
 public:
  explicit PlainText(StoredWindow& file) : file_(file) {}

  std::string_view Next() override {
    file_.Fill(1);
    const std::string_view text = file_.Sealed();
    file_.Consume(text.size(), StoredClass::kPassedThrough);
    return text;
  }

 private:
  StoredWindow& file_;
};

// The text of the outer layer as the stored bytes of the inner one.
class DecodedSource::TextReader final : public StoredReader {
 public:
  TextReader(ByteSource& text, const StoredReader& file) : text_(text), file_(file) {}

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

struct DecodedSource::Layer {
  // The outer one.
  Layer(DecodedSource& owner, LayerBuffers& buffers)
      : source({owner.file_, owner.file_, owner.limits_, owner.ledger_}, buffers) {}
  // One around whose stored bytes another is.
  Layer(DecodedSource& owner, LayerBuffers& buffers, ByteSource& outer)
      : reader(std::in_place, outer, owner.reader_),
        stored(std::in_place, *reader, buffers.stored, nullptr),
        source({*stored, owner.file_, owner.limits_, owner.ledger_}, buffers) {}

  std::optional<TextReader> reader;
  std::optional<StoredWindow> stored;
  CompressedSource source;
  PeekableSource text{source};
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
  StoredFormat stored = DetectFormat(file_.available());
  if ((stored == StoredFormat::kPlain && HidesMembers()) ||
      (stored == StoredFormat::kCompress && HasDamagedGzipMagic())) {
    stored = StoredFormat::kGzip;
  }
  StoredFormat format = stored;
  while (IsCompressed(format) && layers_.size() < buffers_.layers.size()) format = OpenLayer();
  if (!layers_.empty()) layers_.back()->source.Settle(IsUtf16(format));
  const std::string_view where = layers_.empty() ? "" : "once decompressed, ";
  if (layers_.empty()) {
    plain_ = std::make_unique<PlainText>(file_);
    text_ = plain_.get();
  }
  if (IsCompressed(format)) {
    Stop(AnomalyKind::kLimitExceeded,
         "the source is compressed more than twice; it was not scanned");
  } else if (IsUtf16(format)) {
    Transcode(format);
  } else if (!IsSupported(format)) {
    Stop(AnomalyKind::kUnsupportedFormat, std::string(where) + DescribeUnsupported(format));
  }
  return stored;
}

bool DecodedSource::HasDamagedGzipMagic() const {
  return FindGzipHeaderDamage(file_.available()) == GzipHeaderDamage::kMagic;
}

// True if what begins with no magic is compressed data all the same: the first magic is damaged, or
// a whole good member stands behind bytes that are no text.
bool DecodedSource::HidesMembers() {
  if (HasDamagedGzipMagic()) return true;
  if (!HoldsControlBytes(file_.available().substr(0, kDetectionBytes))) return false;
  // What is found must not depend on how much one read gives.
  file_.Fill(kProbedBytes);
  const std::string_view bytes = file_.available().substr(0, kProbedBytes);
  MemberProbe& probe = buffers_.layers[0].probe;
  return probe
      .FindWhole(bytes,
                 {.end = bytes.size(), .most_work = probe.work() + kProbeFactor * bytes.size()})
      .has_value();
}

// Returns the format of the text behind it.
StoredFormat DecodedSource::OpenLayer() {
  LayerBuffers& buffers = buffers_.layers[layers_.size()];
  if (layers_.empty()) {
    buffers.decoded.Reserve(kDecodedWindow);
    layers_.push_back(std::make_unique<Layer>(*this, buffers));
  } else {
    buffers.stored.Reserve(kInnerStoredWindow);
    buffers.decoded.Reserve(kInnerDecodedWindow);
    layers_.back()->source.Settle(true);
    layers_.push_back(std::make_unique<Layer>(*this, buffers, *text_));
  }
  PeekableSource& text = layers_.back()->text;
  text_ = &text;
  return DetectFormat(text.Peek(kDetectionBytes));
}

void DecodedSource::Transcode(StoredFormat format) {
  ledger_.Report(AnomalyKind::kTranscoded,
                 fmt::format("the content is {}; places in it count bytes of its UTF-8 form",
                             FormatName(format)));
  buffers_.transcoded.Reserve(kStreamedText);
  utf16_ = std::make_unique<Utf16Source>(*text_, format == StoredFormat::kUtf16LittleEndian,
                                         buffers_.transcoded, ledger_);
  transcoded_ = std::make_unique<PeekableSource>(*utf16_);
  text_ = transcoded_.get();
  if (DetectFormat(transcoded_->Peek(kDetectionBytes)) == StoredFormat::kMarkup) {
    Stop(AnomalyKind::kUnsupportedFormat, DescribeUnsupported(StoredFormat::kMarkup));
  }
}

void DecodedSource::Stop(AnomalyKind kind, std::string_view message) {
  stopped_ = true;
  ledger_.Fail(kind, message);
}

std::string_view DecodedSource::Next() {
  if (stopped_) return {};
  std::string_view piece = text_->Next();
  if (const std::uint64_t left = limits_.decompressed_bytes - ledger_.bytes.decoded;
      piece.size() > left) {
    piece = piece.substr(0, static_cast<std::size_t>(left));
    stopped_ = true;
    ledger_.Report(
        AnomalyKind::kLimitExceeded,
        fmt::format("the source has more than {} bytes of text (--max-decompressed); the "
                    "rest was not scanned",
                    limits_.decompressed_bytes));
  }
  ledger_.bytes.decoded += piece.size();
  return piece;
}

std::uint64_t DecodedSource::repeated_work() const {
  std::uint64_t work = 0;
  for (const auto& layer : layers_) work += layer->source.repeated_work();
  return work;
}

}  // namespace trailsift
