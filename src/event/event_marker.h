#pragma once

#include <cstddef>
#include <string_view>

namespace trailsift {

// Bytes of the longest key that HoldsEventKey looks for, and what it looks at around one.
inline constexpr std::size_t kLongestEventMarker = 16;

// True if a key that every event has one of (eventName, eventSource, eventVersion, in any letter
// case) stands in the text, or escaped ASCII, which might hide one. Of text in which neither stands
// it can be said that no event is in it, whatever else it is.
bool HoldsEventKey(std::string_view text);

}  // namespace trailsift
