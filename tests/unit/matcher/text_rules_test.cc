// Rules that RuleIndex finds by the texts that they look for in one field.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "support/evaluator_comparison.h"
#include "support/random_condition.h"
#include "unit/matcher/asked.h"
#include "unit/matcher/conditions.h"

namespace trailsift {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

std::string Numbered(const char* name, std::size_t number) {
  return std::string(name).append(std::to_string(number));
}

Condition Text(const char* field, Operator op, std::string text) {
  return Leaf(field, op, {Literal::String(std::move(text))});
}

// A thousand rules on one name, with a text each.
RuleSet CrowdedRules(Operator op) {
  std::vector<Condition> conditions;
  for (std::size_t i = 0; i < 1000; ++i) {
    const std::string number = std::to_string(i);
    const std::string text = op == Operator::kEndsWith ? Numbered("-", i) : number + "-";
    conditions.push_back(All({Equals("eventName", "PutObject"), Not(Exists("errorCode")),
                              Text(i % 2 == 0 ? "userAgent" : "requestParameters.key", op, text)}));
  }
  return RulesOf(std::move(conditions));
}

TEST(TextRules, OnlyThoseWhoseTextAValueHoldsAreTried) {
  struct Case {
    Operator op;
    const char* record;
    std::vector<RuleNumber> matches;
  };
  const Case cases[] = {
      {Operator::kContains,
       R"({"eventName":"PutObject","userAgent":"x 122-124-","requestParameters":{"key":"7-8-"}})",
       {2, 4, 7, 22, 24, 122, 124}},
      {Operator::kStartsWith,
       R"({"eventName":"PutObject","userAgent":"122-124-","requestParameters":{"key":"7-"}})",
       {7, 122}},
      {Operator::kEndsWith,
       R"({"eventName":"PutObject","userAgent":"-122-124","requestParameters":{"key":"-7"}})",
       {7, 124}},
  };
  for (const Case& each : cases) {
    Asked asked(CrowdedRules(each.op));
    EXPECT_EQ(asked.Matches(each.record), each.matches);
    const Asked::Work work = asked.WorkOn(each.record);
    EXPECT_EQ(work.rules, each.matches.size());
    EXPECT_LE(work.predicates, each.matches.size() + 2);
    EXPECT_EQ(asked.WorkOn(R"({"eventName":"PutObject","userAgent":"x"})").rules, 0U);
    EXPECT_EQ(asked.WorkOn(R"({"eventName":"PutObject","userAgent":7})").rules, 0U);
  }
}

// Contains asks of a list whether an element is equal, the others never hold on one.
TEST(TextRules, ElementsOfAListAreEqualToATextOrNot) {
  std::vector<Condition> conditions;
  for (std::size_t i = 0; i < 100; ++i) {
    conditions.push_back(Contains("a", Numbered("text", i)));
    conditions.push_back(Text("a", Operator::kStartsWith, Numbered("text", i)));
    conditions.push_back(Folded(Contains("a", Numbered("TEXT", i))));
  }
  conditions.push_back(Leaf("a", Operator::kContains, {Literal::Number("1")}));
  Asked asked(RulesOf(std::move(conditions)));
  EXPECT_THAT(asked.Matches(R"({"a":["text7",1,["text8"],"a text9",{"text6":"text6"}]})"),
              ElementsAre(21, 23, 300));
  EXPECT_LT(asked.WorkOn(R"({"a":["text7","x"]})").rules, 10U);
  EXPECT_THAT(asked.Matches(R"({"a":[]})"), IsEmpty());
  EXPECT_THAT(asked.Matches(R"({"a":{"text7":"text7"}})"), IsEmpty());
  EXPECT_THAT(asked.Matches(R"({"a":"a TeXt7"})"), ElementsAre(23));
}

TEST(TextRules, ARuleIsTriedOnceHoweverManyOfItsTextsAValueHolds) {
  std::vector<Condition> conditions;
  for (std::size_t rule = 0; rule < 10; ++rule) {
    std::vector<Condition> texts;
    for (std::size_t i = 0; i < 100; ++i) texts.push_back(Contains("a", Numbered(",", i)));
    conditions.push_back(All({Any(texts), Any(texts), Exists("b")}));
  }
  Asked asked(RulesOf(std::move(conditions)));
  std::string record = R"({"a":")";
  for (std::size_t i = 0; i < 100; ++i) record += Numbered(",", i);
  record += R"("})";
  EXPECT_THAT(asked.Matches(record), IsEmpty());
  EXPECT_EQ(asked.WorkOn(record).rules, 10U);
  EXPECT_THAT(asked.Matches(record.substr(0, record.size() - 1) + R"(,"b":1})"),
              ElementsAre(0, 1, 2, 3, 4, 5, 6, 7, 8, 9));
}

