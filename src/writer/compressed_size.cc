#include "writer/compressed_size.h"

#include <zlib.h>

#include <algorithm>
#include <array>

namespace trailsift {

class CompressedSize::Compressor {
 public:
  Compressor() {
    constexpr int kGzip = 15 + 16;  // Largest window, gzip framing.
    constexpr int kMemoryLevel = 8;
    ready_ = deflateInit2(&stream_, Z_DEFAULT_COMPRESSION, Z_DEFLATED, kGzip, kMemoryLevel,
                          Z_DEFAULT_STRATEGY) == Z_OK;
  }
  ~Compressor() {
    if (ready_) deflateEnd(&stream_);
  }
  Compressor(const Compressor&) = delete;
  Compressor& operator=(const Compressor&) = delete;

  std::uint64_t Feed(std::string_view text) {
    if (!ready_) return text.size();
    std::uint64_t produced = 0;
    while (!text.empty()) {
      const std::size_t part = std::min<std::size_t>(text.size(), std::size_t{1} << 30);
      stream_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
      stream_.avail_in = static_cast<uInt>(part);
      while (stream_.avail_in > 0) produced += Step();
      text.remove_prefix(part);
    }
    return produced;
  }

 private:
  std::uint64_t Step() {
    stream_.next_out = discarded_.data();
    stream_.avail_out = static_cast<uInt>(discarded_.size());
    deflate(&stream_, Z_NO_FLUSH);
    return discarded_.size() - stream_.avail_out;
  }

  z_stream stream_{};
  bool ready_ = false;
  std::array<Bytef, 16384> discarded_{};
};

CompressedSize::CompressedSize() : compressor_(std::make_unique<Compressor>()) {}

CompressedSize::~CompressedSize() = default;

void CompressedSize::Add(std::string_view text) { bytes_ += compressor_->Feed(text); }

}  // namespace trailsift
