// Section 2.8 of the rule specification: the leaves of InlineFilters, by both evaluators. A missing
// field passes whatever is asked of it; all else is as in a condition.
#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "unit/matcher/both_evaluators.h"
#include "unit/matcher/conditions.h"

namespace trailsift {
namespace {

// The columns.
constexpr std::string_view kValues[] = {"",
                                        "null",
                                        R"("")",
                                        R"("abc")",
                                        R"("10.1.2.3")",
                                        "403",
                                        "true",
                                        "[]",
                                        R"(["abc","10.1.2.3"])",
                                        R"({})",
                                        R"({"a":1})"};

struct Row {
  Condition leaf;
  const char* expected;
  const char* expected_if_negated;
};

// clang-format off
//   missing | null | "" "abc" "10.1.2.3" | 403 | true | [] […] | {} {…}
const Row kRows[] = {
    {Equals("f", "abc"),
     "T F FTF F F FF FF",
     "T T TFT T T TT TT"},
    {Folded(Equals("f", "ABC")),
     "T F FTF F F FF FF",
     "T T TFT T T TT TT"},
    {Leaf("f", Operator::kEquals, {Literal::Number("403.0")}),
     "T F FFF T F FF FF",
     "T T TTT F T TT TT"},
    {Leaf("f", Operator::kEquals, {Literal::Boolean(true)}),
     "T F FFF F T FF FF",
     "T T TTT T F TT TT"},
    {Contains("f", "bc"),
     "T F FTF F F FF FF",
     "T T TFT T T TT TT"},
    {Contains("f", "abc"),
     "T F FTF F F FT FF",
     "T T TFT T T TF TT"},
    {Leaf("f", Operator::kStartsWith, {Literal::String("10.")}),
     "T F FFT F F FF FF",
     "T T TTF T T TT TT"},
    {Leaf("f", Operator::kEndsWith, {Literal::String("c")}),
     "T F FTF F F FF FF",
     "T T TFT T T TT TT"},
    {Leaf("f", Operator::kIsGreater, {Literal::Number("1")}),
     "T F FFF T F FF FF",
     "T T TTT F T TT TT"},
    {Leaf("f", Operator::kIsGreaterOrEqual, {Literal::Number("403")}),
     "T F FFF T F FF FF",
     "T T TTT F T TT TT"},
    {Leaf("f", Operator::kIsLess, {Literal::Number("403")}),
     "T F FFF F F FF FF",
     "T T TTT T T TT TT"},
    {Leaf("f", Operator::kIsLessOrEqual, {Literal::Number("403")}),
     "T F FFF T F FF FF",
     "T T TTT F T TT TT"},
    {IsIn("f", {"abc", "x"}),
     "T F FTF F F FF FF",
     "T T TFT T T TT TT"},
    {Leaf("f", Operator::kIsInCidr, {Literal::String("10.0.0.0/8")}),
     "T F FFT F F FF FF",
     "T T TTF T T TT TT"},
    {Leaf("f", Operator::kCidrContains, {Literal::String("10.0.0.0/8")}),
     "T F FFT F F FT FF",
     "T T TTF T T TF TT"},
    {Leaf("f", Operator::kIsPrivateIpAddress),
     "T F FFT F F FF FF",
     "T T TTF T T TT TT"},
    {Leaf("f", Operator::kIsPublicIpAddress),
     "T F FFF F F FF FF",
     "T T TTT T T TT TT"},
    // Negated: IsNullOrEmpty. [choice] On null it is true, and its opposite false.
    {Leaf("f", Operator::kIsNotEmpty),
     "T F FTT T T FT FT",
     "T T TFF F F TF TF"},
    // Negated: IsNull, DoesNotExist.
    {Leaf("f", Operator::kIsNotNull),
     "T F TTT T T TT TT",
     "T T FFF F F FF FF"},
    {Exists("f"),
     "T T TTT T T TT TT",
     "T F FFF F F FF FF"},
};
// clang-format on

TEST(FilterSemantics, BothEvaluatorsSayWhatTheTableSays) {
  for (const Row& row : kRows) {
    for (const bool negated : {false, true}) {
      std::string cells = negated ? row.expected_if_negated : row.expected;
      std::erase(cells, ' ');
      ASSERT_EQ(cells.size(), std::size(kValues));
      Rule rule;
      rule.condition = All({});
      rule.inline_filter = Filter(negated ? Not(row.leaf) : row.leaf);
      const std::string printed = Print(*rule.inline_filter);
      const BothEvaluators evaluators(std::move(rule));
      for (std::size_t i = 0; i < cells.size(); ++i) {
        const std::string value(kValues[i]);
        const std::string record = value.empty() ? R"({"g":1})" : R"({"f":)" + value + "}";
        EXPECT_EQ(evaluators.Judge(record), cells[i]) << printed << " on " << record;
      }
    }
  }
}

TEST(FilterSemantics, AFilterAndAConditionMayAskTheSameOfOneField) {
  Rule rule;
  rule.inline_filter = All({Filter(Equals("f", "x")), Filter(Not(Equals("g", "x")))});
  rule.condition = Any({Equals("f", "x"), Not(Equals("g", "x"))});
  const BothEvaluators evaluators(std::move(rule));
  EXPECT_EQ(evaluators.Judge("{}"), 'T');
  EXPECT_EQ(evaluators.Judge(R"({"f":"x","g":"y"})"), 'T');
  EXPECT_EQ(evaluators.Judge(R"({"f":"y"})"), 'F');
  EXPECT_EQ(evaluators.Judge(R"({"g":"x"})"), 'F');
  EXPECT_EQ(evaluators.Judge(R"({"f":null})"), 'F');
  EXPECT_EQ(evaluators.Judge(R"({"g":null})"), 'T');
}

TEST(FilterSemantics, AnyPassesWithOneMissingField) {
  Rule rule;
  rule.condition = Exists("a");
  rule.inline_filter = Any({Filter(Equals("f", "x")), Filter(Equals("g", "x"))});
  const BothEvaluators evaluators(std::move(rule));
  EXPECT_EQ(evaluators.Judge(R"({"a":1,"f":"y"})"), 'T');
  EXPECT_EQ(evaluators.Judge(R"({"a":1,"f":"y","g":"y"})"), 'F');
  EXPECT_EQ(evaluators.Judge(R"({"f":"x"})"), 'F');
}

}  // namespace
}  // namespace trailsift
