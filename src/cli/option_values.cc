#include "cli/option_values.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <limits>
#include <optional>

#include "cli/usage_error.h"

namespace trailsift {
namespace {

// All of `text` as a decimal number.
std::optional<std::uint64_t> ParseNumber(std::string_view text) {
  std::uint64_t number = 0;
  const char* const end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, number);
  if (error != std::errc{} || stop != end) return std::nullopt;
  return number;
}

struct SizeUnit {
  std::string_view name;
  std::uint64_t bytes;
};
// The largest ones last.
constexpr std::array<SizeUnit, 8> kSizeUnits = {{{"KB", 1'000},
                                                 {"KiB", 1ULL << 10},
                                                 {"MB", 1'000'000},
                                                 {"MiB", 1ULL << 20},
                                                 {"GB", 1'000'000'000},
                                                 {"GiB", 1ULL << 30},
                                                 {"TB", 1'000'000'000'000},
                                                 {"TiB", 1ULL << 40}}};

// Nothing if it is no size, or too large to count.
std::optional<std::uint64_t> ParseSize(std::string_view text) {
  const std::size_t digits = std::min(text.find_first_not_of("0123456789"), text.size());
  const auto number = ParseNumber(text.substr(0, digits));
  const std::string_view unit = text.substr(digits);
  if (!number || unit.empty()) return number;
  const auto* const found = std::ranges::find(kSizeUnits, unit, &SizeUnit::name);
  if (found == kSizeUnits.end() ||
      *number > std::numeric_limits<std::uint64_t>::max() / found->bytes) {
    return std::nullopt;
  }
  return *number * found->bytes;
}

// "1GiB", for a size that a binary unit divides.
std::string SizeText(std::uint64_t size) {
  for (std::size_t i = kSizeUnits.size(); i > 0; i -= 2) {
    const SizeUnit& unit = kSizeUnits[i - 1];
    if (size % unit.bytes == 0) return fmt::format("{}{}", size / unit.bytes, unit.name);
  }
  return fmt::format("{}", size);
}

std::optional<std::int64_t> UnitSeconds(char unit) {
  switch (unit) {
    case 'm':
      return 60;
    case 'h':
      return 3600;
    case 'd':
      return 86'400;
    case 'w':
      return 604'800;
    default:
      return std::nullopt;
  }
}

std::optional<std::int64_t> ParseAge(std::string_view text) {
  constexpr std::uint64_t kMaximum = 1'000'000'000;
  if (text.starts_with('-')) text.remove_prefix(1);
  if (text.empty()) return std::nullopt;
  const auto unit = UnitSeconds(text.back());
  const auto number = ParseNumber(text.substr(0, text.size() - 1));
  if (!unit || !number || *number > kMaximum) return std::nullopt;
  return static_cast<std::int64_t>(*number) * *unit;
}

// "2026-": digits alone are no time here, they could mean a year as well as an epoch.
bool BeginsWithYear(std::string_view text) { return text.size() >= 10 && text[4] == '-'; }

}  // namespace

Result<std::uint64_t> ReadNumber(std::string_view option, std::string_view text,
                                 std::uint64_t minimum, std::uint64_t maximum) {
  const auto number = ParseNumber(text);
  if (!number || *number < minimum || *number > maximum) {
    return UsageError(fmt::format("option '--{}' takes a number from {} to {}, not '{}'", option,
                                  minimum, maximum, text));
  }
  return *number;
}

Result<std::uint64_t> ReadSize(std::string_view option, std::string_view text,
                               std::uint64_t maximum) {
  const auto size = ParseSize(text);
  if (!size || *size == 0 || *size > maximum) {
    return UsageError(
        fmt::format("option '--{}' takes a size in bytes, or with one of KiB, MiB, "
                    "GiB, TiB, KB, MB, GB, TB, from 1 to {}, not '{}'",
                    option, SizeText(maximum), text));
  }
  return *size;
}

Result<Timestamp> ReadTime(std::string_view option, std::string_view text, Timestamp now) {
  if (const auto age = ParseAge(text)) {
    return Timestamp{now.seconds - *age, now.nanoseconds};
  }
  if (BeginsWithYear(text)) {
    if (const auto date = ParseDate(text)) return *date;
    if (const auto time = ParseTimestamp(text)) return *time;
  }
  return UsageError(
      fmt::format("option '--{}' takes a time (2026-11-01T03:00:00Z), a date (2026-11-01) or an "
                  "age (90m, 24h, 7d, 2w), not '{}'",
                  option, text));
}

Result<std::vector<std::string>> ReadNames(std::string_view option,
                                           const std::vector<std::string>& values) {
  std::vector<std::string> names;
  for (const std::string& value : values) {
    std::size_t start = 0;
    while (start <= value.size()) {
      const std::size_t end = std::min(value.find(',', start), value.size());
      if (end == start) {
        return UsageError(fmt::format("option '--{}' has an empty name in '{}'", option, value));
      }
      names.push_back(value.substr(start, end - start));
      start = end + 1;
    }
  }
  return names;
}

}  // namespace trailsift
