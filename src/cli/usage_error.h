#pragma once

#include <span>
#include <string>
#include <string_view>

#include "base/result.h"

namespace trailsift {

// A problem with the command line. The text quotes what the user wrote and is escaped when printed.
tl::unexpected<Diagnostic> UsageError(std::string message);

// "unknown format 'jsnol'; did you mean 'jsonl'?", or the valid names where none is near. `prefix`
// stands before each name: "--".
tl::unexpected<Diagnostic> UnknownName(std::string_view kind, std::string_view name,
                                       std::span<const std::string_view> valid,
                                       std::string_view prefix = "");

}  // namespace trailsift
