#include "lint/claim_pairs.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "support/contradiction_lines.h"

namespace trailsift {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

// Pairs on one field that cannot both hold.
TEST(ExcludeEachOther, FindsPairsThatExcludeEachOther) {
  const std::pair<const char*, const char*> pairs[] = {
      {"Condition: Equals, Value: A", "Condition: Equals, Value: 1"},
      {"Condition: Equals, Value: 1", "Condition: Equals, Value: 2"},
      {"Condition: Equals, Value: true", "Condition: Equals, Value: false"},
      {"Condition: Equals, Value: A", "Condition: IsIn, Values: [B, C]"},
      {"Condition: IsIn, Values: [A, B]", "Condition: IsIn, Values: [C, D]"},
      {"Condition: IsNotIn, Values: [A, B]", "Condition: Equals, Value: A"},
      {"Condition: Equals, Value: A", "Condition: DoesNotEqual, Value: A"},
      {"Condition: Equals, Value: A", "Condition: IEquals, Value: b"},
      {"Condition: IEquals, Value: ab", "Condition: IEquals, Value: abc"},
      {"Condition: Equals, Value: abc", "Condition: StartsWith, Value: b"},
      {"Condition: Equals, Value: abc", "Condition: DoesNotStartWith, Value: a"},
      {"Condition: Equals, Value: abc", "Condition: IDoesNotContain, Value: B"},
      {"Condition: IEquals, Value: abc", "Condition: EndsWith, Value: D"},
      {"Condition: StartsWith, Value: ab", "Condition: StartsWith, Value: ac"},
      {"Condition: StartsWith, Value: ab", "Condition: IStartsWith, Value: AC"},
      {"Condition: EndsWith, Value: ab", "Condition: EndsWith, Value: xb"},
      {"Condition: Contains, Value: ab", "Condition: DoesNotContain, Value: ab"},
      {"Condition: Contains, Value: ab", "Condition: IsGreaterThan, Value: 3"},
      {"Condition: IsGreaterThan, Value: 5", "Condition: IsLessThan, Value: 5"},
      {"Condition: IsGreaterThanOrEqual, Value: 5", "Condition: IsLessThan, Value: 5.0"},
      {"Condition: IsLessThanOrEqual, Value: 4", "Condition: IsGreaterThanOrEqual, Value: 5"},
      {"Condition: IsLessThan, Value: 4", "Condition: Equals, Value: 4"},
      {"Condition: Exists", "Condition: DoesNotExist"},
      {"Condition: IsNull", "Condition: IsNotNull"},
      {"Condition: IsNull", "Condition: Equals, Value: A"},
      {"Condition: DoesNotExist", "Condition: IsNotNullOrEmpty"},
      {"Condition: IsNullOrEmpty", "Condition: StartsWith, Value: a"},
      {"Condition: IsNullOrEmpty", "Condition: IsIPAddress"},
      {"Condition: IsIPv4Address", "Condition: IsIPv6Address"},
      {"Condition: IsIPAddressPublic", "Condition: IsIPAddressPrivate"},
      {"Condition: IsIPAddressInCIDR, Value: 10.0.0.0/8",
       "Condition: IsIPAddressInCIDR, Value: 11.0.0.0/8"},
      {"Condition: IsIPAddressInCIDR, Value: 10.0.0.0/8",
       "Condition: IsIPAddressNotInCIDR, Value: 10.0.0.0/8"},
      {"Condition: Equals, Value: 8.8.8.8", "Condition: IsIPAddressPrivate"},
      {"Condition: AnyElement, Expressions: [{Key: b, Condition: Exists}]",
       "Condition: NoElement, Expressions: [{Key: b, Condition: Exists}]"},
      {"Condition: AnyElement, Expressions: [{Key: b, Condition: Exists}]",
       "Condition: Equals, Value: A"},
      // Parts of texts.
      {"Condition: IEquals, Value: ab", "Condition: StartsWith, Value: abc"},
      {"Condition: IEquals, Value: ab", "Condition: Contains, Value: c"},
      {"Condition: IEquals, Value: ab", "Condition: IDoesNotContain, Value: B"},
      {"Condition: StartsWith, Value: abc", "Condition: DoesNotStartWith, Value: ab"},
      {"Condition: StartsWith, Value: abc", "Condition: IDoesNotStartWith, Value: AB"},
      {"Condition: StartsWith, Value: abc", "Condition: DoesNotContain, Value: bc"},
      {"Condition: EndsWith, Value: abc", "Condition: DoesNotEndWith, Value: bc"},
      {"Condition: EndsWith, Value: abc", "Condition: IDoesNotContain, Value: AB"},
      {"Condition: StartsWith, Value: abc", "Condition: DoesNotStartWith, Value: \"\""},
      {"Condition: Contains, Value: ab", "Condition: IDoesNotContain, Value: AB"},
      {"Condition: IEquals, Value: 2012-10-17", "Condition: DoesNotEqual, Value: 2012-10-17"},
      // Addresses.
      {"Condition: IsIPAddress", "Condition: StartsWith, Value: AWS"},
      {"Condition: IsIPAddressPublic", "Condition: EndsWith, Value: .amazonaws.com"},
      {"Condition: IsIPv4Address", "Condition: Contains, Value: ':'"},
      {"Condition: IsIPAddress", "Condition: IEquals, Value: AWS Internal"},
      {"Condition: IEquals, Value: 'FE80::1'", "Condition: IsIPAddressPublic"},
      {"Condition: IEquals, Value: '2001:DB8::1'",
       "Condition: IsIPAddressNotInCIDR, Value: '2001:db8::/32'"},
      {"Condition: IsIPv4Address", "Condition: IsIPAddressInCIDR, Value: '2001:db8::/32'"},
      {"Condition: IsIPv4Address", "Condition: IsIPAddressNotInCIDR, Value: 0.0.0.0/0"},
      {"Condition: IsIPAddressPublic",
       "Condition: IsIPAddressInCIDR, Values: [10.0.0.0/8, 192.168.4.0/24]"},
      {"Condition: IsIPAddressPrivate", "Condition: IsIPAddressInCIDR, Value: 8.8.8.0/24"},
      {"Condition: IsIPAddressInCIDR, Value: 10.1.0.0/16",
       "Condition: IsIPAddressNotInCIDR, Values: [10.0.0.0/8, 8.8.8.8]"},
      {"Condition: IsIPAddressInCIDR, Value: 10.1.0.0/16",
       "Condition: CIDRDoesNotContainIPAddresses, Value: 10.0.0.0/8"},
      {"Condition: CIDRContainsIPAddresses, Value: 10.1.0.0/16",
       "Condition: CIDRDoesNotContainIPAddresses, Value: 10.0.0.0/8"},
      {"Condition: CIDRContainsIPAddresses, Value: 10.1.0.0/16",
       "Condition: IsIPAddressInCIDR, Value: 11.0.0.0/8"},
  };
  for (const auto& [one, other] : pairs) {
    for (const auto& [first, second] : {std::pair(one, other), std::pair(other, one)}) {
      SCOPED_TRACE(std::string(first) + " and " + second);
      const std::vector<std::string> findings = ContradictionLines(
          Leaf(std::string("Key: a, ") + first) + Leaf(std::string("Key: a, ") + second));
      ASSERT_EQ(findings.size(), 1U);
      EXPECT_TRUE(findings[0].starts_with("9 error contradictory-condition: ")) << findings[0];
    }
  }
}

// Pairs that some value satisfies, odd as some of them are.
TEST(ExcludeEachOther, IsSilentWhereSomethingMatches) {
  const std::pair<const char*, const char*> pairs[] = {
      {"Condition: Equals, Value: A", "Condition: IEquals, Value: a"},
      {"Condition: Equals, Value: A", "Condition: DoesNotEqual, Value: B"},
      {"Condition: IsIn, Values: [A, B]", "Condition: IsIn, Values: [B, C]"},
      {"Condition: IsIn, Values: [A, B]", "Condition: IsNotIn, Values: [B, C]"},
      {"Condition: IsIn, Values: [A, B]", "Condition: DoesNotEqual, Value: A"},
      {"Condition: StartsWith, Value: ab", "Condition: StartsWith, Value: abc"},
      {"Condition: StartsWith, Value: ab", "Condition: EndsWith, Value: cd"},
      {"Condition: StartsWith, Value: ab", "Condition: IStartsWith, Value: AB"},
      {"Condition: StartsWith, Value: \"\"", "Condition: StartsWith, Value: a"},
      {"Condition: Contains, Value: a", "Condition: Contains, Value: b"},
      // An element 3, and one that is "a".
      {"Condition: Contains, Value: a", "Condition: Contains, Value: 3"},
      {"Condition: IsGreaterThan, Value: 3", "Condition: IsLessThan, Value: 4"},
      {"Condition: IsGreaterThanOrEqual, Value: 5", "Condition: IsLessThanOrEqual, Value: 5"},
      {"Condition: Exists", "Condition: IsNull"},
      {"Condition: IsNotNull", "Condition: IsNullOrEmpty"},
      {"Condition: IsNull", "Condition: DoesNotEqual, Value: A"},
      {"Condition: IsNull", "Condition: DoesNotExist"},
      {"Condition: IsNullOrEmpty", "Condition: Equals, Value: \"\""},
      {"Condition: IsIPAddress", "Condition: IsIPAddressPublic"},
      {"Condition: IsIPAddressInCIDR, Value: 10.0.0.0/8",
       "Condition: IsIPAddressInCIDR, Value: 10.1.0.0/16"},
      {"Condition: IsIPAddressInCIDR, Value: 10.0.0.0/8",
       "Condition: IsIPAddressNotInCIDR, Value: 10.1.0.0/16"},
      {"Condition: AnyElement, Expressions: [{Key: b, Condition: Exists}]",
       "Condition: AnyElement, Expressions: [{Key: b, Condition: DoesNotExist}]"},
      {"Condition: AllElements, Expressions: [{Key: b, Condition: Exists}]",
       "Condition: NoElement, Expressions: [{Key: b, Condition: Exists}]"},
      {"Condition: NoElement, Expressions: [{Key: b, Condition: Exists}]", "Condition: IsNull"},
      // Parts of texts.
      {"Condition: IStartsWith, Value: abc", "Condition: DoesNotStartWith, Value: ab"},
      {"Condition: IEquals, Value: abc", "Condition: DoesNotContain, Value: b"},
      {"Condition: StartsWith, Value: ab", "Condition: DoesNotStartWith, Value: abc"},
      {"Condition: StartsWith, Value: ab", "Condition: DoesNotEndWith, Value: ab"},
      // A list with the element "abc".
      {"Condition: Contains, Value: abc", "Condition: DoesNotContain, Value: b"},
      {"Condition: Contains, Value: abc", "Condition: DoesNotStartWith, Value: ''"},
      // Addresses. One of IPv6 can hold one of IPv4.
      {"Condition: IsIPv6Address", "Condition: IsIPAddressInCIDR, Value: 10.0.0.0/8"},
      {"Condition: IsIPv6Address", "Condition: IsIPAddressNotInCIDR, Value: '::/0'"},
      {"Condition: IsIPv6Address", "Condition: EndsWith, Value: '.1'"},
      {"Condition: IsIPAddress", "Condition: IStartsWith, Value: 'FE80:'"},
      {"Condition: IsIPAddressPublic", "Condition: IsIPAddressInCIDR, Value: 8.0.0.0/7"},
      {"Condition: IsIPAddressPublic", "Condition: IsIPAddressInCIDR, Value: 8.8.8.0/24"},
      {"Condition: IsIPAddressPrivate", "Condition: IsIPAddressInCIDR, Value: 10.0.0.0/7"},
      {"Condition: IsIPAddressPrivate", "Condition: IsIPAddressNotInCIDR, Value: 10.0.0.0/8"},
      {"Condition: IsIPAddressInCIDR, Values: [10.1.0.0/16, 8.8.8.8]",
       "Condition: IsIPAddressNotInCIDR, Value: 10.0.0.0/8"},
      // Lists with two addresses, or with one.
      {"Condition: CIDRContainsIPAddresses, Value: 10.1.0.0/16",
       "Condition: CIDRContainsIPAddresses, Value: 11.0.0.0/8"},
      {"Condition: CIDRContainsIPAddresses, Value: 10.1.0.0/16",
       "Condition: IsIPAddressNotInCIDR, Value: 10.0.0.0/8"},
  };
  for (const auto& [one, other] : pairs) {
    for (const auto& [first, second] : {std::pair(one, other), std::pair(other, one)}) {
      EXPECT_THAT(ContradictionLines(Leaf(std::string("Key: a, ") + first) +
                                     Leaf(std::string("Key: a, ") + second)),
                  IsEmpty())
          << first << " and " << second;
    }
  }
}

// One field below another: the value of the one tells what the other can be.
TEST(ExcludeEachOther, KnowsWhatAMemberNeeds) {
  const std::pair<const char*, const char*> pairs[] = {
      {"Key: a, Condition: IsNull", "KeyPath: a.b, Condition: Equals, Value: x"},
      {"Key: a, Condition: DoesNotExist", "KeyPath: a.b.c, Condition: Exists"},
      {"Key: a, Condition: IsNullOrEmpty", "KeyPath: a.b, Condition: IsNotNull"},
      {"Key: a, Condition: Equals, Value: x", "KeyPath: a.b, Condition: Exists"},
      {"Key: a, Condition: Contains, Value: x", "KeyPath: a.b, Condition: Exists"},
      {"Key: a, Condition: IsNullOrEmpty", "KeyPath: 'a[0]', Condition: Exists"},
      {"Key: a, Condition: IsNull", "KeyPath: 'a[*].b', Condition: Contains, Value: x"},
      {"KeyPath: a.b, Condition: Exists", "KeyPath: 'a[0].b', Condition: Exists"},
      {"KeyPath: a.b.c, Condition: Exists", "KeyPath: 'a.b[*]', Condition: Exists"},
      {"KeyPath: 'a[*]', Condition: DoesNotExist", "KeyPath: 'a[*].b', Condition: Exists"},
      {"KeyPath: '[\"a.b\"]', Condition: IsNull", "KeyPath: '[\"a.b\"].c', Condition: Exists"},
      {"Key: p_udm, Condition: IsNull", "KeyPath: p_udm.actor_user, Condition: Equals, Value: x"},
      {"Key: a, Condition: AnyElement, Expressions: [{Key: b, Condition: Exists}]",
       "KeyPath: a.b, Condition: Exists"},
      {"KeyPath: a.b, Condition: AllElements, Expressions: [{Key: b, Condition: Exists}]",
       "Key: a, Condition: IsNull"},
  };
  for (const auto& [one, other] : pairs) {
    for (const auto& [first, second] : {std::pair(one, other), std::pair(other, one)}) {
      SCOPED_TRACE(std::string(first) + " and " + second);
      const std::vector<std::string> findings = ContradictionLines(Leaf(first) + Leaf(second));
      ASSERT_EQ(findings.size(), 1U);
      EXPECT_TRUE(findings[0].starts_with("9 error contradictory-condition: ")) << findings[0];
    }
  }
}

TEST(ExcludeEachOther, IsSilentWhereAMemberCanBe) {
  const std::pair<const char*, const char*> pairs[] = {
      {"Key: a, Condition: IsNull", "KeyPath: a.b, Condition: DoesNotEqual, Value: x"},
      {"Key: a, Condition: IsNotNull", "KeyPath: a.b, Condition: Exists"},
      // Lists, one of them empty.
      {"KeyPath: 'a[0]', Condition: Exists", "KeyPath: 'a[*].b', Condition: Exists"},
      {"Key: a, Condition: IsNullOrEmpty", "KeyPath: 'a[*].b', Condition: Exists"},
      {"KeyPath: 'a[*]', Condition: IsNotNullOrEmpty",
       "KeyPath: 'a[*].b', Condition: IsNullOrEmpty"},
      // Elements need not be alike.
      {"KeyPath: 'a[*].b', Condition: Contains, Value: x",
       "KeyPath: 'a[*].b.c', Condition: Exists"},
      {"KeyPath: 'a[0].b', Condition: Exists", "KeyPath: 'a[1][0]', Condition: Exists"},
      // Another member, or this one in other letter case.
      {"Key: A, Condition: IsNull", "KeyPath: a.b, Condition: Exists"},
      {"Key: a.b, Condition: IsNull", "KeyPath: a.b, Condition: Exists"},
      // Even an empty record has derived fields.
      {"KeyPath: ., Condition: IsNullOrEmpty", "Key: p_log_type, Condition: Exists"},
  };
  for (const auto& [one, other] : pairs) {
    for (const auto& [first, second] : {std::pair(one, other), std::pair(other, one)}) {
      EXPECT_THAT(ContradictionLines(Leaf(first) + Leaf(second)), IsEmpty())
          << first << " and " << second;
    }
  }
}

TEST(ExcludeEachOther, KnowsTheElementItself) {
  EXPECT_THAT(
      ContradictionLines("  - Key: list\n"
                         "    Condition: AnyElement\n"
                         "    Expressions:\n"
                         "      - {KeyPath: ., Condition: Equals, Value: A}\n"
                         "      - {Key: a, Condition: Exists}\n"),
      ElementsAre("12 warning contradictory-condition: a exists cannot hold beside . eq \"A\" "
                  "(line 11), so no element satisfies it"));
}

// What a filter lets pass for want of a field says nothing, unless the rule wants the field.
TEST(ExcludeEachOther, KnowsThatTheDetectionWantsTheField) {
  const std::string filter =
      "InlineFilters:\n"
      "  - {KeyPath: a, Condition: StartsWith, Value: A}\n";
  EXPECT_THAT(
      ContradictionLines("  - {Key: a, Condition: StartsWith, Value: B}\n", filter),
      ElementsAre("10 error contradictory-condition: a starts_with \"B\" cannot hold beside "
                  "a starts_with \"A\" (line 8), so the rule never matches"));
  EXPECT_THAT(ContradictionLines("  - {Key: a, Condition: IsNull}\n", filter), IsEmpty());
}

}  // namespace
}  // namespace trailsift
