#pragma once

#include <cstdint>
#include <string_view>

#include "input/gzip_decoder.h"
#include "input/padded_buffer.h"
#include "input/zstd_decoder.h"

namespace trailsift {

// Tells whether a whole good member stands at a place in stored bytes.
class MemberProbe {
 public:
  // What one layer decodes with; must outlive the probe and not be in use within a member.
  MemberProbe(GzipDecoder& gzip, ZstdDecoder& zstd) : gzip_(gzip), zstd_(zstd) {}

  // True if the bytes begin with a gzip member or zstd frame that ends within them and whose
  // checksum, if it has one, is right. `holds_compressed`: what it decodes to must begin with a
  // member itself, else must not.
  bool IsWhole(std::string_view bytes, bool holds_compressed);

  // Stored bytes looked at and text decoded so far, in bytes: what this has cost.
  std::uint64_t work() const { return work_; }

 private:
  GzipDecoder& gzip_;
  ZstdDecoder& zstd_;
  PaddedBuffer stored_;  // Taken when first used.
  PaddedBuffer decoded_;
  std::uint64_t work_ = 0;
};

}  // namespace trailsift
