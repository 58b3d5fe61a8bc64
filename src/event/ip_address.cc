#include "event/ip_address.h"

#include <arpa/inet.h>
#include <netinet/in.h>

#include <algorithm>
#include <charconv>
#include <span>

namespace trailsift {
namespace {

constexpr std::size_t kMappedOffset = 12;  // Of the IPv4 address in a mapped one.
constexpr unsigned kMappedPrefix = 96;

constexpr std::array<std::string_view, 14> kPrivateIpv4 = {
    "0.0.0.0/8",       "10.0.0.0/8",     "100.64.0.0/10", "127.0.0.0/8",    "169.254.0.0/16",
    "172.16.0.0/12",   "192.0.0.0/24",   "192.0.2.0/24",  "192.168.0.0/16", "198.18.0.0/15",
    "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4",   "240.0.0.0/4"};
constexpr std::array<std::string_view, 13> kPrivateIpv6 = {
    "::/128",        "::1/128",   "64:ff9b:1::/48", "100::/64",  "2001::/23",
    "2001:db8::/32", "2002::/16", "3fff::/20",      "5f00::/16", "fc00::/7",
    "fe80::/10",     "fec0::/10", "ff00::/8"};

unsigned WidthOf(const IpAddress& address) { return address.ipv6 ? 128 : 32; }

bool IsMapped(const IpAddress& address) {
  constexpr std::array<std::uint8_t, kMappedOffset> kPrefix = {0, 0, 0, 0, 0,    0,
                                                               0, 0, 0, 0, 0xFF, 0xFF};
  return address.ipv6 && std::equal(kPrefix.begin(), kPrefix.end(), address.bytes.begin());
}

// The address with all bits behind the prefix cleared.
IpAddress Masked(IpAddress address, unsigned prefix) {
  for (unsigned i = 0; i < address.bytes.size(); ++i) {
    const unsigned kept = prefix <= i * 8 ? 0 : std::min(8U, prefix - i * 8);
    address.bytes[i] = static_cast<std::uint8_t>(address.bytes[i] & (0xFF00U >> kept));
  }
  return address;
}

// Of an address that is not mapped.
bool IsInNetwork(const Cidr& range, const IpAddress& address) {
  if (address.ipv6 != range.network.ipv6) return false;
  const unsigned whole = range.prefix / 8;
  if (!std::equal(address.bytes.begin(), address.bytes.begin() + whole,
                  range.network.bytes.begin())) {
    return false;
  }
  const unsigned bits = range.prefix % 8;
  return bits == 0 || (address.bytes[whole] ^ range.network.bytes[whole]) >> (8 - bits) == 0;
}

// Decimal without sign or leading zeros, up to `maximum`.
std::optional<unsigned> ParsePrefix(std::string_view text, unsigned maximum) {
  unsigned prefix = 0;
  const char* end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, prefix);
  if (text.empty() || stop != end || error != std::errc{} || prefix > maximum ||
      (text.size() > 1 && text.front() == '0')) {
    return std::nullopt;
  }
  return prefix;
}

template <std::size_t size>
std::array<Cidr, size> ParseAll(const std::array<std::string_view, size>& texts) {
  std::array<Cidr, size> ranges;
  std::ranges::transform(texts, ranges.begin(),
                         [](std::string_view text) { return ParseCidr(text).value(); });
  return ranges;
}

std::span<const Cidr> PrivateRanges(bool ipv6) {
  static const std::array<Cidr, kPrivateIpv4.size()> kIpv4 = ParseAll(kPrivateIpv4);
  static const std::array<Cidr, kPrivateIpv6.size()> kIpv6 = ParseAll(kPrivateIpv6);
  return ipv6 ? std::span<const Cidr>(kIpv6) : std::span<const Cidr>(kIpv4);
}

}  // namespace

std::optional<IpAddress> ParseIpAddress(std::string_view text) {
  std::array<char, INET6_ADDRSTRLEN> buffer{};
  if (text.empty() || text.size() >= buffer.size() || text.find('\0') != std::string_view::npos) {
    return std::nullopt;
  }
  std::ranges::copy(text, buffer.begin());
  IpAddress address;
  if (inet_pton(AF_INET, buffer.data(), address.bytes.data()) == 1) return address;
  address.ipv6 = true;
  if (inet_pton(AF_INET6, buffer.data(), address.bytes.data()) == 1) return address;
  return std::nullopt;
}

IpAddress Unmapped(const IpAddress& address) {
  if (!IsMapped(address)) return address;
  IpAddress inner;
  std::copy(address.bytes.begin() + kMappedOffset, address.bytes.end(), inner.bytes.begin());
  return inner;
}

bool IsPrivateIpAddress(const IpAddress& address) {
  const IpAddress plain = Unmapped(address);
  return std::ranges::any_of(PrivateRanges(plain.ipv6),
                             [&](const Cidr& range) { return IsInNetwork(range, plain); });
}

PrivatePart PrivatePartOf(const Cidr& range) {
  const std::span<const Cidr> private_ranges = PrivateRanges(range.network.ipv6);
  const auto contains = [&](const Cidr& each) { return Contains(each, range); };
  const auto overlaps = [&](const Cidr& each) { return Overlap(each, range); };
  if (std::ranges::any_of(private_ranges, contains)) return PrivatePart::kAll;
  return std::ranges::any_of(private_ranges, overlaps) ? PrivatePart::kSome : PrivatePart::kNone;
}

std::optional<Cidr> ParseCidr(std::string_view text) {
  const std::size_t slash = text.find('/');
  const std::optional<IpAddress> address = ParseIpAddress(text.substr(0, slash));
  if (!address) return std::nullopt;
  unsigned prefix = WidthOf(*address);
  if (slash != std::string_view::npos) {
    const std::optional<unsigned> read = ParsePrefix(text.substr(slash + 1), prefix);
    if (!read) return std::nullopt;
    prefix = *read;
  }
  Cidr range{Masked(*address, prefix), prefix};
  range.host_bits = range.network != *address;
  if (prefix >= kMappedPrefix && IsMapped(range.network)) {
    range.network = Unmapped(range.network);
    range.prefix = prefix - kMappedPrefix;
  }
  return range;
}

bool Contains(const Cidr& range, const IpAddress& address) {
  return IsInNetwork(range, Unmapped(address));
}

bool Contains(const Cidr& range, const Cidr& other) {
  return range.prefix <= other.prefix && IsInNetwork(range, other.network);
}

bool Overlap(const Cidr& left, const Cidr& right) {
  return Contains(left, right) || Contains(right, left);
}

}  // namespace trailsift
