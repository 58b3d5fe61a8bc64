#pragma once

#include <optional>
#include <string_view>

namespace trailsift {

// Severity of a rule or match, in ascending order of gravity.
enum class Severity { kInfo, kLow, kMedium, kHigh, kCritical };

// The name in lower case, as machine output and options spell it: "medium".
std::string_view SeverityName(Severity severity);

// The name as Panther rule files spell it: "Medium".
std::string_view SeverityTitle(Severity severity);

// Reads a name in any letter case.
std::optional<Severity> ParseSeverity(std::string_view name);

}  // namespace trailsift
