// The expressions of InlineFilters.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "loader/condition_names.h"
#include "unit/loader/condition_text.h"

namespace trailsift {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

TEST(ReadInlineFilter, GivesLeavesThatPassIfMissing) {
  const ConditionText read(
      "[{KeyPath: a.b, Condition: Equals, Value: x}, {Any: [{Enrichment: {Table: t, Selector: s, "
      "FieldPath: f}, Condition: IsNotNullOrEmpty}, {All: [{KeyPath: c, Condition: DoesNotContain, "
      "Value: y}]}]}]",
      ConditionUse::kInlineFilter);
  EXPECT_THAT(read.problems, IsEmpty());
  EXPECT_EQ(Print(read.condition),
            "a.b eq \"x\" and (p_enrichment.t.s.f is_not_empty or not (c contains \"y\"))");
  std::size_t leaves = 0;
  for (const Node& node : read.condition.nodes) {
    const auto* test = std::get_if<FieldTest>(&node.body);
    if (test == nullptr) continue;
    EXPECT_TRUE(test->passes_if_missing) << ToString(test->field);
    ++leaves;
  }
  EXPECT_EQ(leaves, 3U);
}

TEST(ReadInlineFilter, WarnsOfConditionsThatPantherDoesNotDocument) {
  for (const ConditionName& name : ConditionNames()) {
    const ConditionText read("[" + LeafOf(name) + "]", ConditionUse::kInlineFilter);
    EXPECT_FALSE(HasErrors(read.diagnostics)) << name.name;
    if (IsDocumentedInFilters(name.name)) {
      EXPECT_THAT(read.problems, IsEmpty()) << name.name;
    } else {
      const std::string text(name.name);
      EXPECT_THAT(read.problems,
                  ElementsAre("1:26 warning undocumented-filter: " + text +
                              " is not among the conditions that Panther documents for "
                              "InlineFilters; trailsift evaluates it ^" +
                              text));
      EXPECT_FALSE(read.diagnostics.at(0).advice);
    }
  }
}

TEST(ReadInlineFilter, RefusesOtherShapes) {
  const std::string shapes =
      "InlineFilters takes conditions on single fields, All and Any, but not ";
  const std::vector<std::pair<std::string, std::string>> table = {
      {"[{Key: a.b, Condition: Equals, Value: x}]",
       "1:3 error filter-shape: InlineFilters takes no Key; write KeyPath: [\"a.b\"] ^Key"},
      {"[{DeepKey: [a, 0], Condition: Equals, Value: x}]",
       "1:3 error filter-shape: InlineFilters takes no DeepKey; write KeyPath: a[0] ^DeepKey"},
      {"[{Any: [{None: []}]}]",
       "1:10 error filter-shape: " + shapes + "None; move this to Detection ^None"},
      {"[{OnlyOne: []}]",
       "1:3 error filter-shape: " + shapes + "OnlyOne; move this to Detection ^OnlyOne"},
      {"[{KeyPath: a, Condition: NoElement, Expressions: []}]",
       "1:26 error filter-shape: " + shapes + "NoElement; move this to Detection ^NoElement"},
      {"[{Condition: AlwaysTrue}]",
       "1:14 error filter-shape: " + shapes + "AlwaysTrue; move this to Detection ^AlwaysTrue"},
      {"[{Condition: Equals, Values: [{KeyPath: a}, {KeyPath: b}]}]",
       "1:14 error filter-shape: " + shapes +
           "comparisons of two fields; move this to Detection ^Equals"},
  };
  for (const auto& [text, problem] : table) {
    EXPECT_THAT(ConditionText(text, ConditionUse::kInlineFilter).problems, ElementsAre(problem))
        << text;
  }
}

TEST(ReadInlineFilter, ProposesContainsForWildcards) {
  EXPECT_THAT(
      ConditionText("[{KeyPath: 'a[*]', Condition: Equals, Value: x}]", ConditionUse::kInlineFilter)
          .problems,
      ElementsAre("1:12 warning wildcard-list: [*] gives a list, and Equals does not look "
                  "into lists; use Contains, or move this to Detection ^'a[*]'"));
}

}  // namespace
}  // namespace trailsift
