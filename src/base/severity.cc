#include "base/severity.h"

#include <array>

#include "base/ascii.h"

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

}  // namespace

std::string_view SeverityName(Severity severity) {
  return kNames[static_cast<std::size_t>(severity)].lower;
}

std::string_view SeverityTitle(Severity severity) {
  return kNames[static_cast<std::size_t>(severity)].title;
}

std::optional<Severity> ParseSeverity(std::string_view name) {
  for (std::size_t i = 0; i < kNames.size(); ++i) {
    if (EqualsIgnoringCase(name, kNames[i].lower)) return static_cast<Severity>(i);
  }
  return std::nullopt;
}

}  // namespace trailsift
