#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

#include "input/gzip_decoder.h"
#include "input/padded_buffer.h"
#include "input/zstd_decoder.h"

namespace trailsift {

// Finds whole good members in stored bytes.
class MemberProbe {
 public:
  // What one layer decodes with; must outlive the probe and not be in use within a member.
  MemberProbe(GzipDecoder& gzip, ZstdDecoder& zstd) : gzip_(gzip), zstd_(zstd) {}

  struct Search {
    std::size_t begin = 0;  // Places in the bytes where a member may begin:
    std::size_t end = 0;    // at or behind the first, before the second.
    // What a member decodes to must begin with a member itself, else must not.
    bool holds_compressed = false;
    // No place is tried once work() has reached this.
    std::uint64_t most_work = 0;
  };
  // The first place where a gzip member or zstd frame begins that ends within the bytes and whose
  // checksum, if it has one, is right.
  std::optional<std::size_t> FindWhole(std::string_view bytes, const Search& search);

  // True if the bytes begin with a gzip member of such a header that is whole, with the right
  // checksum. `holds_compressed` as in a search; nothing: either.
  bool IsWholeDespite(GzipHeaderDamage damage, std::string_view bytes,
                      std::optional<bool> holds_compressed);

  // Stored bytes looked at and text decoded so far, in bytes: what this has cost.
  std::uint64_t work() const { return work_; }

 private:
  bool IsWhole(std::string_view bytes, bool holds_compressed);
  // By the decoder that has begun a member. True if it decodes it to its end.
  template <typename Decoder>
  bool DecodesWhole(Decoder& decoder, std::string_view bytes, std::optional<bool> holds_compressed);

  GzipDecoder& gzip_;
  ZstdDecoder& zstd_;
  PaddedBuffer stored_;  // Taken when first used.
  PaddedBuffer decoded_;
  std::uint64_t work_ = 0;
};

}  // namespace trailsift
