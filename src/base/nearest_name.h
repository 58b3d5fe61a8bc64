#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string_view>

namespace trailsift {

// Edits that turn one text into the other: a byte inserted, deleted or replaced, or two neighbours
// swapped (Damerau-Levenshtein distance in its restricted form). ASCII letter case is ignored.
std::size_t EditDistance(std::string_view left, std::string_view right);

// The name that was probably meant: the nearest one, the first of equals, at most two edits and
// fewer than half of the name's bytes away.
std::optional<std::string_view> NearestName(std::string_view name,
                                            std::span<const std::string_view> names);

}  // namespace trailsift
