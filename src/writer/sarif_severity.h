#pragma once

#include <cstddef>
#include <string_view>

#include "base/severity.h"

namespace trailsift {

// What SARIF and GitHub call a severity.
struct SarifSeverity {
  std::string_view level;              // "warning"
  std::string_view rank;               // 0 to 100, as a JSON number.
  std::string_view security_severity;  // 0.0 to 10.0, as GitHub reads it.
  std::string_view problem_severity;
};

inline const SarifSeverity& SarifSeverityOf(Severity severity) {
  static constexpr SarifSeverity kSeverities[] = {
      {"note", "5.0", "0.1", "recommendation"},   // info
      {"note", "25.0", "2.5", "recommendation"},  // low
      {"warning", "55.0", "5.5", "warning"},      // medium
      {"error", "80.0", "8.0", "error"},          // high
      {"error", "95.0", "9.5", "error"},          // critical
  };
  return kSeverities[static_cast<std::size_t>(severity)];
}

}  // namespace trailsift
