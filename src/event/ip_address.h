#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

namespace trailsift {

// An address of the Internet. `bytes` holds 4 of them for IPv4 and 16 for IPv6; the rest is 0.
struct IpAddress {
  bool ipv6 = false;
  std::array<std::uint8_t, 16> bytes{};

  auto operator<=>(const IpAddress&) const = default;
};

// Reads an IPv4 address of four decimal octets without leading zeros, or an IPv6 address in any
// text form of RFC 4291. No port, brackets, zone or blanks.
std::optional<IpAddress> ParseIpAddress(std::string_view text);

inline bool IsIpAddress(std::string_view text) { return ParseIpAddress(text).has_value(); }

// The IPv4 address inside an IPv4-mapped IPv6 address (::ffff:0:0/96), any other as it is. Ranges
// are compared with this form.
IpAddress Unmapped(const IpAddress& address);

// True in the ranges that no public host has, by the list of the Panther rule specification,
// section 2.6; every other address is public. Mapped addresses count as the IPv4 one.
bool IsPrivateIpAddress(const IpAddress& address);

// A range of addresses of one family: those that share the first `prefix` bits.
struct Cidr {
  IpAddress network;  // Bits behind the prefix are 0; never mapped.
  unsigned prefix = 0;
  bool host_bits = false;  // The text had some bits set behind the prefix.
};

// Reads ADDRESS/PREFIX, or ADDRESS alone for a range of one. Ranges in ::ffff:0:0/96 are taken as
// ranges of IPv4.
std::optional<Cidr> ParseCidr(std::string_view text);

// True if the address, unmapped, is in the range. Families never match each other.
bool Contains(const Cidr& range, const IpAddress& address);
// True if each address of the other range is in it.
bool Contains(const Cidr& range, const Cidr& other);
// True if some address is in both.
bool Overlap(const Cidr& left, const Cidr& right);

// How much of a range IsPrivateIpAddress is true of. kSome also where several private ranges
// together make up the range.
enum class PrivatePart : std::uint8_t { kNone, kSome, kAll };
PrivatePart PrivatePartOf(const Cidr& range);

}  // namespace trailsift
