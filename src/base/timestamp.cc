#include "base/timestamp.h"

#include <fmt/format.h>

#include <array>
#include <charconv>
#include <cstddef>
#include <system_error>

namespace trailsift {
namespace {

constexpr std::int32_t kNanosecondsPerSecond = 1'000'000'000;
constexpr std::int64_t kFirstSecond = -62'135'596'800;  // 0001-01-01T00:00:00Z
constexpr std::int64_t kLastSecond = 253'402'300'799;   // 9999-12-31T23:59:59Z

// Days since 1970-01-01 of a date in the proleptic Gregorian calendar, and back. Algorithms:
// Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms" (days_from_civil).
std::int64_t DaysFromCivil(std::int64_t year, unsigned month, unsigned day) {
  year -= month <= 2 ? 1 : 0;
  const std::int64_t era = (year >= 0 ? year : year - 399) / 400;
  const auto year_of_era = static_cast<unsigned>(year - era * 400);
  const unsigned day_of_year = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
  const unsigned day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
  return era * 146097 + static_cast<std::int64_t>(day_of_era) - 719468;
}

struct Civil {
  std::int64_t year;
  unsigned month;
  unsigned day;
};

Civil CivilFromDays(std::int64_t days) {
  days += 719468;
  const std::int64_t era = (days >= 0 ? days : days - 146096) / 146097;
  const auto day_of_era = static_cast<unsigned>(days - era * 146097);
  const unsigned year_of_era =
      (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
  const std::int64_t year = static_cast<std::int64_t>(year_of_era) + era * 400;
  const unsigned day_of_year =
      day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  const unsigned shifted_month = (5 * day_of_year + 2) / 153;
  const unsigned day = day_of_year - (153 * shifted_month + 2) / 5 + 1;
  const unsigned month = shifted_month < 10 ? shifted_month + 3 : shifted_month - 9;
  return {year + (month <= 2 ? 1 : 0), month, day};
}

unsigned DaysInMonth(unsigned year, unsigned month) {
  constexpr std::array<unsigned, 12> kDays = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  return month == 2 && leap ? 29 : kDays[month - 1];
}

bool IsDigit(char c) { return c >= '0' && c <= '9'; }

// Reads the text from its front; every method returns false where the text does not fit.
class Cursor {
 public:
  explicit Cursor(std::string_view text) : text_(text) {}

  bool AtEnd() const { return text_.empty(); }
  char Peek() const { return text_.empty() ? '\0' : text_.front(); }
  bool Accept(char c) {
    if (Peek() != c || text_.empty()) return false;
    text_.remove_prefix(1);
    return true;
  }
  bool Accept(std::string_view word) {
    if (!text_.starts_with(word)) return false;
    text_.remove_prefix(word.size());
    return true;
  }
  bool Digits(std::size_t count, unsigned& value) {
    if (text_.size() < count) return false;
    value = 0;
    for (std::size_t i = 0; i < count; ++i) {
      if (!IsDigit(text_[i])) return false;
      value = value * 10 + static_cast<unsigned>(text_[i] - '0');
    }
    text_.remove_prefix(count);
    return true;
  }
  // One or more digits as a decimal fraction of a second, cut to nanoseconds.
  bool Fraction(std::int32_t& nanoseconds) {
    std::int32_t scale = kNanosecondsPerSecond / 10;
    nanoseconds = 0;
    if (!IsDigit(Peek())) return false;
    while (IsDigit(Peek())) {
      nanoseconds += (Peek() - '0') * scale;
      scale /= 10;
      text_.remove_prefix(1);
    }
    return true;
  }

 private:
  std::string_view text_;
};

std::optional<std::int64_t> ReadDate(Cursor& cursor) {
  unsigned year = 0;
  unsigned month = 0;
  unsigned day = 0;
  if (!cursor.Digits(4, year) || !cursor.Accept('-') || !cursor.Digits(2, month) ||
      !cursor.Accept('-') || !cursor.Digits(2, day)) {
    return std::nullopt;
  }
  if (year < 1 || month < 1 || month > 12 || day < 1 || day > DaysInMonth(year, month)) {
    return std::nullopt;
  }
  return DaysFromCivil(year, month, day) * 86400;
}

// Seconds that the zone is ahead of UTC; no zone means UTC.
std::optional<std::int64_t> ReadZone(Cursor& cursor) {
  if (cursor.AtEnd() || cursor.Accept('Z') || cursor.Accept('z') || cursor.Accept("UTC")) return 0;
  const bool negative = cursor.Peek() == '-';
  unsigned hours = 0;
  unsigned minutes = 0;
  if (!cursor.Accept('+') && !cursor.Accept('-')) return std::nullopt;
  if (!cursor.Digits(2, hours)) return std::nullopt;
  cursor.Accept(':');
  if (!cursor.Digits(2, minutes) || hours > 23 || minutes > 59) return std::nullopt;
  const std::int64_t seconds = std::int64_t{hours} * 3600 + std::int64_t{minutes} * 60;
  return negative ? -seconds : seconds;
}

std::optional<Timestamp> ReadCivilTime(std::string_view text) {
  Cursor cursor(text);
  const std::optional<std::int64_t> date = ReadDate(cursor);
  if (!date || !(cursor.Accept('T') || cursor.Accept('t') || cursor.Accept(' '))) {
    return std::nullopt;
  }
  unsigned hour = 0;
  unsigned minute = 0;
  unsigned second = 0;
  Timestamp time;
  if (!cursor.Digits(2, hour) || !cursor.Accept(':') || !cursor.Digits(2, minute)) {
    return std::nullopt;
  }
  if (cursor.Accept(':')) {
    if (!cursor.Digits(2, second)) return std::nullopt;
    if (cursor.Accept('.') && !cursor.Fraction(time.nanoseconds)) return std::nullopt;
  }
  const bool end_of_day = hour == 24 && minute == 0 && second == 0 && time.nanoseconds == 0;
  if ((hour > 23 && !end_of_day) || minute > 59 || second > 60) return std::nullopt;
  cursor.Accept(' ');
  const std::optional<std::int64_t> zone = ReadZone(cursor);
  if (!zone || !cursor.AtEnd()) return std::nullopt;
  time.seconds = *date + std::int64_t{hour} * 3600 + std::int64_t{minute} * 60 + second - *zone;
  // A zone, 24:00 or second 60 can lead out of the years that can be printed.
  if (time.seconds < kFirstSecond || time.seconds > kLastSecond) return std::nullopt;
  return time;
}

// What AWS writes, "2026-11-01T09:30:00Z", without a step for each character. Nothing for what is
// not clearly that, right or wrong.
std::optional<Timestamp> ReadUsualTime(std::string_view text) {
  constexpr std::string_view kShape = "dddd-dd-ddTdd:dd:ddZ";
  if (text.size() != kShape.size()) return std::nullopt;
  const char* const bytes = text.data();
  const auto differ = [bytes](std::size_t at, char c) {
    return static_cast<unsigned>(bytes[at]) ^ static_cast<unsigned>(c);
  };
  if ((differ(4, '-') | differ(7, '-') | differ(10, 'T') | differ(13, ':') | differ(16, ':') |
       differ(19, 'Z')) != 0) {
    return std::nullopt;
  }
  bool digits = true;
  const auto number = [&](std::size_t at) {
    const unsigned tens = static_cast<unsigned char>(bytes[at]) - unsigned{'0'};
    const unsigned ones = static_cast<unsigned char>(bytes[at + 1]) - unsigned{'0'};
    digits &= tens <= 9 && ones <= 9;
    return tens * 10 + ones;
  };
  const unsigned year = number(0) * 100 + number(2);
  const unsigned month = number(5);
  const unsigned day = number(8);
  const unsigned hour = number(11);
  const unsigned minute = number(14);
  const unsigned second = number(17);
  if (!digits || year < 1 || month - 1 > 11 || day < 1 || day > DaysInMonth(year, month) ||
      hour > 23 || minute > 59 || second > 59) {
    return std::nullopt;
  }
  return Timestamp{
      DaysFromCivil(year, month, day) * 86400 + std::int64_t{hour * 3600 + minute * 60 + second},
      0};
}

std::optional<Timestamp> ReadEpoch(std::string_view text) {
  std::int64_t whole = 0;
  if (text.empty() || !IsDigit(text.front())) return std::nullopt;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), whole);
  if (error != std::errc{}) return std::nullopt;
  const auto digits = static_cast<std::size_t>(end - text.data());
  std::int32_t fraction = 0;
  if (digits < text.size()) {
    Cursor cursor(text.substr(digits));
    if (!cursor.Accept('.') || !cursor.Fraction(fraction) || !cursor.AtEnd()) return std::nullopt;
  }
  std::int64_t unit = 1;  // Counts per second.
  if (whole >= 100'000'000'000'000'000) {
    unit = 1'000'000'000;
  } else if (whole >= 100'000'000'000'000) {
    unit = 1'000'000;
  } else if (whole >= 100'000'000'000) {
    unit = 1'000;
  }
  const std::int64_t nanoseconds =
      (whole % unit) * (kNanosecondsPerSecond / unit) + fraction / unit;
  return Timestamp{whole / unit, static_cast<std::int32_t>(nanoseconds)};
}

std::string FormatCivil(Timestamp time, char separator) {
  const std::int64_t days = (time.seconds >= 0 ? time.seconds : time.seconds - 86399) / 86400;
  const Civil date = CivilFromDays(days);
  const std::int64_t second = time.seconds - days * 86400;
  return fmt::format("{:04}-{:02}-{:02}{}{:02}:{:02}:{:02}", date.year, date.month, date.day,
                     separator, second / 3600, second / 60 % 60, second % 60);
}

}  // namespace

std::optional<Timestamp> ParseTimestamp(std::string_view text) {
  if (const std::optional<Timestamp> usual = ReadUsualTime(text)) return usual;
  if (text.size() > 4 && text[4] == '-') return ReadCivilTime(text);
  return ReadEpoch(text);
}

std::optional<Timestamp> ParseDate(std::string_view text) {
  Cursor cursor(text);
  const std::optional<std::int64_t> date = ReadDate(cursor);
  if (!date || !cursor.AtEnd()) return std::nullopt;
  return Timestamp{*date, 0};
}

std::string FormatTimestamp(Timestamp time) {
  std::string text = FormatCivil(time, 'T');
  if (time.nanoseconds != 0) {
    text += fmt::format(".{:09}", time.nanoseconds);
    while (text.back() == '0') text.pop_back();
  }
  text += 'Z';
  return text;
}

std::string FormatPantherTimestamp(Timestamp time) {
  return FormatCivil(time, ' ') + fmt::format(".{:03}", time.nanoseconds / 1'000'000);
}

}  // namespace trailsift
