#pragma once

#include <string_view>

namespace trailsift {

// True if a source that begins with these bytes is a zlib stream (RFC 1950) of a usual header: the
// header's check fits, what follows is deflate data without a fault as far as the bytes go, and
// they are not text ("x^2") that only happens to be all this.
bool StartsZlibStream(std::string_view first_bytes);

}  // namespace trailsift
