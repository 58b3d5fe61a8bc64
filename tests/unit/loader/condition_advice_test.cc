#include "loader/condition_advice.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "unit/loader/condition_text.h"

namespace trailsift {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

TEST(ReadCondition, AdvisesOnWhatIsHardlyMeant) {
  const std::vector<std::pair<std::string, std::string>> table = {
      {"[{Key: a, Condition: IsIn, Values: [x, 10.0.0.0/8]}]",
       "1:40 warning cidr-as-text: IsIn compares text; for addresses in a range use "
       "IsIPAddressInCIDR ^10.0.0.0/8"},
      {"[{Key: a, Condition: IsNotIn, Values: ['2001:db8::/32']}]",
       "1:40 warning cidr-as-text: IsNotIn compares text; for addresses in a range use "
       "IsIPAddressNotInCIDR ^'2001:db8::/32'"},
      {"[{Key: a, Condition: Equals, Value: 123456789012}]",
       "1:37 warning account-as-number: 123456789012 is compared as a number; quote it if it is "
       "an account, whose identifier is a string ^123456789012"},
      {"[{Key: a, Condition: IsIn, Values: [123456789012]}]",
       "1:37 warning account-as-number: 123456789012 is compared as a number; quote it if it is "
       "an account, whose identifier is a string ^123456789012"},
      {"[{KeyPath: 'a.b[*].c', Condition: Equals, Value: x}]",
       "1:12 warning wildcard-list: [*] gives a list, and Equals does not look into lists; use "
       "AnyElement with KeyPath: a.b ^'a.b[*].c'"},
      {"[{KeyPath: 'a[0][*][*]', Condition: DoesNotStartWith, Value: x}]",
       "1:12 warning wildcard-list: [*] gives a list, and DoesNotStartWith does not look into "
       "lists; use AnyElement with KeyPath: a[0][*][*] ^'a[0][*][*]'"},
      {"[{Condition: StartsWith, Values: [{Key: a}, {KeyPath: 'b[*]'}]}]",
       "1:55 warning wildcard-list: [*] gives a list, and StartsWith does not look into lists; "
       "use AnyElement with KeyPath: b ^'b[*]'"},
      {"[{Key: a, Condition: AnyElement, Expressions: [{KeyPath: '.', Condition: Equals, Value: "
       "x}]}]",
       "1:58 note not-portable: the path \".\" is known to trailsift only; Panther has no name "
       "for the element itself ^'.'"},
  };
  for (const auto& [text, problem] : table) {
    const ConditionText read(text);
    EXPECT_THAT(read.problems, ElementsAre(problem)) << text;
    ASSERT_EQ(read.diagnostics.size(), 1U) << text;
    EXPECT_TRUE(read.diagnostics[0].advice) << text;
  }
}

// So that advice never crowds out a warning of a scan.
TEST(ReadCondition, CountsAdviceByItself) {
  std::string text = "[{Key: a, Condition: IsIn, Values: [";
  for (int i = 0; i < 103; ++i) text += "10.0.0.0/8, ";
  const ConditionText read(text + "]}, {Key: a, Condition: IsIn, Values: []}]");
  EXPECT_EQ(std::ranges::count(read.diagnostics, true, &Diagnostic::advice), 101);
  EXPECT_EQ(std::ranges::count(read.diagnostics, "empty-list", &Diagnostic::code), 1);
  EXPECT_EQ(read.problems.back(),
            "0:0 warning more-problems: 3 more of the level warning in this file");
  EXPECT_TRUE(read.diagnostics.back().advice);
}

TEST(ReadCondition, HasNoAdviceOnWhatIsMeant) {
  for (const char* text : {
           "[{Key: a, Condition: IsIn, Values: [10.0.0.1, a/8, '/']}]",
           "[{Key: a, Condition: Contains, Value: 10.0.0.0/8}]",
           "[{Key: a, Condition: Equals, Value: '123456789012'}]",
           "[{Key: a, Condition: Equals, Value: 12345678901}]",
           "[{Key: a, Condition: Equals, Value: -12345678901}]",
           "[{Key: a, Condition: IsGreaterThan, Value: 123456789012}]",
           "[{KeyPath: 'a[*]', Condition: Contains, Value: x}]",
           "[{KeyPath: 'a[*]', Condition: IContains, Value: x}]",
           "[{KeyPath: 'a[*]', Condition: CIDRDoesNotContainIPAddresses, Value: 10.0.0.0/8}]",
           "[{KeyPath: 'a[*]', Condition: Exists}]",
           "[{KeyPath: 'a[*]', Condition: IsNullOrEmpty}]",
           "[{KeyPath: 'a[*]', Condition: AnyElement, Expressions: [{Key: b, Condition: Exists}]}]",
           "[{Condition: Equals, Values: [{KeyPath: 'a[*]'}, {KeyPath: 'b[*]'}]}]",
       }) {
    EXPECT_THAT(ConditionText(text).problems, IsEmpty()) << text;
  }
}

}  // namespace
}  // namespace trailsift
