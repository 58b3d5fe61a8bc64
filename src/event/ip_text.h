#pragma once

#include <string_view>

namespace trailsift {

// True for an IPv4 address of four decimal octets without leading zeros, or an IPv6 address in any
// text form of RFC 4291. No port, brackets, zone or blanks.
bool IsIpAddress(std::string_view text);

}  // namespace trailsift
