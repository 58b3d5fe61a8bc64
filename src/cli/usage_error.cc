#include "cli/usage_error.h"

#include <fmt/format.h>

#include <utility>

#include "base/nearest_name.h"

namespace trailsift {

tl::unexpected<Diagnostic> UsageError(std::string message) {
  return Fail("usage", std::move(message));
}

tl::unexpected<Diagnostic> UnknownName(std::string_view kind, std::string_view name,
                                       std::span<const std::string_view> valid,
                                       std::string_view prefix) {
  std::string message = fmt::format("unknown {} '{}{}'", kind, prefix, name);
  if (const auto nearest = NearestName(name, valid)) {
    return UsageError(fmt::format("{}; did you mean '{}{}'?", message, prefix, *nearest));
  }
  message += "; valid:";
  std::string_view separator = " ";
  for (const std::string_view candidate : valid) {
    message += fmt::format("{}{}{}", separator, prefix, candidate);
    separator = ", ";
  }
  return UsageError(std::move(message));
}

}  // namespace trailsift
