// ParseTimestamp gives a time or nothing for any bytes; what it gives is in range, and its printed
// forms are read back as the same time.
#include "base/timestamp.h"

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "fuzz/require.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace trailsift;
  const std::string_view text(reinterpret_cast<const char*>(data), size);

  if (const auto time = ParseTimestamp(text)) {
    Require(time->nanoseconds >= 0 && time->nanoseconds <= 999'999'999, "nanoseconds in range");
    Require(ParseTimestamp(FormatTimestamp(*time)) == time, "RFC 3339 reads back");
    Timestamp milliseconds = *time;
    milliseconds.nanoseconds -= milliseconds.nanoseconds % 1'000'000;
    Require(ParseTimestamp(FormatPantherTimestamp(*time)) == milliseconds,
            "Panther's form reads back to the millisecond");
  }
  if (const auto date = ParseDate(text)) {
    Require(FormatTimestamp(*date).substr(0, 10) == text, "a date is printed as it was read");
  }
  return 0;
}
