#include "input/gzip_decoder.h"

#include <fmt/format.h>
#include <isa-l/crc.h>
#include <isa-l/igzip_lib.h>
#include <libdeflate.h>

#include <algorithm>
#include <new>

#include "input/decode_sizes.h"

namespace trailsift {
namespace {

constexpr std::size_t kTrailerSize = 8;
// Extra field, name and comment of honest writers stay far below.
constexpr std::size_t kMaximumHeader = std::size_t{256} << 10;
// Input is fed up to multiples of this, counted from where the member's body begins, so that a
// fault is met in the same state whatever the windows hold.
constexpr std::size_t kSlice = std::size_t{256} << 10;

// Output that a streamed member may fill at first; later as much as it has filled already. More
// than ISA-L keeps back (see kStreamReserve), and little enough for many broken members in a row.
constexpr std::size_t kFirstRoom = std::size_t{68} << 10;
// The most room for one call: output is blanked before it and checksummed behind it, and should
// stay in the caches in between.
constexpr std::size_t kMostRoom = std::size_t{256} << 10;

std::uint8_t* Bytes(char* text) { return reinterpret_cast<std::uint8_t*>(text); }
const std::uint8_t* Bytes(const char* text) { return reinterpret_cast<const std::uint8_t*>(text); }

std::uint32_t ReadNumber(std::string_view bytes) {
  std::uint32_t number = 0;
  for (std::size_t i = 4; i > 0; --i) {
    number = number << 8 | static_cast<unsigned char>(bytes[i - 1]);
  }
  return number;
}

// Whole bytes that ISA-L has taken from its input but not yet decoded.
std::size_t BytesHeld(const inflate_state& state) {
  return state.read_in_length > 0 ? static_cast<std::size_t>(state.read_in_length) / 8 : 0;
}

// Bytes of its input that ISA-L has taken. Where it meets a fault it may have taken some of the
// padding behind, which it then holds.
std::size_t BytesTaken(const inflate_state& state, std::size_t given) {
  return given - static_cast<std::size_t>(std::int64_t{static_cast<std::int32_t>(state.avail_in)});
}

// ISA-L takes an unused distance code, which other libraries refuse, for a distance of 0 and then
// copies what its output buffers happen to hold: text of other sources. Let it be blanks.
void BlankUnwritten(inflate_state& state, char* output, std::size_t room) {
  std::fill(std::begin(state.tmp_out_buffer) + state.tmp_out_valid, std::end(state.tmp_out_buffer),
            std::uint8_t{' '});
  std::fill_n(output, room, ' ');
}

std::string DescribeFault(int code) {
  switch (code) {
    case ISAL_INVALID_BLOCK:
      return "a deflate block is invalid";
    case ISAL_INVALID_SYMBOL:
      return "a deflate symbol is invalid";
    case ISAL_INVALID_LOOKBACK:
      return "a deflate distance reaches back too far";
    default:
      return fmt::format("the deflate data is invalid (code {})", code);
  }
}

}  // namespace

struct GzipDecoder::Libraries {
  struct Free {
    void operator()(libdeflate_decompressor* decompressor) const {
      libdeflate_free_decompressor(decompressor);
    }
  };

  libdeflate_decompressor& Deflate() {
    if (deflate == nullptr) deflate.reset(libdeflate_alloc_decompressor());
    if (deflate == nullptr) throw std::bad_alloc();
    return *deflate;
  }
  inflate_state& Stream() {
    if (stream == nullptr) stream = std::make_unique<inflate_state>();
    return *stream;
  }

