#pragma once

#include <string>
#include <utility>

#include "base/byte_source.h"
#include "base/ledger.h"
#include "event/document_reader.h"

namespace trailsift {

// A text held in memory as a byte source, with the padding that readers need.
class TextSource : public ByteSource {
 public:
  explicit TextSource(std::string text) : text_(std::move(text)), size_(text_.size()) {
    text_.resize(size_ + kPadding);
  }

  std::string_view Next() override {
    return std::exchange(given_, true) ? std::string_view() : text();
  }
  std::string_view text() const { return std::string_view(text_).substr(0, size_); }

 private:
  std::string text_;
  std::size_t size_;
  bool given_ = false;
};

// JSON text that stood in a string of another document, with a reader and a ledger of its own. Its
// anomalies are handed on under the place of its carrier; its bytes are the carrier's.
class CarriedDocument {
 public:
  CarriedDocument(DocumentReader::CarriedText carried, ReaderTools& tools,
                  const ReaderOptions& options, std::uint32_t carrier_depth)
      : shape_(carried.shape),
        otherwise_(carried.otherwise),
        ledger_(""),
        source_(std::move(carried.text)),
        reader_(source_, tools, ledger_, Named(options), carrier_depth, otherwise_) {}

  DocumentReader& reader() { return reader_; }
  const Ledger& ledger() const { return ledger_; }
  std::string_view text() const { return source_.text(); }
  // Of the envelope it stands in.
  std::string_view shape() const { return shape_; }
  // What it is skipped as if it is no event; empty: it must be one.
  std::string_view otherwise() const { return otherwise_; }

 private:
  static ReaderOptions Named(ReaderOptions options) {
    options.named_by_user = true;
    options.lines_ahead = nullptr;
    options.within_source = false;
    return options;
  }

  std::string_view shape_;
  std::string_view otherwise_;
  Ledger ledger_;
  TextSource source_;
  DocumentReader reader_;
};

}  // namespace trailsift
