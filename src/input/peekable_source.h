#pragma once

#include <cstddef>
#include <string_view>

#include "base/byte_source.h"
#include "input/padded_buffer.h"

namespace trailsift {

// Another source, of which the beginning can be looked at before it is taken.
class PeekableSource final : public ByteSource {
 public:
  // It must outlive this one.
  explicit PeekableSource(ByteSource& source) : source_(source) {}

  // The first bytes, at least `count` of them unless the source has less. To be called before
  // Next(). The view lives until then.
  std::string_view Peek(std::size_t count);
  std::string_view Next() override;

 private:
  ByteSource& source_;
  PaddedBuffer head_buffer_;    // Taken only when the first piece is short.
  std::string_view head_;       // What comes first,
  std::string_view next_head_;  // and what comes then.
};

}  // namespace trailsift
