#include "writer/terminal_colour.h"

namespace trailsift {

std::string_view SeverityColour(Severity severity) {
  switch (severity) {
    case Severity::kCritical:
      return "\x1b[1;31m";
    case Severity::kHigh:
      return "\x1b[31m";
    case Severity::kMedium:
      return "\x1b[33m";
    case Severity::kLow:
      return "\x1b[36m";
    case Severity::kInfo:
      return "\x1b[2m";
  }
  return "";
}

std::string Paint(std::string_view text, std::string_view colour) {
  if (text.empty() || colour.empty()) return std::string(text);
  return std::string(colour).append(text).append(kColourEnd);
}

}  // namespace trailsift
