#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/diagnostic.h"

namespace trailsift {

// Appends the names in a list: each ends with `separator`, the last one may do without. `path` "-"
// is standard input. Empty names name nothing and are passed over; every other byte of a name
// stays. A list that cannot be read, or a NUL in a name, is an error.
std::optional<Diagnostic> ReadPathList(const std::string& path, char separator,
                                       std::vector<std::string>& names);

}  // namespace trailsift
