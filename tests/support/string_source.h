#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>

#include "base/byte_source.h"

namespace trailsift {

// A text as a byte source that hands it out in pieces of a chosen size, each in a fresh place so
// that a view kept too long is seen by AddressSanitizer.
class StringSource : public ByteSource {
 public:
  explicit StringSource(std::string text, std::size_t piece = std::string::npos)
      : text_(std::move(text)), piece_(piece) {}

  std::string_view Next() override {
    const std::size_t size = std::min(piece_, text_.size() - position_);
    chunk_ = std::string(kPadding, '\xEE') + text_.substr(position_, size) +
             std::string(kPadding, '\xEE');
    position_ += size;
    return std::string_view(chunk_).substr(kPadding, size);
  }

 private:
  std::string text_;
  std::size_t piece_;
  std::size_t position_ = 0;
  std::string chunk_;
};

}  // namespace trailsift
