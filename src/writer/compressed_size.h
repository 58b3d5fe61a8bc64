#pragma once

#include <cstdint>
#include <memory>
#include <string_view>

namespace trailsift {

// How many bytes a text takes when it is gzipped, without keeping them.
class CompressedSize {
 public:
  CompressedSize();
  ~CompressedSize();
  CompressedSize(const CompressedSize&) = delete;
  CompressedSize& operator=(const CompressedSize&) = delete;

  void Add(std::string_view text);

  // Bytes so far. Lags behind by what the compressor still holds, below 64 KiB; without memory for
  // a compressor these are the bytes added.
  std::uint64_t bytes() const { return bytes_; }

 private:
  class Compressor;
  std::unique_ptr<Compressor> compressor_;
  std::uint64_t bytes_ = 0;
};

}  // namespace trailsift
