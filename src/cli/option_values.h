#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/timestamp.h"

namespace trailsift {

// The values of options that are more than a text or a fixed choice. `option` is the long name, for
// messages.

// A number without sign, blanks or other base, from `minimum` to `maximum`.
Result<std::uint64_t> ReadNumber(std::string_view option, std::string_view text,
                                 std::uint64_t minimum, std::uint64_t maximum);

// A number of bytes from 1 to `maximum`: digits alone, or with one of KiB, MiB, GiB, TiB (powers of
// 1024), KB, MB, GB, TB (of 1000).
Result<std::uint64_t> ReadSize(std::string_view option, std::string_view text,
                               std::uint64_t maximum);

// RFC 3339, a date (as 00:00:00Z), or an age before `now`: digits and one of m, h, d, w, with an
// optional "-" in front.
Result<Timestamp> ReadTime(std::string_view option, std::string_view text, Timestamp now);

// The names of a repeatable option whose values may be lists separated by commas.
Result<std::vector<std::string>> ReadNames(std::string_view option,
                                           const std::vector<std::string>& values);

}  // namespace trailsift
