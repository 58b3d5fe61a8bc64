#pragma once

#include <array>

#include "input/decode_sizes.h"
#include "input/gzip_decoder.h"
#include "input/member_probe.h"
#include "input/open_input.h"
#include "input/padded_buffer.h"
#include "input/zstd_decoder.h"

namespace trailsift {

// What one compression layer works with.
struct LayerBuffers {
  PaddedBuffer stored;
  PaddedBuffer decoded;
  GzipDecoder gzip;
  ZstdDecoder zstd;
  MemberProbe probe{gzip, zstd};
  bool whole_members = true;  // False to decode as a stream only.
};

struct DecodeBuffers::State {
  State() { layers[1].whole_members = false; }
  // The outer layer first; memory is taken when a layer is used.
  std::array<LayerBuffers, 2> layers;
  PaddedBuffer transcoded;
};

}  // namespace trailsift
