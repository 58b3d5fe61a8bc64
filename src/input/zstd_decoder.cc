#include "input/zstd_decoder.h"

#include <fmt/format.h>
#include <zstd.h>
#include <zstd_errors.h>

#include <algorithm>
#include <new>

#include "input/decode_sizes.h"

namespace trailsift {
namespace {

constexpr std::size_t kMaximumFrameHeader = 18;
constexpr std::size_t kBlockHeader = 3;
constexpr int kMaximumWindowLog = 27;
// A context that a large window has grown beyond this is not kept for the next frame.
constexpr std::size_t kMaximumContext = std::size_t{16} << 20;

// RFC 8878, section 3.1.1.1: true if a frame needs no larger window than we allow, or states none.
bool WindowIsAllowed(std::string_view frame) {
  constexpr unsigned kSingleSegment = 0x20;
  if (frame.size() < 6) return false;
  if ((static_cast<unsigned char>(frame[4]) & kSingleSegment) != 0) return true;
  return static_cast<unsigned char>(frame[5]) <= (kMaximumWindowLog - 10) << 3;
}

MemberOutcome DescribeFault(std::size_t code) {
  switch (ZSTD_getErrorCode(code)) {
    case ZSTD_error_checksum_wrong:
      return {MemberState::kChecksumMismatch,
              "the checksum of a zstd frame does not fit its text; it was scanned, but is not what "
              "was written"};
    case ZSTD_error_frameParameter_windowTooLarge:
      return {MemberState::kLimitExceeded,
              fmt::format("a zstd frame needs a window of more than {} MiB",
                          (std::size_t{1} << kMaximumWindowLog) >> 20)};
    case ZSTD_error_dictionary_wrong:
      return {MemberState::kCorrupt, "a zstd frame needs a dictionary"};
    default:
      // Which fault the library names first depends on what it decoded before.
      return {MemberState::kCorrupt, "a zstd frame is invalid"};
  }
}

}  // namespace

struct ZstdDecoder::Library {
  struct Free {
    void operator()(ZSTD_DCtx* used) const { ZSTD_freeDCtx(used); }
  };

  ZSTD_DCtx& Context() {
    if (context == nullptr) context.reset(ZSTD_createDCtx());
    if (context == nullptr) throw std::bad_alloc();
    return *context;
  }

  std::unique_ptr<ZSTD_DCtx, Free> context;
};

ZstdDecoder::ZstdDecoder() : library_(std::make_unique<Library>()) {}
ZstdDecoder::~ZstdDecoder() = default;

void ZstdDecoder::Begin(bool whole) {
  if (library_->context != nullptr && ZSTD_sizeof_DCtx(library_->context.get()) > kMaximumContext) {
    library_->context.reset();
  }
  whole_ = whole;
  fed_ = 0;
}

MemberOutcome ZstdDecoder::Decode(StoredWindow& stored, DecodedWindow& decoded) {
  if (fed_ == 0) {
    if (whole_ && DecodeWhole(stored, decoded)) return {MemberState::kComplete, {}};
    ZSTD_DCtx& context = library_->Context();
    ZSTD_DCtx_reset(&context, ZSTD_reset_session_and_parameters);
    ZSTD_DCtx_setParameter(&context, ZSTD_d_windowLogMax, kMaximumWindowLog);
    wanted_ = 1;
  }
  return DecodeBlocks(stored, decoded);
}

bool ZstdDecoder::DecodeWhole(StoredWindow& stored, DecodedWindow& decoded) {
  if (stored.available().size() < stored.capacity() / 4) stored.Fill(stored.capacity());
  const std::string_view bytes = stored.available();
  const unsigned long long text_size = ZSTD_getFrameContentSize(bytes.data(), bytes.size());
  // Larger than any room if unknown or in error.
  if (text_size > decoded.room() || !WindowIsAllowed(bytes)) return false;
  const std::size_t frame_size = ZSTD_findFrameCompressedSize(bytes.data(), bytes.size());
  if (ZSTD_isError(frame_size) != 0) return false;
  const std::size_t result = ZSTD_decompressDCtx(&library_->Context(), decoded.end(),
                                                 decoded.room(), bytes.data(), frame_size);
  if (ZSTD_isError(result) != 0) return false;
  decoded.Extend(result);
  stored.Consume(frame_size, StoredClass::kPayload);
  return true;
}

// The library enters no output of a call that fails. So no call is given more than one thing: bytes
// of the frame header one by one (it would decode a frame that is whole in one go), and a block
// without the header of the next block, which the library asks for together with it.
std::size_t ZstdDecoder::NextSlice() const {
  if (fed_ < kMaximumFrameHeader) return 1;
  return wanted_ > kBlockHeader ? wanted_ - kBlockHeader : wanted_;
}

MemberOutcome ZstdDecoder::DecodeBlocks(StoredWindow& stored, DecodedWindow& decoded) {
  while (decoded.size() < kStreamedText) {
    stored.Fill(NextSlice());
    const std::string_view slice = stored.available().substr(0, NextSlice());
    ZSTD_inBuffer input{slice.data(), slice.size(), 0};
    ZSTD_outBuffer output{decoded.end(), kStreamedText + kStreamReserve - decoded.size(), 0};
    const std::size_t result = ZSTD_decompressStream(&library_->Context(), &output, &input);
    if (ZSTD_isError(result) != 0) {
      MemberOutcome outcome = DescribeFault(result);
      // The checksum is the frame's end.
      if (outcome.state == MemberState::kChecksumMismatch) {
        stored.Consume(slice.size(), StoredClass::kPayload);
      } else if (fed_ < 4) {
        stored.Consume(4 - fed_, StoredClass::kPayload);
      }
      return outcome;
    }
    decoded.Extend(output.pos);
    stored.Consume(input.pos, StoredClass::kPayload);
    fed_ += input.pos;
    wanted_ = result;
    if (result == 0) return {MemberState::kComplete, {}};
    if (input.pos == 0 && output.pos == 0) {
      return {MemberState::kTruncated, "within a zstd frame"};
    }
  }
  return {};
}

}  // namespace trailsift