  std::unique_ptr<libdeflate_decompressor, Free> deflate;
  std::unique_ptr<inflate_state> stream;
};

GzipDecoder::GzipDecoder() : libraries_(std::make_unique<Libraries>()) {}
GzipDecoder::~GzipDecoder() = default;

void GzipDecoder::Begin(const Start& start) {
  stage_ = Stage::kHeader;
  start_ = start;
  header_faulty_ = false;
  checksum_ = 0;
  fed_ = 0;
}

MemberOutcome GzipDecoder::Decode(StoredWindow& stored, DecodedWindow& decoded) {
  if (stage_ == Stage::kHeader) {
    MemberOutcome outcome = ReadHeader(stored, decoded);
    if (outcome.state != MemberState::kRunning) return outcome;
  }
  if (stage_ == Stage::kBody) {
    MemberOutcome outcome = Inflate(stored, decoded);
    if (outcome.state != MemberState::kRunning || stage_ == Stage::kBody) return outcome;
  }
  return ReadTrailer(stored);
}

MemberOutcome GzipDecoder::ReadHeader(StoredWindow& stored, DecodedWindow& decoded) {
  GzipHeader header;
  for (std::size_t wanted = 1024; header.state == GzipHeader::State::kIncomplete; wanted *= 2) {
    const bool more = stored.Fill(wanted);
    header = ParseGzipHeader(stored.available(), start_.damage);
    if (header.state != GzipHeader::State::kIncomplete) break;
    if (!more) return {MemberState::kTruncated, "within the header of a gzip member"};
    if (wanted >= kMaximumHeader) header.state = GzipHeader::State::kInvalid;
  }
  if (header.state == GzipHeader::State::kInvalid) {
    // Leave the magic behind, or the search for the next member would find this one again.
    stored.Consume(2, StoredClass::kPayload);
    return {MemberState::kCorrupt, "the header of a gzip member is invalid"};
  }
  if (header.has_checksum) {
    const std::uint32_t sum = crc32_gzip_refl(0, Bytes(stored.available().data()), header.size - 2);
    header_faulty_ = (sum & 0xFFFF) != header.checksum;
  }
  if (start_.whole && DecodeWhole(stored, decoded, header.size)) {
    return {MemberState::kComplete, {}};
  }
  stored.Consume(header.size, StoredClass::kPayload);
  inflate_state& state = libraries_->Stream();
  isal_inflate_init(&state);
  // ISA-L accepts incomplete codes and leaves their unused entries as the last member made them.
  state.lit_huff_code = {};
  state.dist_huff_code = {};
  checksum_ = 0;
  text_size_ = 0;
  stage_ = Stage::kBody;
  return {};
}

// How long the text of the member may be, only to choose the way: as long as that of the member
// before, or what the end of the source says, if it is at hand, which may lie.
std::uint64_t GzipDecoder::ExpectedSize(const StoredWindow& stored) const {
  if (!start_.first) return text_size_;
  const std::string_view bytes = stored.available();
  if (!stored.ended() || bytes.size() < kTrailerSize) return 0;
  return ReadNumber(bytes.substr(bytes.size() - 4));
}

bool GzipDecoder::DecodeWhole(StoredWindow& stored, DecodedWindow& decoded,
                              std::size_t header_size) {
  // A member that fails for want of stored bytes gets a second try with a full window, but not if
  // little could be added: broken members in a row would each move the whole window.
  if (stored.available().size() < stored.capacity() / 4) stored.Fill(stored.capacity());
  if (ExpectedSize(stored) > decoded.room()) return false;
  for (bool again = true; again;) {
    const std::string_view body = stored.available().substr(header_size);
    std::size_t body_size = 0;
    std::size_t text_size = 0;
    const libdeflate_result result =
        libdeflate_deflate_decompress_ex(&libraries_->Deflate(), body.data(), body.size(),
                                         decoded.end(), decoded.room(), &body_size, &text_size);
    if (result == LIBDEFLATE_SUCCESS && body.size() - body_size >= kTrailerSize) {
      checksum_ = crc32_gzip_refl(0, Bytes(decoded.end()), text_size);
      text_size_ = text_size;
      // Not to be judged here: invalid codes that the libraries read differently end like this.
      const MemberOutcome outcome = CheckTrailer(body.substr(body_size, kTrailerSize));
      if (outcome.state != MemberState::kComplete) return false;
      decoded.Extend(text_size);
      stored.Consume(header_size + body_size + kTrailerSize, StoredClass::kPayload);
      return true;
    }
    again = result != LIBDEFLATE_INSUFFICIENT_SPACE && !stored.ended() &&
            stored.available().size() < stored.capacity() / 2;
    if (again) stored.Fill(stored.capacity());
  }
  return false;
}

MemberOutcome GzipDecoder::Inflate(StoredWindow& stored, DecodedWindow& decoded) {
  inflate_state& state = libraries_->Stream();
  while (decoded.size() < kStreamedText) {
    // Bytes that ISA-L holds are still in the window: where the body ends is known only then.
    const std::size_t held = BytesHeld(state);
    const std::size_t slice = kSlice - static_cast<std::size_t>(fed_ % kSlice);
    stored.Fill(held + slice);
    const std::string_view input = stored.Sealed().substr(held, slice);
    const std::size_t room =
        std::min<std::uint64_t>(kStreamedText + kStreamReserve - decoded.size(),
                                std::clamp<std::uint64_t>(text_size_, kFirstRoom, kMostRoom));
    BlankUnwritten(state, decoded.end(), room);
    state.next_in = const_cast<std::uint8_t*>(Bytes(input.data()));
    state.avail_in = static_cast<std::uint32_t>(input.size());
    state.next_out = Bytes(decoded.end());
    state.avail_out = static_cast<std::uint32_t>(room);
    const int result = isal_inflate(&state);
    const std::size_t taken = BytesTaken(state, input.size());
    const std::size_t produced = room - state.avail_out;
    checksum_ = crc32_gzip_refl(checksum_, Bytes(decoded.end()), produced);
    text_size_ += produced;
    decoded.Extend(produced);
    fed_ += taken;
    const std::size_t used = held + taken - std::min(held + taken, BytesHeld(state));
    stored.Consume(std::min(used, held + input.size()), StoredClass::kPayload);
    if (result < 0) return {MemberState::kCorrupt, DescribeFault(result)};
    if (state.block_state == ISAL_BLOCK_FINISH) {
      stage_ = Stage::kTrailer;
      return {};
    }
    if (taken == 0 && produced == 0) {
      return {MemberState::kTruncated, "within the data of a gzip member"};
    }
  }
  return {};
}

MemberOutcome GzipDecoder::ReadTrailer(StoredWindow& stored) {
  if (!stored.Fill(kTrailerSize)) {
    return {MemberState::kTruncated, "within the checksum of a gzip member"};
  }
  MemberOutcome outcome = CheckTrailer(stored.available());
  stored.Consume(kTrailerSize, StoredClass::kPayload);
  return outcome;
}

MemberOutcome GzipDecoder::CheckTrailer(std::string_view trailer) const {
  if (ReadNumber(trailer) != checksum_) {
    return {MemberState::kChecksumMismatch,
            "the CRC-32 of a gzip member does not fit its text; it was scanned, but is not what "
            "was written"};
  }
  if (ReadNumber(trailer.substr(4)) != static_cast<std::uint32_t>(text_size_)) {
    return {MemberState::kChecksumMismatch,
            "the length of a gzip member does not fit its text; it was scanned, but is not what "
            "was written"};
  }
  if (start_.damage != GzipHeaderDamage::kNone) {
    const std::string_view what = start_.damage == GzipHeaderDamage::kMagic
                                      ? "first bytes of a gzip member are not those of gzip"
                                      : "flags of a gzip member are not those it was written with";
    return {MemberState::kFaultyHeader,
            fmt::format("the {}; its text, whose checksum is right, was scanned", what)};
  }
  if (header_faulty_) {
    return {MemberState::kFaultyHeader,
            "the checksum of a gzip header does not fit it; its text, whose checksum does, was "
            "scanned"};
  }
  return {MemberState::kComplete, {}};
}

}  // namespace trailsift
