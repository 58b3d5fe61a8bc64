// ParseKeyPath gives a path or an error inside the text for any bytes; the canonical spelling of a
// path is read back as the same path and is its own canonical spelling.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "event/field_path.h"
#include "fuzz/require.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace trailsift;
  const std::string_view text(reinterpret_cast<const char*>(data), size);

  const auto path = ParseKeyPath(text);
  if (!path) {
    Require(path.error().offset <= text.size(), "the error stands in the text");
    Require(!path.error().message.empty(), "the error says something");
    return 0;
  }
  const std::string canonical = ToString(*path);
  const auto again = ParseKeyPath(canonical);
  Require(again.has_value(), "the canonical spelling is a path");
  Require(*again == *path, "the canonical spelling means the same path");
  Require(ToString(*again) == canonical, "the canonical spelling is its own");
  return 0;
}
