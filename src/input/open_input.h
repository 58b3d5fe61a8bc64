#pragma once

#include <atomic>
#include <memory>

#include "base/byte_source.h"
#include "base/ledger.h"
#include "base/limits.h"
#include "input/input_file.h"

namespace trailsift {

// Buffers and decompressors of one worker, reused from file to file.
class DecodeBuffers {
 public:
  DecodeBuffers();
  ~DecodeBuffers();
  DecodeBuffers(const DecodeBuffers&) = delete;
  DecodeBuffers& operator=(const DecodeBuffers&) = delete;

  struct State;
  State& state() { return *state_; }

 private:
  std::unique_ptr<State> state_;
};

struct OpenedInput {
  std::unique_ptr<ByteSource> bytes;  // Null if it could not be opened; the ledger says why.
  bool compressed = false;            // Stored as gzip or zstd.
  bool stream = false;                // No regular file: its bytes may have to be waited for.
};

// Opens a source and decides by its first bytes, never by its name, how it is stored: plain, gzip
// (all members) or zstd (all frames), also one inside the other. Everything decoded before damage
// is delivered; damage, stored byte counts and `decoded` go to the ledger, which must outlive the
// result, as must `buffers` and `stop`. Only one input may be open on the same buffers. Once `stop`
// is set, a stream that would have to be waited for ends.
OpenedInput OpenInput(const InputFile& file, const Limits& limits, DecodeBuffers& buffers,
                      Ledger& ledger, const std::atomic<bool>* stop = nullptr);

}  // namespace trailsift
