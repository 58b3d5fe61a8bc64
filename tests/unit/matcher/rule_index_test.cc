#include "matcher/rule_index.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "event/event.h"
#include "matcher/explain.h"
#include "support/random_condition.h"
#include "support/random_record.h"
#include "unit/matcher/asked.h"
#include "unit/matcher/conditions.h"

namespace trailsift {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

TEST(RuleIndex, GivesMatchingRulesInAscendingOrder) {
  const RuleSet rules = RulesOf({
      Exists("a"),                                                  // 0: tried always
      All({Equals("eventName", "N"), Equals("eventSource", "S")}),  // 1
      Equals("eventSource", "S"),                                   // 2
      IsIn("eventName", {"M", "N"}),                                // 3
      Equals("errorCode", "E"),                                     // 4
      Condition{},                                                  // 5: never
      All({Equals("a", "x"), Equals("a", "y")}),                    // 6: never
      Not(Equals("eventName", "N")),                                // 7: tried always
  });
  Asked asked(rules);
  EXPECT_THAT(asked.Matches(R"({"eventName":"N","eventSource":"S","errorCode":"E","a":1})"),
              ElementsAre(0, 1, 2, 3, 4));
  EXPECT_THAT(asked.Matches(R"({"eventName":"M","eventSource":"S"})"), ElementsAre(2, 3, 7));
  EXPECT_THAT(asked.Matches(R"({"eventName":"N"})"), ElementsAre(3));
  EXPECT_THAT(asked.Matches(R"({"eventName":["N"],"eventSource":null,"errorCode":1})"),
              ElementsAre(7));
  EXPECT_THAT(asked.Matches("{}"), ElementsAre(7));
}

TEST(RuleIndex, HasOnlyTheRulesAskedFor) {
  const RuleSet rules = RulesOf({Exists("a"), Exists("a"), Exists("a")});
  Projection projection;
  const RuleIndex index(rules, {2, 0, 2}, projection);
  EXPECT_EQ(index.rule_count(), 2U);
  RuleIndex::Scratch scratch(index);
  Event event(projection);
  ASSERT_FALSE(event.Assign(R"({"a":1})"));
  std::vector<RuleNumber> matches = {99};
  index.FindMatches(event, scratch, matches);
  EXPECT_THAT(matches, ElementsAre(0, 2));
}

TEST(RuleIndex, WorksWithoutRulesAndAfterTheRuleSetIsGone) {
  Asked nothing(RuleSet{});
  EXPECT_THAT(nothing.Matches(R"({"eventName":"N"})"), IsEmpty());

  Projection projection;
  auto rules =
      std::make_unique<RuleSet>(RulesOf({Equals("eventName", "A name beyond any buffer")}));
  RuleIndex index(*rules, {0}, projection);
  rules.reset();
  const RuleIndex moved = std::move(index);
  RuleIndex::Scratch scratch(moved);
  Event event(projection);
  ASSERT_FALSE(event.Assign(R"({"eventName":"A name beyond any buffer"})"));
  std::vector<RuleNumber> matches;
  moved.FindMatches(event, scratch, matches);
  EXPECT_THAT(matches, ElementsAre(0));
}

TEST(RuleIndex, ARuleIsItsInlineFilterAndItsCondition) {
  RuleSet rules = RulesOf({Equals("eventName", "N"), Equals("eventName", "N"), Exists("a")});
  rules.rules[0].inline_filter = All({Filter(Equals("r", "x")), Filter(Not(Equals("s", "x")))});
  rules.rules[1].inline_filter = Condition{};
  rules.rules[2].inline_filter = Equals("eventName", "M");
  Asked asked(rules);
  const std::pair<const char*, std::vector<RuleNumber>> cases[] = {
      {R"({"eventName":"N"})", {0}},        {R"({"eventName":"N","r":"x","s":null})", {0}},
      {R"({"eventName":"N","r":"y"})", {}}, {R"({"eventName":"N","r":null})", {}},
      {R"({"eventName":"N","s":"x"})", {}}, {R"({"eventName":"M","r":"x"})", {}},
      {R"({"eventName":"M","a":1})", {2}},  {R"({"eventName":"N","a":1,"r":"y"})", {}},
  };
  for (const auto& [record, expected] : cases) {
    EXPECT_EQ(asked.Matches(record), expected) << record;
    const auto tree = ParseJson(record);
    for (RuleNumber rule = 0; rule < rules.rules.size(); ++rule) {
      EXPECT_EQ(Evaluate(rules.rules[rule], *tree), std::ranges::count(expected, rule) == 1)
          << record << " rule " << rule;
    }
  }
}

TEST(RuleIndex, AFilterNarrowsWhatARuleRequires) {
  RuleSet rules = RulesOf({Equals("eventSource", "S")});
  rules.rules[0].inline_filter = Equals("eventName", "N");
  Asked asked(rules);
  EXPECT_EQ(asked.WorkOn(R"({"eventSource":"S","eventName":"M"})").rules, 0U);
  EXPECT_EQ(asked.WorkOn(R"({"eventSource":"S","eventName":"N"})").rules, 1U);
}

// [choice] The first entry of DynamicSeverities that holds wins.
TEST(RuleIndex, TheFirstDynamicSeverityThatHoldsDecides) {
  RuleSet rules = RulesOf({Exists("a"), Exists("a")});
  rules.rules[0].severity = Severity::kMedium;
  rules.rules[0].dynamic_severities = {
      {Severity::kLow, Exists("x"), {}},
      {std::nullopt, Exists("y"), {}},
      {Severity::kCritical, Any({Exists("x"), Exists("y"), Contains("l[*].n", "z")}), {}},
  };
  rules.rules[1].severity = Severity::kHigh;
  Asked asked(rules);
  const std::pair<const char*, Severity> cases[] = {
      {R"({"a":1})", Severity::kMedium},
      {R"({"a":1,"x":1,"y":1})", Severity::kLow},
      {R"({"a":1,"y":1})", Severity::kMedium},
      {R"({"a":1,"l":[{"n":"z"}]})", Severity::kCritical},
      {R"({"a":1,"l":[{"n":"y"}]})", Severity::kMedium},
  };
  for (const auto& [record, expected] : cases) {
    EXPECT_THAT(asked.Matches(record), ElementsAre(0, 1)) << record;
    EXPECT_EQ(asked.SeverityOf(0), expected) << record;
    EXPECT_EQ(asked.SeverityOf(1), Severity::kHigh) << record;
  }
}

TEST(RuleIndex, WhatOnlyDynamicSeveritiesReadIsNotReadInTheWalk) {
  RuleSet rules = RulesOf({Exists("a"), Equals("eventName", "N")});
  rules.rules[0].dynamic_severities = {
      {Severity::kLow, All({Exists("o.x"), Exists("a"), Exists("o.y")}), {}}};
  rules.rules[1].condition = All({Equals("eventName", "N"), Exists("o.y")});
  Projection projection;
  const RuleIndex index(rules, {0, 1}, projection);
  const auto lazy = [&](const char* path) {
    return projection.is_lazy(projection.AddLazy(*ParseKeyPath(path)));
  };
  EXPECT_TRUE(lazy("o.x"));
  EXPECT_FALSE(lazy("a"));
  EXPECT_FALSE(lazy("o.y"));
}

TEST(RuleIndex, FindsWhatTryingEachRuleFinds) {
  constexpr std::uint64_t kRounds = Rounds(200);
  std::size_t matched = 0;
  for (std::uint64_t seed = 1; seed <= kRounds; ++seed) {
    SeededChoices choices(seed);
    std::vector<Condition> conditions;
    for (std::uint32_t i = choices.Below(200) + 1; i > 0; --i) {
      conditions.push_back(choices.OneIn(5) ? RandomCondition(choices)
                                            : RandomFiledCondition(choices));
    }
    const RuleSet rules = RulesOf(std::move(conditions));
    Asked asked(rules);
    for (int i = 0; i < 20; ++i) {
      const std::string record = RandomRecord(choices).text();
      const auto tree = ParseJson(record);
      std::vector<RuleNumber> expected;
      for (RuleNumber number = 0; number < rules.rules.size(); ++number) {
        if (Evaluate(rules.rules[number].condition, *tree)) expected.push_back(number);
      }
      matched += expected.size();
      ASSERT_EQ(asked.Matches(record), expected) << "seed " << seed << '\n' << record;
    }
  }
  EXPECT_GT(matched, kRounds * 20);
}

std::string Numbered(const char* name, std::size_t number) { return name + std::to_string(number); }

TEST(RuleIndex, WorkDoesNotGrowWithRulesOnOtherNames) {
  const auto work = [](std::size_t count) {
    std::vector<Condition> conditions;
    for (std::size_t i = 0; i < count; ++i) {
      conditions.push_back(
          All({Equals("eventName", Numbered("Name", i)), Equals("eventSource", "s.amazonaws.com"),
               None({Exists("errorCode"), Exists("errorMessage")})}));
    }
    Asked asked(RulesOf(std::move(conditions)));
    EXPECT_THAT(asked.Matches(R"({"eventName":"Name0","eventSource":"s.amazonaws.com"})"),
                ElementsAre(0));
    const Asked::Work on_match =
        asked.WorkOn(R"({"eventName":"Name0","eventSource":"s.amazonaws.com"})");
    const Asked::Work on_other = asked.WorkOn(R"({"eventName":"Other"})");
    EXPECT_EQ(on_other.predicates, 0U);
    EXPECT_EQ(on_other.rules, 0U);
    return on_match;
  };
  const Asked::Work of_one = work(1);
  const Asked::Work of_many = work(1000);
  EXPECT_EQ(of_one.predicates, 4U);
  EXPECT_EQ(of_many.predicates, of_one.predicates);
  EXPECT_EQ(of_many.rules, 1U);
}

// A thousand rules on the most frequent name of all.
TEST(RuleIndex, CrowdedNameIsPartedByAnotherField) {
  std::vector<Condition> conditions;
  for (std::size_t i = 0; i < 1000; ++i) {
    conditions.push_back(All({Equals("eventName", "PutObject"), Equals("eventSource", "s3"),
                              Equals("requestParameters.bucketName", Numbered("bucket", i)),
                              Not(Exists("errorCode"))}));
  }
  conditions.push_back(Equals("eventName", "PutObject"));
  Asked asked(RulesOf(std::move(conditions)));
  const std::string record =
      R"({"eventName":"PutObject","eventSource":"s3","requestParameters":{"bucketName":"bucket7"}})";
  EXPECT_THAT(asked.Matches(record), ElementsAre(7, 1000));
  const Asked::Work work = asked.WorkOn(record);
  EXPECT_EQ(work.rules, 2U);
  EXPECT_EQ(work.predicates, 4U);
}

TEST(RuleIndex, PartsByTheFieldThatDiffersNotByThoseAllShare) {
  std::vector<Condition> conditions;
  for (std::size_t i = 0; i < 100; ++i) {
    conditions.push_back(All({Equals("eventName", "N"), Equals("eventSource", "S"),
                              Equals("a", "x"), Equals("b", "x"), Equals("c", "x"),
                              Equals("d", "x"), Equals("e", Numbered("value", i))}));
  }
  Asked asked(RulesOf(std::move(conditions)));
  const std::string record =
      R"({"eventName":"N","eventSource":"S","a":"x","b":"x","c":"x","d":"x","e":"value9"})";
  EXPECT_THAT(asked.Matches(record), ElementsAre(9));
  EXPECT_EQ(asked.WorkOn(record).rules, 1U);
}

TEST(RuleIndex, TriesNoRuleThatCanNeverMatch) {
  Asked asked(RulesOf({All({Equals("a", "x"), Equals("a", "y")}), Any({}), IsIn("a", {})}));
  EXPECT_EQ(asked.WorkOn(R"({"a":"x"})").rules, 0U);
}

TEST(RuleIndex, NameOfManyServicesIsPartedBySource) {
  std::vector<Condition> conditions;
  for (std::size_t i = 0; i < 300; ++i) {
    conditions.push_back(
        All({Equals("eventName", "TagResource"), Equals("eventSource", Numbered("service", i))}));
  }
  Asked asked(RulesOf(std::move(conditions)));
  const std::string record = R"({"eventName":"TagResource","eventSource":"service42"})";
  EXPECT_THAT(asked.Matches(record), ElementsAre(42));
  EXPECT_EQ(asked.WorkOn(record).rules, 1U);
}

TEST(RuleIndex, RulesThatNothingPartsShareTheirPredicates) {
  std::vector<Condition> conditions;
  for (std::size_t i = 0; i < 1000; ++i) {
    conditions.push_back(
        All({Equals("eventName", "PutObject"), Contains("userAgent", Numbered("agent", i % 10)),
             Any({Exists("a"), Exists("b")})}));
  }
  Asked asked(RulesOf(std::move(conditions)));
  EXPECT_LE(asked.WorkOn(R"({"eventName":"PutObject","userAgent":"agent3","b":1})").predicates,
            13U);
}

// Rules with sets on several fields must not multiply in the index without end.
TEST(RuleIndex, StaysSmallWhenRulesHaveManyValuesOnManyFields) {
  std::vector<Condition> conditions;
  for (std::size_t rule = 0; rule < 50; ++rule) {
    std::vector<Condition> leaves;
    for (const char* field : {"eventName", "eventSource", "a", "b", "c", "d"}) {
      std::vector<Literal> values;
      for (std::size_t i = 0; i < 60; ++i) values.push_back(Literal::String(Numbered("v", i)));
      leaves.push_back(Leaf(field, Operator::kIsIn, std::move(values)));
    }
    conditions.push_back(All(leaves));
  }
  Asked asked(RulesOf(std::move(conditions)));
  EXPECT_EQ(
      asked.Matches(R"({"eventName":"v1","eventSource":"v2","a":"v3","b":"v4","c":"v5","d":"v6"})")
          .size(),
      50U);
}

}  // namespace
}  // namespace trailsift
