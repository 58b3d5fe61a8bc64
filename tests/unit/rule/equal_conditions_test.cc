#include "rule/equal_conditions.h"

#include <gtest/gtest.h>

#include <string>
#include <utility>

#include "support/load_text.h"

namespace trailsift {
namespace {

// Of the only conditions of two rules.
bool SayTheSame(const std::string& left, const std::string& right) {
  const LoadedText one(RuleText("Detection: [{" + left + "}]\n"));
  const LoadedText other(RuleText("\nDetection:\n  - {" + right + "}\n"));
  EXPECT_EQ(one.set.rules.size() + other.set.rules.size(), 2U) << left << " | " << right;
  return SayTheSame(one.set.rules.at(0).condition, other.set.rules.at(0).condition);
}

TEST(SayTheSame, ComparesConstantsAsTheOperatorDoes) {
  EXPECT_TRUE(SayTheSame("Key: a, Condition: Equals, Value: 403",
                         "KeyPath: a, Condition: Equals, Value: 403.0"));
  EXPECT_TRUE(SayTheSame("Key: a, Condition: Equals, Value: 18446744073709551615",
                         "Key: a, Condition: Equals, Value: 18446744073709551615"));
  EXPECT_FALSE(SayTheSame("Key: a, Condition: Equals, Value: 18446744073709551615",
                          "Key: a, Condition: Equals, Value: 18446744073709551614"));
  EXPECT_FALSE(SayTheSame("Key: a, Condition: Equals, Value: 403",
                          "Key: a, Condition: Equals, Value: '403'"));
  EXPECT_TRUE(SayTheSame("Key: a, Condition: IStartsWith, Value: aB",
                         "Key: a, Condition: IStartsWith, Value: Ab"));
  EXPECT_FALSE(SayTheSame("Key: a, Condition: StartsWith, Value: aB",
                          "Key: a, Condition: StartsWith, Value: Ab"));
}

TEST(SayTheSame, ComparesEveryPart) {
  const std::string leaf = "Key: a, Condition: Contains, Value: x";
  EXPECT_TRUE(SayTheSame(leaf, "Key: a, Condition: Has, Value: x"));
  for (const char* other :
       {"Key: b, Condition: Contains, Value: x", "Key: a, Condition: DoesNotContain, Value: x",
        "Key: a, Condition: IContains, Value: x", "Key: a, Condition: EndsWith, Value: x",
        "Key: a, Condition: Contains, Value: y",
        "Condition: Contains, Values: [{Key: a}, {Key: x}]",
        "Any: [{Key: a, Condition: Contains, Value: x}]"}) {
    EXPECT_FALSE(SayTheSame(leaf, other)) << other;
  }
}

TEST(SayTheSame, LooksIntoGroupsAndElements) {
  const std::string any = "Any: [{Key: a, Condition: Exists}, {Key: b, Condition: Exists}]";
  EXPECT_TRUE(SayTheSame(any, any));
  EXPECT_FALSE(SayTheSame(any, "Any: [{Key: b, Condition: Exists}, {Key: a, Condition: Exists}]"));
  EXPECT_FALSE(SayTheSame(any, "All: [{Key: a, Condition: Exists}, {Key: b, Condition: Exists}]"));
  const std::string element =
      "Key: a, Condition: AnyElement, Expressions: [{Key: b, Condition: Equals, Value: 1}]";
  EXPECT_TRUE(SayTheSame(
      element,
      "Key: a, Condition: AnyElement, Expressions: [{Key: b, Condition: Equals, Value: 1.0}]"));
  EXPECT_FALSE(SayTheSame(
      element,
      "Key: a, Condition: AnyElement, Expressions: [{Key: b, Condition: Equals, Value: 2}]"));
  EXPECT_FALSE(SayTheSame(
      element,
      "Key: a, Condition: AllElements, Expressions: [{Key: b, Condition: Equals, Value: 1}]"));
}

TEST(CompareLiterals, OrdersByKindAndThenByValue) {
  const Literal ordered[] = {Literal::String(""),     Literal::String("A"),  Literal::String("a"),
                             Literal::Number("-1e1"), Literal::Number("2"),  Literal::Number("10"),
                             Literal::Boolean(false), Literal::Boolean(true)};
  for (std::size_t i = 0; i < std::size(ordered); ++i) {
    for (std::size_t j = 0; j < std::size(ordered); ++j) {
      EXPECT_EQ(Compare(ordered[i], ordered[j]) < 0, i < j) << i << ' ' << j;
      EXPECT_EQ(Compare(ordered[i], ordered[j]) == 0, i == j) << i << ' ' << j;
    }
  }
  EXPECT_EQ(Compare(Literal::Number("10"), Literal::Number("1e1")), 0);
}

}  // namespace
}  // namespace trailsift
