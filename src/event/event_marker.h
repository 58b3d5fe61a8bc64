#pragma once

#include <cstddef>
#include <string_view>

namespace trailsift {

// Bytes of the longest that HoldsEventKey looks for, and what it looks at around that.
inline constexpr std::size_t kLongestEventMarker = 32;

// True if a key that every event has one of (eventName, eventSource, eventVersion, in any letter
// case) stands in the text, or what might hide one: escaped ASCII, or what HoldsEncodedEvent says.
// Of text in which neither stands it can be said that no event is in it, whatever else it is.
bool HoldsEventKey(std::string_view text);

// True if base64 stands in the text of what holds the name of such a key, or of data compressed by
// gzip or zstd.
bool HoldsEncodedEvent(std::string_view text);

// The same of a text with no object in it beside that base64.
bool IsEncodedText(std::string_view text);

// True if base64 may be all of the text: there is no other character in it, but backslashes.
bool IsBase64(std::string_view text);

}  // namespace trailsift
