#include "base/severity.h"

#include <algorithm>
#include <array>

namespace trailsift {
namespace {

struct Names {
  std::string_view lower;
  std::string_view title;
};
constexpr std::array<Names, 5> kNames = {{{"info", "Info"},
                                          {"low", "Low"},
                                          {"medium", "Medium"},
                                          {"high", "High"},
                                          {"critical", "Critical"}}};

char Lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c; }

}  // namespace

std::string_view SeverityName(Severity severity) {
  return kNames[static_cast<std::size_t>(severity)].lower;
}

std::string_view SeverityTitle(Severity severity) {
  return kNames[static_cast<std::size_t>(severity)].title;
}

std::optional<Severity> ParseSeverity(std::string_view name) {
  for (std::size_t i = 0; i < kNames.size(); ++i) {
    if (std::ranges::equal(name, kNames[i].lower, {}, Lower)) return static_cast<Severity>(i);
  }
  return std::nullopt;
}

}  // namespace trailsift