// Long texts of which only a part is looked for lead to all rules that share it.
TEST(TextRules, LongTextsThatDifferLateAreStillToldApart) {
  const std::string same(200, 'm');
  std::vector<Condition> conditions;
  for (std::size_t i = 0; i < 20; ++i) {
    const std::string number = Numbered(".", i).append(".");
    conditions.push_back(Text("a", Operator::kStartsWith, std::string(same).append(number)));
    conditions.push_back(Text("a", Operator::kEndsWith, std::string(number).append(same)));
    conditions.push_back(Contains("a", std::string(same).append(number)));
  }
  Asked asked(RulesOf(std::move(conditions)));
  EXPECT_THAT(asked.Matches(R"({"a":")" + same + R"(.7.8.)" + same + R"("})"),
              ElementsAre(21, 23, 25));
}

TEST(TextRules, OneFieldLeadsToTheNext) {
  std::vector<Condition> conditions;
  for (std::size_t i = 0; i < 1000; ++i) {
    conditions.push_back(All({Equals("eventName", "N"), Equals("b", Numbered("b", i % 10)),
                              Contains("a", Numbered("text ", i % 100) + "."),
                              Contains("c", Numbered("text ", i / 100) + ".")}));
  }
  Asked asked(RulesOf(std::move(conditions)));
  const std::string record = R"({"eventName":"N","a":"text 17. text 18.","b":"b7","c":"text 4."})";
  EXPECT_THAT(asked.Matches(record), ElementsAre(417));
  EXPECT_LE(asked.WorkOn(record).rules, 2U);
}

// Texts and values over few letters, so that texts stand in values, in each other and in none.
std::string RandomText(Choices& choices, std::size_t longest) {
  const std::vector<std::string> letters = {"a", "b", "B", "\u00e9", "\u00c9"};
  std::string text;
  for (std::uint32_t i = choices.Below(static_cast<std::uint32_t>(longest) + 1); i > 0; --i) {
    text += choices.PickOften(letters);
  }
  return text;
}

std::string Quoted(std::string_view text) { return std::string(1, '"').append(text).append("\""); }

std::string RandomValue(Choices& choices) {
  if (choices.OneIn(12)) return choices.OneIn(2) ? "null" : "1";
  if (!choices.OneIn(5)) return Quoted(RandomText(choices, 40));
  std::string list = "[";
  for (std::uint32_t i = choices.Below(5); i > 0; --i)
    list.append(Quoted(RandomText(choices, 9))).append(",");
  return list + "1]";
}

TEST(TextRules, AgreeWithTheReferenceOnRandomTextsAndValues) {
  std::uint64_t pairs = 0;
  std::uint64_t matches = 0;
  for (std::uint64_t seed = 1; seed <= Rounds(200); ++seed) {
    SeededChoices choices(seed);
    std::vector<std::string> texts;
    const std::size_t longest = choices.Below(10) + 1;
    for (int i = 0; i < 50; ++i) texts.push_back(RandomText(choices, longest));
    std::vector<Condition> conditions;
    for (std::uint32_t i = choices.Below(300) + 1; i > 0; --i) {
      conditions.push_back(RandomTextsCondition(choices, texts));
    }
    EvaluatorComparison comparison(RulesOf(std::move(conditions)));
    for (int i = 0; i < 10; ++i) {
      const std::string record = R"({"a":)" + RandomValue(choices) + R"(,"b":)" +
                                 RandomValue(choices) + R"(,"o":{"a":)" + RandomValue(choices) +
                                 "}}";
      const auto difference = comparison.Compare(record);
      ASSERT_FALSE(difference) << "seed " << seed << ", " << *difference;
    }
    pairs += comparison.pairs();
    matches += comparison.matches();
  }
  EXPECT_GT(matches, pairs / 10) << "too few matches to show anything";
  EXPECT_LT(matches, pairs * 9 / 10);
}

}  // namespace
}  // namespace trailsift
