#pragma once

#include <string_view>

#include "base/byte_source.h"

namespace trailsift {

// Hands a text out in windows without copying it. The text must lie in the padding that readers
// rely on.
class MemorySource : public ByteSource {
 public:
  explicit MemorySource(std::string_view text) : rest_(text) {}

  std::string_view Next() override {
    constexpr std::size_t kWindow = std::size_t{1} << 20;
    const std::string_view window = rest_.substr(0, kWindow);
    rest_.remove_prefix(window.size());
    return window;
  }

 private:
  std::string_view rest_;
};

}  // namespace trailsift
