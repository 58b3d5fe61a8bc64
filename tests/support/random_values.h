#pragma once

#include <string>
#include <vector>

namespace trailsift {

// Small pools that random conditions and random records share, so that they meet often. The first
// three of a pool come most often.

inline const std::vector<std::string>& SomePaths() {
  static const std::vector<std::string> kPaths = {"eventName",
                                                  "eventSource",
                                                  "a",
                                                  "A",
                                                  "b",
                                                  "n",
                                                  "o",
                                                  "o.a",
                                                  "o.b",
                                                  "o.o.a",
                                                  "o.l[*]",
                                                  "l",
                                                  "l[0]",
                                                  "l[1].a",
                                                  "l[*]",
                                                  "l[*].a",
                                                  "l[*].l[*]",
                                                  ".",
                                                  "sourceIPAddress",
                                                  "p_log_type",
                                                  "actor_user",
                                                  "p_udm.actor_user",
                                                  "p_udm.source_ip",
                                                  "p_any_ip_addresses",
                                                  "p_any_usernames[0]",
                                                  "p_enrichment.o.o.a"};
  return kPaths;
}

// Where lists stand.
inline const std::vector<std::string>& SomeListPaths() {
  static const std::vector<std::string> kPaths = {
      "l", "l[*]", "l[*].a", "o.l", "a", "b", "l[0]", "l[*].l[*]", "o.l[*]", "p_any_ip_addresses"};
  return kPaths;
}

// Paths from an element of a list.
inline const std::vector<std::string>& SomeElementPaths() {
  static const std::vector<std::string> kPaths = {".",    "a", "b",    "A",      "o.a",
                                                  "l[*]", "l", "l[0]", "l[*].a", "type"};
  return kPaths;
}

// Paths from an element to a list.
inline const std::vector<std::string>& SomeElementListPaths() {
  static const std::vector<std::string> kPaths = {".", "l", "a", "l[*]", "o.l", "l[*].a"};
  return kPaths;
}

inline const std::vector<std::string>& SomeTexts() {
  static const std::vector<std::string> kTexts = {
      "",       "x",    "xy",     "y",      "yx",     "X",        "\u00e9",         "\u00c9",
      "1",      "true", "\u00df", "\u1e9e", "\u03c2", "\u03a3",   "AWS.CloudTrail", "Yx",
      "\u212a", "k",    "K",      "\u0130", "i",      "x\u00c9y", "UnknownUser"};
  return kTexts;
}

inline const std::vector<std::string>& SomeAddresses() {
  static const std::vector<std::string> kAddresses = {
      "192.0.2.1",      "8.8.8.8",      "10.1.2.3",
      "10.255.255.255", "11.0.0.0",     "::ffff:10.1.2.3",
      "::FFFF:8.8.8.8", "2001:db8::1",  "2600:1f00::1",
      "fe80::1",        "::1",          "::",
      "172.15.255.255", "172.16.0.0",   "010.1.2.3",
      "10.1.2.3 ",      "fe80::1%eth0", "cloud.example.com",
      "[::1]",          "10.1.2"};
  return kAddresses;
}

inline const std::vector<std::string>& SomeRanges() {
  static const std::vector<std::string> kRanges = {
      "10.0.0.0/8",          "0.0.0.0/0",     "::/0",          "8.8.8.8",           "192.0.2.77/24",
      "10.1.2.2/31",         "fe80::/10",     "2001:db8::/32", "2600:1f00::/24",    "::1",
      "::ffff:10.0.0.0/104", "::ffff:0:0/96", "172.16.0.0/12", "255.255.255.255/32"};
  return kRanges;
}

inline const std::vector<std::string>& SomeNumbers() {
  static const std::vector<std::string> kNumbers = {"0",
                                                    "1",
                                                    "403",
                                                    "-0",
                                                    "1.0",
                                                    "10e-1",
                                                    "-1",
                                                    "4.03E2",
                                                    "9007199254740992",
                                                    "9007199254740993",
                                                    "9007199254740992.0",
                                                    "9007199254740992.5",
                                                    "18446744073709551616",
                                                    "1e400",
                                                    "1e-400",
                                                    "-1e99999999999999999999",
                                                    "10e99999999999999999998",
                                                    "1e99999999999999999999",
                                                    "0.1"};
  return kNumbers;
}

}  // namespace trailsift
