#pragma once

#include <string>
#include <string_view>

#include "base/severity.h"

namespace trailsift {

// Escape sequences that begin a colour, each ended by kColourEnd.
inline constexpr std::string_view kBold = "\x1b[1m";
inline constexpr std::string_view kRed = "\x1b[31m";
inline constexpr std::string_view kGreen = "\x1b[32m";
inline constexpr std::string_view kYellow = "\x1b[33m";
inline constexpr std::string_view kBoldRed = "\x1b[1;31m";
inline constexpr std::string_view kBoldGreen = "\x1b[1;32m";
inline constexpr std::string_view kBoldYellow = "\x1b[1;33m";
inline constexpr std::string_view kColourEnd = "\x1b[0m";

std::string_view SeverityColour(Severity severity);

// The text in a colour; as it is if either is empty.
std::string Paint(std::string_view text, std::string_view colour);

}  // namespace trailsift
