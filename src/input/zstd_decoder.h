#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>

#include "input/member_outcome.h"
#include "input/padded_buffer.h"
#include "input/stored_window.h"

namespace trailsift {

// Decodes zstd frames one at a time: in one call when a frame says that its text fits into the
// window, else, and for every faulty frame, block by block, which keeps what comes before the
// fault. Both ways have equal results.
class ZstdDecoder {
 public:
  ZstdDecoder();
  ~ZstdDecoder();
  ZstdDecoder(const ZstdDecoder&) = delete;
  ZstdDecoder& operator=(const ZstdDecoder&) = delete;

  // The next bytes are a frame. `whole` allows the one-call way.
  void Begin(bool whole);
  // Appends to the decoded window until the frame ends or enough is there to be handed out.
  MemberOutcome Decode(StoredWindow& stored, DecodedWindow& decoded);

 private:
  struct Library;

  // True if the frame was decoded and consumed.
  bool DecodeWhole(StoredWindow& stored, DecodedWindow& decoded);
  MemberOutcome DecodeBlocks(StoredWindow& stored, DecodedWindow& decoded);
  std::size_t NextSlice() const;

  std::unique_ptr<Library> library_;
  bool whole_ = true;
  std::uint64_t fed_ = 0;   // Bytes of the frame given to the library.
  std::size_t wanted_ = 0;  // Bytes that it expects next.
};

}  // namespace trailsift
