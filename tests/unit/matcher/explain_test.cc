#include "matcher/explain.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "unit/matcher/conditions.h"

namespace trailsift {
namespace {

// The fields of the deciding leaves in their order; "[]" for a group without children.
std::string Deciding(const Condition& condition, const std::string& record) {
  const std::vector<NodeVerdict> verdicts = Explain(condition, *ParseJson(record));
  std::string text;
  for (const NodeId id : DecidingLeaves(condition, verdicts)) {
    const auto* test = std::get_if<FieldTest>(&condition.nodes[id].body);
    if (!text.empty()) text += ' ';
    text += test == nullptr ? "[]" : ToString(test->field);
  }
  return text;
}

TEST(DecidingLeaves, FollowsTheTableOfTheSpecification) {
  const std::vector<Condition> abc = {Exists("a"), Exists("b"), Exists("c")};
  struct Case {
    const char* name;
    Condition condition;
    const char* record;
    const char* expected;
  };
  const Case cases[] = {
      {"leaf, true", Exists("a"), R"({"a":1})", "a"},
      {"leaf, false", Exists("a"), "{}", "a"},
      {"leaf, negated", Not(Exists("a")), "{}", "a"},
      {"all, true", All(abc), R"({"a":1,"b":1,"c":1})", "a b c"},
      {"all, false: the first false child", All(abc), R"({"a":1})", "b"},
      {"any, true: the first true child", Any(abc), R"({"b":1,"c":1})", "b"},
      {"any, false", Any(abc), "{}", "a b c"},
      {"only one, true", OnlyOne(abc), R"({"c":1})", "c"},
      {"only one, several true", OnlyOne(abc), R"({"a":1,"c":1})", "a c"},
      {"only one, none true", OnlyOne(abc), "{}", "a b c"},
      {"none, true", None(abc), "{}", "a b c"},
      {"none, false: the first true child", None(abc), R"({"b":1,"c":1})", "b"},
      {"empty group", Any({}), "{}", "[]"},
      {"empty group inside", All({Exists("a"), Any({}), Exists("b")}), R"({"a":1})", "[]"},
      {"from the root down, in order",
       All({Any({Exists("x"), Exists("a")}), None({Exists("y"), All({Exists("b"), Exists("z")})}),
            Exists("c")}),
       R"({"a":1,"b":1,"c":1})", "a y z c"},
      {"no nodes", Condition{}, "{}", ""},
  };
  for (const Case& each : cases) {
    SCOPED_TRACE(each.name);
    EXPECT_EQ(Deciding(each.condition, each.record), each.expected);
  }
}

TEST(Explain, JudgesEveryNodeAndShowsWhatLeavesSaw) {
  const Condition condition =
      All({Not(Exists("a")), Any({Equals("o", "x"), Contains("l[*].n", "x")}), Exists("m")});
  const std::vector<NodeVerdict> verdicts =
      Explain(condition, *ParseJson(R"({"a" : null, "o":{"k" : "\u0041\n"}, "l":[{"n":1.50}]})"));
  ASSERT_EQ(verdicts.size(), 6U);
  const bool values[] = {false, false, false, false, false, false};
  const char* const seen[] = {"null", R"({"k":"A\n"})", "[1.50]", "", "missing", ""};
  for (std::size_t i = 0; i < verdicts.size(); ++i) {
    EXPECT_EQ(verdicts[i].value, values[i]) << i;
    EXPECT_EQ(verdicts[i].seen, seen[i]) << i;
  }
}

TEST(Explain, CutsLongValuesBetweenCharacters) {
  const Condition condition = Exists("a");
  for (std::size_t length = 190; length < 205; ++length) {
    SCOPED_TRACE(length);
    const std::string ascii(length - 2, 'x');  // As JSON: `length` bytes.
    const std::string seen = Explain(condition, *ParseJson("{\"a\":\"" + ascii + "\"}"))[0].seen;
    EXPECT_EQ(seen.size(), std::min<std::size_t>(length, 200));
    EXPECT_EQ(seen.ends_with("\u2026"), length > 200);

    std::string accents(length % 2, 'x');
    while (accents.size() < length) accents += "\u00e9";
    const std::string cut = Explain(condition, *ParseJson("{\"a\":\"" + accents + "\"}"))[0].seen;
    EXPECT_LE(cut.size(), 200U);
    EXPECT_TRUE(ParseJson("\"" + cut.substr(1) + "\"").has_value() || ParseJson(cut).has_value())
        << cut;
  }
}

TEST(Evaluate, NothingMatchesNoCondition) { EXPECT_FALSE(Evaluate(Condition{}, *ParseJson("{}"))); }

}  // namespace
}  // namespace trailsift
