#include "input/open_input.h"

#include <fmt/format.h>

#include <string_view>

#include "base/ascii.h"
#include "input/decode_buffers.h"
#include "input/decoded_source.h"
#include "input/file_reader.h"

namespace trailsift {
namespace {

// The name never decides how a source is read, but a contradiction is worth a note.
void CheckName(const InputFile& file, StoredFormat format, Ledger& ledger) {
  if (file.standard_input) return;
  const bool text = format == StoredFormat::kPlain || IsUtf16(format);
  const bool named_gzip = EndsWithIgnoringCase(file.path, ".gz");
  const bool named_zstd = EndsWithIgnoringCase(file.path, ".zst");
  const bool named_json = EndsWithIgnoringCase(file.path, ".json");
  if ((named_gzip && format != StoredFormat::kGzip) ||
      (named_zstd && format != StoredFormat::kZstd) || (named_json && !text)) {
    ledger.Report(AnomalyKind::kExtensionMismatch,
                  fmt::format("the content is {}, whatever the name says", FormatName(format)));
  }
}

void EnterEmpty(const InputFile& file, Ledger& ledger) {
  ledger.state = SourceState::kEmpty;
  if (!file.standard_input &&
      (EndsWithIgnoringCase(file.path, ".gz") || EndsWithIgnoringCase(file.path, ".zst"))) {
    ledger.Report(AnomalyKind::kTruncated,
                  "the file is empty, which no compressed file is; fetch it again");
  } else {
    ledger.Report(AnomalyKind::kEmptySource, "there is nothing in it");
  }
}

class FileSource final : public ByteSource {
 public:
  FileSource(const Limits& limits, DecodeBuffers::State& buffers, Ledger& ledger,
             const std::atomic<bool>* stop)
      : reader_(ledger, stop), text_(reader_, limits, buffers, ledger) {}
  ~FileSource() override { reader_.Finish(); }

  bool Open(const InputFile& file) { return reader_.Open(file); }
  DecodedSource& text() { return text_; }
  const FileReader& reader() const { return reader_; }

  std::string_view Next() override {
    const std::string_view piece = text_.Next();
    if (piece.empty()) reader_.Finish();
    return piece;
  }

 private:
  FileReader reader_;
  DecodedSource text_;
};

}  // namespace

DecodeBuffers::DecodeBuffers() : state_(std::make_unique<State>()) {}
DecodeBuffers::~DecodeBuffers() = default;

OpenedInput OpenInput(const InputFile& file, const Limits& limits, DecodeBuffers& buffers,
                      Ledger& ledger, const std::atomic<bool>* stop) {
  OpenedInput opened;
  auto source = std::make_unique<FileSource>(limits, buffers.state(), ledger, stop);
  if (!source->Open(file)) return opened;
  const StoredFormat format = source->text().Detect();
  opened.compressed = IsCompressed(format);
  opened.stream = !source->reader().regular();
  if (!source->text().empty()) {
    CheckName(file, format, ledger);
  } else if (!source->reader().failed()) {
    EnterEmpty(file, ledger);
  }
  opened.bytes = std::move(source);
  return opened;
}

}  // namespace trailsift
