#include "writer/code_point.h"

#include <utf8proc.h>

namespace trailsift {

CodePoint DecodeFirst(std::string_view text) {
  const auto* bytes = reinterpret_cast<const utf8proc_uint8_t*>(text.data());
  if (bytes[0] < 0x80) return {bytes[0], 1};
  utf8proc_int32_t value = -1;
  const utf8proc_ssize_t length =
      utf8proc_iterate(bytes, static_cast<utf8proc_ssize_t>(text.size()), &value);
  if (length > 0) return {value, static_cast<std::size_t>(length)};
  if (text.size() >= 3 && bytes[0] == 0xED && (bytes[1] & 0xE0) == 0xA0 &&
      (bytes[2] & 0xC0) == 0x80) {
    return {0xD000 | ((bytes[1] & 0x3F) << 6) | (bytes[2] & 0x3F), 3};
  }
  return {-1, 1};
}

}  // namespace trailsift
