#include "matcher/near_miss.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "matcher/rule_explanation.h"
#include "support/random_condition.h"
#include "support/random_record.h"
#include "unit/matcher/conditions.h"

namespace trailsift {
namespace {

std::string Fields(const Condition& condition, const std::vector<NodeId>& leaves) {
  std::string text;
  for (const NodeId id : leaves) {
    if (!text.empty()) text += ' ';
    text += ToString(std::get<FieldTest>(condition.nodes[id].body).field);
  }
  return text;
}

std::string Pivotal(const Condition& condition, const std::string& record) {
  const std::vector<NodeVerdict> verdicts = Explain(condition, *ParseJson(record));
  return Fields(condition, FindPivotalLeaves(condition, verdicts, false));
}

TEST(FindPivotalLeaves, FindsWhatAloneDecides) {
  const std::vector<Condition> abc = {Exists("a"), Exists("b"), Exists("c")};
  struct Case {
    const char* name;
    Condition condition;
    const char* record;
    const char* expected;
  };
  const Case cases[] = {
      {"all but one", All(abc), R"({"a":1,"c":1})", "b"},
      {"all but two", All(abc), R"({"a":1})", ""},
      {"none at all", All(abc), "{}", ""},
      {"all of one has nothing but it", All({Exists("a")}), "{}", ""},
      {"a lone leaf", Exists("a"), "{}", ""},
      {"an any none of which holds has nothing but it", Any(abc), "{}", ""},
      {"each of an any, where something else holds", All({Exists("x"), Any(abc)}), R"({"x":1})",
       "a b c"},
      {"a part of an any", Any({All({Exists("a"), Exists("b")}), Exists("c")}), R"({"a":1})", "b"},
      {"a false all beside an any that holds", All({Exists("x"), Any(abc)}), R"({"b":1})", "x"},
      {"both the all and its any are false", All({Exists("x"), Any(abc)}), "{}", ""},
      {"none: the one that holds", None(abc), R"({"b":1})", "b"},
      {"none: two hold", None(abc), R"({"a":1,"b":1})", ""},
      {"negated leaves", All({Exists("a"), Not(Exists("b"))}), R"({"a":1,"b":1})", "b"},
      {"inside a none: any leaf of an all breaks it",
       All({Exists("x"), None({All({Exists("a"), Exists("b")})})}), R"({"x":1,"a":1,"b":1})",
       "a b"},
      {"only one: none holds, so one alone would", OnlyOne(abc), "{}", ""},
      {"only one: of two that hold the other would", OnlyOne(abc), R"({"a":1,"c":1})", "a c"},
      {"only one: three hold", OnlyOne(abc), R"({"a":1,"b":1,"c":1})", ""},
      {"constants never change", All({Exists("a"), Any({})}), R"({"a":1})", ""},
      {"no nodes", Condition{}, "{}", ""},
  };
  for (const Case& each : cases) {
    SCOPED_TRACE(each.name);
    EXPECT_EQ(Pivotal(each.condition, each.record), each.expected);
  }
}

// The verdict of a node, worked out anew with one leaf turned round.
bool VerdictWith(const Condition& condition, const std::vector<NodeVerdict>& verdicts,
                 NodeId turned) {
  std::vector<bool> values;
  for (NodeId id = 0; id < condition.nodes.size(); ++id) {
    const auto* group = std::get_if<Group>(&condition.nodes[id].body);
    if (group == nullptr) {
      values.push_back(verdicts[id].value != (id == turned));
      continue;
    }
    std::size_t holding = 0;
    for (const NodeId child : group->children) holding += values[child] ? 1U : 0U;
    const bool all = holding == group->children.size();
    values.push_back(group->kind == Group::Kind::kAll       ? all
                     : group->kind == Group::Kind::kAny     ? holding > 0
                     : group->kind == Group::Kind::kOnlyOne ? holding == 1
                                                            : holding == 0);
  }
  return values[condition.root];
}

TEST(FindPivotalLeaves, AgreesWithTurningEachLeafRound) {
  std::size_t pivotal = 0;
  for (unsigned seed = 0; seed < 2'000; ++seed) {
    SCOPED_TRACE(seed);
    SeededChoices choices(seed);
    const Condition condition = RandomCondition(choices);
    const std::string text = RandomRecord(choices).text();
    const JsonValue record = *ParseJson(text);
    const std::vector<NodeVerdict> verdicts = Explain(condition, record);
    std::vector<NodeId> expected;
    for (NodeId id = 0; id < condition.nodes.size(); ++id) {
      if (std::holds_alternative<Group>(condition.nodes[id].body)) continue;
      if (VerdictWith(condition, verdicts, id) != verdicts[condition.root].value) {
        expected.push_back(id);
      }
    }
    std::vector<NodeId> found = FindPivotalLeaves(condition, verdicts, true);
    std::ranges::sort(found);
    EXPECT_EQ(found, expected);
    pivotal += found.size();
  }
  EXPECT_GT(pivotal, 100U);
}

TEST(ExplainRule, AsksTheInlineFilterAndTheCondition) {
  Rule rule;
  rule.condition = Equals("eventName", "StopLogging");
  rule.inline_filter = All({Exists("a"), Exists("b")});
  struct Case {
    const char* record;
    bool matches;
    const char* in_filter;
    const char* in_condition;
  };
  const Case cases[] = {
      {R"({"a":1,"b":1,"eventName":"StopLogging"})", true, "", ""},
      {R"({"a":1,"eventName":"StopLogging"})", false, "b", ""},
      {R"({"eventName":"StopLogging"})", false, "", ""},
      {R"({"a":1,"b":1,"eventName":"x"})", false, "", "eventName"},
      {R"({"a":1,"eventName":"x"})", false, "", ""},
  };
  for (const Case& each : cases) {
    SCOPED_TRACE(each.record);
    const RuleExplanation explanation = ExplainRule(rule, *ParseJson(each.record));
    EXPECT_EQ(explanation.matches, each.matches);
    EXPECT_EQ(Fields(*rule.inline_filter, explanation.missed_in_filter), each.in_filter);
    EXPECT_EQ(Fields(rule.condition, explanation.missed_in_condition), each.in_condition);
    EXPECT_EQ(explanation.near_miss(), *each.in_filter != 0 || *each.in_condition != 0);
  }
  rule.inline_filter.reset();
  const RuleExplanation lone = ExplainRule(rule, *ParseJson("{}"));
  EXPECT_FALSE(lone.near_miss()) << "a rule of one leaf misses nothing nearly";
}

}  // namespace
}  // namespace trailsift
