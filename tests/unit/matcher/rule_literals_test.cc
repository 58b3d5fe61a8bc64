#include "matcher/rule_literals.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "matcher/explain.h"
#include "support/condition_parser.h"
#include "support/random_condition.h"
#include "support/random_record.h"

namespace trailsift {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::Pair;

TEST(RuleLiterals, AreTextsWithoutWhichAConditionDoesNotHold) {
  const std::string none = "none";
  struct Case {
    const char* condition;
    std::vector<std::string> texts;
  };
  const Case cases[] = {
      {R"(eventName eq "Stop")", {"Stop"}},
      {R"(eventName in ["Stop", "Start"])", {"Stop", "Start"}},
      {R"(eventName in [])", {}},
      {R"(eventName starts_with "De")", {"De"}},
      {R"(EVENTNAME ieq "stop")", {"stop"}},
      {R"(eventName eq "Stop" and eventSource eq "a.long.source")", {"Stop"}},
      {R"(eventSource eq "long.source" and userAgent contains "agent")", {"long.source"}},
      {R"(eventName eq "Stop" or eventName eq "Start")", {"Stop", "Start"}},
      {R"(eventName eq "Stop" or eventSource eq "source")", {"Stop", "source"}},
      {R"(eventName eq "Stop" or errorCode exists)", {none}},
      {R"(eventName eq "Stop" and errorCode exists)", {"Stop"}},
      {R"(eventName ne "Stop")", {none}},
      {R"(not (eventName ne "Stop"))", {"Stop"}},
      {R"(not (eventName ne "Stop" or errorCode exists))", {"Stop"}},
      {R"(one_of(eventName eq "Stop", eventName eq "Start"))", {"Stop", "Start"}},
      {R"(errorCode eq "abc")", {none}},
      {R"(errorCode eq "abcd")", {"abcd"}},
      {R"(errorCode in ["abcd", 403])", {none}},
      {R"(errorCode eq 4031)", {none}},
      {"errorCode ieq \"z\xC3\xBCrich\"", {none}},
      {"errorCode eq \"z\xC3\xBCrich\"", {"z\xC3\xBCrich"}},
      {R"(eventName eq field:errorCode)", {none}},
      {R"(any(resources: type eq "bucket"))", {"bucket"}},
      {R"(one(resources: eventName eq "abc"))", {none}},
      {R"(all(resources: type eq "bucket"))", {none}},
      {R"(p_udm.actor_user eq "somebody")", {none}},
      {R"(any(p_any_usernames: . eq "somebody"))", {none}},
      {R"(sourceIPAddress cidr "10.0.0.0/8")", {none}},
      {"always", {none}},
      {"never", {}},
      {R"(never or eventName eq "Stop")", {"Stop"}},
  };
  for (const Case& each : cases) {
    SCOPED_TRACE(each.condition);
    const auto condition = ConditionParser(each.condition).Parse();
    ASSERT_TRUE(condition);
    const std::vector<std::string> found =
        FindLiterals(*condition).value_or(std::vector<std::string>{none});
    EXPECT_EQ(found, each.texts);
  }
}

TEST(RuleLiterals, NameTheRulesOfATextAndThoseWithoutAny) {
  RuleSet rules;
  for (const char* text : {R"(eventName eq "Stop")", R"(eventName in ["STOP", "Start"])",
                           "errorCode exists", "never"}) {
    rules.rules.emplace_back().condition = *ConditionParser(text).Parse();
  }
  const RuleLiterals literals(rules, {0, 1, 2, 3});
  LiteralSearch::Stream stream(literals.search());
  stream.Feed("the stop of the start");
  EXPECT_THAT(literals.RulesOf(stream.Finish()), ElementsAre(Pair(0, "Stop"), Pair(1, "Start")));
  stream.Feed("stop");
  EXPECT_THAT(literals.RulesOf(stream.Finish()), ElementsAre(Pair(0, "Stop"), Pair(1, "Stop")));
  EXPECT_THAT(literals.RulesOf({}), IsEmpty());
  EXPECT_THAT(literals.unsearchable(), ElementsAre(2));
}

// A call by its name, or any other, and something else.
Condition NamedCondition(Choices& choices) {
  ConditionGenerator generator(choices);
  Condition condition;
  FieldTest names{*ParseKeyPath("eventName"), Operator::kIsIn, {}};
  for (int i = 0; i < 3; ++i)
    names.operands.push_back(Literal::String(choices.PickOften(SomeTexts())));
  const NodeId name = condition.Add({std::move(names), {}});
  const NodeId other = generator.AddNode(condition, 2);
  const Group::Kind kind = choices.OneIn(2) ? Group::Kind::kAll : Group::Kind::kAny;
  condition.root = condition.Add({Group{kind, {name, other}}, {}});
  return condition;
}

// Whatever matches holds a text of its rule.
TEST(RuleLiterals, StandInWhateverMatches) {
  std::uint64_t searched = 0;
  for (std::uint64_t seed = 0; seed < Rounds(20'000); ++seed) {
    SeededChoices choices(seed);
    RuleSet rules;
    rules.rules.push_back(RandomRule(choices));
    rules.rules[0].condition = NamedCondition(choices);
    const RuleLiterals literals(rules, {0});
    for (int i = 0; i < 4; ++i) {
      const std::string record = RandomRecord(choices).text();
      if (!literals.unsearchable().empty() || !Evaluate(rules.rules[0], *ParseJson(record)))
        continue;
      LiteralSearch::Stream stream(literals.search());
      stream.Feed(record);
      ASSERT_FALSE(stream.Finish().empty()) << "seed " << seed << "\n"
                                            << Print(rules.rules[0].condition) << "\n"
                                            << record;
      ++searched;
    }
  }
  EXPECT_GT(searched, 50U);
}

}  // namespace
}  // namespace trailsift
