// Section 2.6 of the rule specification.
#include "event/ip_address.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <string>
#include <string_view>

namespace trailsift {
namespace {

// "4" or "6" and the bytes in hexadecimal; "none" if it is no address.
std::string Show(std::string_view text) {
  const auto address = ParseIpAddress(text);
  if (!address) return "none";
  std::string shown = address->ipv6 ? "6 " : "4 ";
  for (std::size_t i = 0; i < (address->ipv6 ? 16U : 4U); ++i) {
    shown += fmt::format("{:02x}", address->bytes[i]);
  }
  return shown;
}

TEST(ParseIpAddress, ReadsBothFamilies) {
  struct Case {
    std::string_view text;
    const char* expected;
  };
  using namespace std::string_view_literals;
  const Case cases[] = {
      {"0.0.0.0", "4 00000000"},
      {"192.0.2.1", "4 c0000201"},
      {"255.255.255.255", "4 ffffffff"},
      {"::", "6 00000000000000000000000000000000"},
      {"::1", "6 00000000000000000000000000000001"},
      {"2001:db8::1", "6 20010db8000000000000000000000001"},
      {"2001:0DB8:0:0:0:0:0:1", "6 20010db8000000000000000000000001"},
      {"1:2:3:4:5:6:7::", "6 00010002000300040005000600070000"},
      {"::ffff:10.0.0.1", "6 00000000000000000000ffff0a000001"},
      {"64:ff9b::192.0.2.33", "6 0064ff9b0000000000000000c0000221"},
      {"ffff:ffff:ffff:ffff:ffff:ffff:255.255.255.255", "6 ffffffffffffffffffffffffffffffff"},
      // What is no address.
      {"", "none"},
      {"AWS Internal", "none"},
      {"ec2.amazonaws.com", "none"},
      {"1.2.3", "none"},
      {"1.2.3.4.5", "none"},
      {"1.2.3.256", "none"},
      {"1.2.3.-1", "none"},
      {"1.2.3.+4", "none"},
      {"1.2..4", "none"},
      {"1.2.3.4.", "none"},
      {".1.2.3.4", "none"},
      {"01.2.3.4", "none"},
      {"1.2.3.00", "none"},
      {"0x1.2.3.4", "none"},
      {"16909060", "none"},
      {" 1.2.3.4", "none"},
      {"1.2.3.4 ", "none"},
      {"1.2.3.4\n", "none"},
      {"1.2.3.4:80", "none"},
      {"1.2.3.4/32", "none"},
      {"1.2.3.4\0"sv, "none"},
      {"1.2.3.4\0.5"sv, "none"},
      {"[::1]", "none"},
      {"[::1]:80", "none"},
      {"fe80::1%eth0", "none"},
      {"fe80::1%1", "none"},
      {":::", "none"},
      {"1::2::3", "none"},
      {"1:2:3:4:5:6:7", "none"},
      {"1:2:3:4:5:6:7:8:9", "none"},
      {"12345::", "none"},
      {"g::", "none"},
      {":1", "none"},
      {"1:", "none"},
      {"::ffff:1.2.3", "none"},
      {"::ffff:1.2.3.04", "none"},
      {"::1.2.3.4:5", "none"},
  };
  for (const Case& each : cases) EXPECT_EQ(Show(each.text), each.expected) << each.text;
  EXPECT_EQ(Show(std::string(100, '1')), "none");
  EXPECT_EQ(Show("::" + std::string(1000, '0')), "none");
}

TEST(IsPrivateIpAddress, EndsWhereItsRangesEnd) {
  const char* const rows[] = {
      // Of each range the first and the last address, between the public ones beside them.
      "private 0.0.0.0",
      "private 0.255.255.255",
      "public 1.0.0.0",
      "public 9.255.255.255",
      "private 10.0.0.0",
      "private 10.255.255.255",
      "public 11.0.0.0",
      "public 100.63.255.255",
      "private 100.64.0.0",
      "private 100.127.255.255",
      "public 100.128.0.0",
      "public 126.255.255.255",
      "private 127.0.0.0",
      "private 127.255.255.255",
      "public 128.0.0.0",
      "public 169.253.255.255",
      "private 169.254.0.0",
      "private 169.254.255.255",
      "public 169.255.0.0",
      "public 172.15.255.255",
      "private 172.16.0.0",
      "private 172.31.255.255",
      "public 172.32.0.0",
      "public 191.255.255.255",
      "private 192.0.0.0",
      "private 192.0.0.255",
      "public 192.0.1.0",
      "public 192.0.1.255",
      "private 192.0.2.0",
      "private 192.0.2.255",
      "public 192.0.3.0",
      "public 192.167.255.255",
      "private 192.168.0.0",
      "private 192.168.255.255",
      "public 192.169.0.0",
      "public 198.17.255.255",
      "private 198.18.0.0",
      "private 198.19.255.255",
      "public 198.20.0.0",
      "public 198.51.99.255",
      "private 198.51.100.0",
      "private 198.51.100.255",
      "public 198.51.101.0",
      "public 203.0.112.255",
      "private 203.0.113.0",
      "private 203.0.113.255",
      "public 203.0.114.0",
      "public 223.255.255.255",
      "private 224.0.0.0",
      "private 239.255.255.255",
      "private 240.0.0.0",
      "private 255.255.255.255",
      "private ::",
      "private ::1",
      "public ::2",
      "public 64:ff9b:0:ffff:ffff:ffff:ffff:ffff",
      "private 64:ff9b:1::",
      "private 64:ff9b:1:ffff:ffff:ffff:ffff:ffff",
      "public 64:ff9b:2::",
      "public ff:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
      "private 100::",
      "private 100::ffff:ffff:ffff:ffff",
      "public 100:0:0:1::",
      "public 2000:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
      "private 2001::",
      "private 2001:1ff:ffff:ffff:ffff:ffff:ffff:ffff",
      "public 2001:200::",
      "public 2001:db7:ffff:ffff:ffff:ffff:ffff:ffff",
      "private 2001:db8::",
      "private 2001:db8:ffff:ffff:ffff:ffff:ffff:ffff",
      "public 2001:db9::",
      "public 2001:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
      "private 2002::",
      "private 2002:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
      "public 2003::",
      "public 3ffe:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
      "private 3fff::",
      "private 3fff:fff:ffff:ffff:ffff:ffff:ffff:ffff",
      "public 3fff:1000::",
      "public 5eff:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
      "private 5f00::",
      "private 5f00:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
      "public 5f01::",
      "public fbff:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
      "private fc00::",
      "private fdff:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
      "public fe00::",
      "public fe7f:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
      "private fe80::",
      "private febf:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
      "private fec0::",
      "private feff:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
      "private ff00::",
      "private ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
      // Mapped addresses count as the IPv4 one, others that hold one do not.
      "private ::ffff:10.0.0.1",
      "public ::ffff:8.8.8.8",
      "private ::ffff:0.0.0.0",
      "public ::fffe:10.0.0.1",
      "public ::10.0.0.1",
      "public 64:ff9b::10.0.0.1",
  };
  for (const std::string_view row : rows) {
    const bool is_private = row.starts_with("private ");
    const std::string_view text = row.substr(row.find(' ') + 1);
    const auto address = ParseIpAddress(text);
    ASSERT_TRUE(address) << text;
    EXPECT_EQ(IsPrivateIpAddress(*address), is_private) << text;
  }
}

// Bytes of the network in hexadecimal, prefix, and "host bits" where some were set.
std::string ShowRange(std::string_view text) {
  const auto range = ParseCidr(text);
  if (!range) return "none";
  std::string shown = range->network.ipv6 ? "6 " : "4 ";
  for (std::size_t i = 0; i < (range->network.ipv6 ? 16U : 4U); ++i) {
    shown += fmt::format("{:02x}", range->network.bytes[i]);
  }
  return shown + fmt::format("/{}{}", range->prefix, range->host_bits ? " host bits" : "");
}

TEST(ParseCidr, ReadsARange) {
  struct Case {
    const char* text;
    const char* expected;
  };
  const Case cases[] = {
      {"10.0.0.0/8", "4 0a000000/8"},
      {"10.0.0.1", "4 0a000001/32"},
      {"10.0.0.1/32", "4 0a000001/32"},
      {"10.1.2.3/8", "4 0a000000/8 host bits"},
      {"10.1.2.3/31", "4 0a010202/31 host bits"},
      {"0.0.0.0/0", "4 00000000/0"},
      {"1.2.3.4/0", "4 00000000/0 host bits"},
      {"2001:db8::/32", "6 20010db8000000000000000000000000/32"},
      {"2001:db8::1", "6 20010db8000000000000000000000001/128"},
      {"2001:db8::1/33", "6 20010db8000000000000000000000000/33 host bits"},
      {"::/0", "6 00000000000000000000000000000000/0"},
      // Mapped ranges are ranges of IPv4.
      {"::ffff:0:0/96", "4 00000000/0"},
      {"::ffff:10.0.0.0/104", "4 0a000000/8"},
      {"::ffff:10.0.0.1/104", "4 0a000000/8 host bits"},
      {"::ffff:10.0.0.1", "4 0a000001/32"},
      {"::ffff:0:0/95", "6 00000000000000000000fffe00000000/95 host bits"},
      {"", "none"},
      {"/8", "none"},
      {"10.0.0.0/", "none"},
      {"10.0.0.0/33", "none"},
      {"10.0.0.0/08", "none"},
      {"10.0.0.0/-1", "none"},
      {"10.0.0.0/+8", "none"},
      {"10.0.0.0/8/8", "none"},
      {"10.0.0.0/ 8", "none"},
      {"10.0.0.0/255.0.0.0", "none"},
      {"10.0.0/8", "none"},
      {"::/129", "none"},
      {"::/4294967296", "none"},
      {"example.com/8", "none"},
  };
  for (const Case& each : cases) EXPECT_EQ(ShowRange(each.text), each.expected) << each.text;
}

TEST(Contains, ComparesTwoRanges) {
  const auto range = [](const char* text) { return ParseCidr(text).value(); };
  EXPECT_TRUE(Contains(range("10.0.0.0/8"), range("10.1.0.0/16")));
  EXPECT_TRUE(Contains(range("10.0.0.0/8"), range("10.0.0.0/8")));
  EXPECT_TRUE(Contains(range("10.0.0.0/8"), range("::ffff:10.1.0.0/112")));
  EXPECT_FALSE(Contains(range("10.1.0.0/16"), range("10.0.0.0/8")));
  EXPECT_FALSE(Contains(range("::/0"), range("10.0.0.0/8")));
  EXPECT_TRUE(Overlap(range("10.1.0.0/16"), range("10.0.0.0/8")));
  EXPECT_TRUE(Overlap(range("10.0.0.0/8"), range("10.1.0.0/16")));
  EXPECT_FALSE(Overlap(range("10.1.0.0/16"), range("10.2.0.0/16")));
}

TEST(PrivatePartOf, TellsWhetherARangeIsPrivate) {
  const auto part = [](const char* text) { return PrivatePartOf(ParseCidr(text).value()); };
  for (const char* all : {"10.0.0.0/8", "10.200.0.0/16", "240.0.0.0/4", "fe80::1", "2001:db8::/48",
                          "::ffff:10.0.0.0/104"}) {
    EXPECT_EQ(part(all), PrivatePart::kAll) << all;
  }
  for (const char* none : {"8.8.8.0/24", "11.0.0.0/8", "2600::/12", "::2/127"}) {
    EXPECT_EQ(part(none), PrivatePart::kNone) << none;
  }
  for (const char* some : {"10.0.0.0/7", "0.0.0.0/0", "::/0", "::/96", "224.0.0.0/3"}) {
    EXPECT_EQ(part(some), PrivatePart::kSome) << some;
  }
}

TEST(Contains, ComparesTheBitsOfThePrefix) {
  struct Case {
    const char* range;
    const char* address;
    bool expected;
  };
  const Case cases[] = {
      {"10.0.0.0/8", "10.255.255.255", true},     {"10.0.0.0/8", "11.0.0.0", false},
      {"10.0.0.128/25", "10.0.0.128", true},      {"10.0.0.128/25", "10.0.0.127", false},
      {"0.0.0.0/0", "255.255.255.255", true},     {"0.0.0.0/0", "::1", false},
      {"0.0.0.0/0", "::ffff:1.2.3.4", true},      {"::/0", "1.2.3.4", false},
      {"::/0", "::ffff:1.2.3.4", false},          {"::/0", "ffff::", true},
      {"10.0.0.1/32", "10.0.0.1", true},          {"10.0.0.1/32", "10.0.0.0", false},
      {"2001:db8::/33", "2001:db8:7fff::", true}, {"2001:db8::/33", "2001:db8:8000::", false},
      {"2001:db8::1/128", "2001:db8::1", true},   {"2001:db8::1/128", "2001:db8::", false},
  };
  for (const Case& each : cases) {
    EXPECT_EQ(Contains(*ParseCidr(each.range), *ParseIpAddress(each.address)), each.expected)
        << each.address << " in " << each.range;
  }
}

}  // namespace
}  // namespace trailsift
