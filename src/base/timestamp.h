#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace trailsift {

// A point in time, UTC.
struct Timestamp {
  std::int64_t seconds = 0;      // Since 1970-01-01T00:00:00Z; may be negative.
  std::int32_t nanoseconds = 0;  // 0 to 999,999,999.

  auto operator<=>(const Timestamp&) const = default;
};

// Reads the time forms that CloudTrail, its exports and log shippers write:
//   date   = YYYY "-" MM "-" DD                         (years 0001 to 9999, calendar checked)
//   time   = date ("T" | "t" | " ") HH ":" MM [":" SS ["." digits]] [" "] [zone]
//   zone   = "Z" | "z" | "UTC" | ("+" | "-") HH [":"] MM      (none means UTC)
//   epoch  = digits ["." digits]        (below 1e11 seconds, 1e14 ms, 1e17 us, else ns)
// Second 60 is the next second and 24:00:00 the next day; digits beyond nanoseconds are cut. What
// falls out of the years 0001 to 9999 in UTC is no time.
// Total: any bytes give a time or nothing. Does not allocate or read the locale or TZ.
std::optional<Timestamp> ParseTimestamp(std::string_view text);

// Reads only the `date` form, as 00:00:00Z.
std::optional<Timestamp> ParseDate(std::string_view text);

// RFC 3339 UTC with "Z"; the fraction appears only if it is not zero, without trailing zeros.
std::string FormatTimestamp(Timestamp time);

// "YYYY-MM-DD hh:mm:ss.mmm", the form of Panther's p_event_time.
std::string FormatPantherTimestamp(Timestamp time);

}  // namespace trailsift
