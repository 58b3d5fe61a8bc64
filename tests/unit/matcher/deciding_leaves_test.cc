#include "matcher/deciding_leaves.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "unit/matcher/conditions.h"

namespace trailsift {
namespace {

Condition OverElements(Group::Kind kind, const char* field, Condition element) {
  Condition condition;
  condition.element_conditions.push_back(std::move(element));
  condition.root = condition.Add({ElementTest{*ParseKeyPath(field), kind, 0}, {}});
  return condition;
}

// The fields of the leaves in order; of a list "list(1/3)" with the elements that decided, as
// "list(1/3)[2: a b]".
std::string Show(const std::vector<DecidingLeaf>& leaves) {
  std::string text;
  for (const DecidingLeaf& leaf : leaves) {
    std::string condition = leaf.condition;
    if (condition.starts_with("not (")) condition = condition.substr(5);
    const bool of_list = condition.starts_with("any(") || condition.starts_with("all(") ||
                         condition.starts_with("one(");
    if (!text.empty()) text += ' ';
    text += of_list ? condition.substr(4, condition.find(':') - 4)
                    : condition.substr(0, condition.find(' '));
    if (!of_list) continue;
    text += "(" + std::to_string(leaf.satisfying_count) + "/" + std::to_string(leaf.element_count) +
            ")";
    for (const DecidingElement& element : leaf.elements) {
      text += "[" + std::to_string(element.index) + ": " + Show(element.leaves) + "]";
    }
  }
  return text;
}

std::string Deciding(const Condition& condition, const std::string& record) {
  return Show(FindDecidingLeaves(condition, Explain(condition, *ParseJson(record))));
}

struct Case {
  const char* name;
  Condition condition;
  const char* record;
  const char* expected;
};

void Check(const std::vector<Case>& cases) {
  for (const Case& each : cases) {
    SCOPED_TRACE(each.name);
    EXPECT_EQ(Deciding(each.condition, each.record), each.expected);
  }
}

TEST(FindDecidingLeaves, FollowsTheTableOfTheSpecification) {
  const std::vector<Condition> abc = {Exists("a"), Exists("b"), Exists("c")};
  Check({
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
      {"empty group, false", Any({}), "{}", "never"},
      {"empty group, true", All({}), "{}", "always"},
      {"empty group inside", All({Exists("a"), Any({}), Exists("b")}), R"({"a":1})", "never"},
      {"from the root down, in order",
       All({Any({Exists("x"), Exists("a")}), None({Exists("y"), All({Exists("b"), Exists("z")})}),
            Exists("c")}),
       R"({"a":1,"b":1,"c":1})", "a y z c"},
      {"no nodes", Condition{}, "{}", ""},
  });
}

TEST(FindDecidingLeaves, NamesTheElementThatDecidedAndCountsTheRest) {
  using enum Group::Kind;
  constexpr const char* kList = R"({"l":[{"a":1},{"b":1},{"a":1,"b":1},{"a":1,"b":1}]})";
  const Condition both = All({Exists("a"), Exists("b")});
  Check({
      {"any, true: the first", OverElements(kAny, "l", both), kList, "l(2/4)[2: a b]"},
      {"any, false: all count", OverElements(kAny, "l", Exists("c")), kList, "l(0/4)"},
      {"all, true: all count", OverElements(kAll, "l", Any({Exists("a"), Exists("b")})), kList,
       "l(4/4)"},
      {"all, false: the first that fails, and why", OverElements(kAll, "l", both), kList,
       "l(2/4)[0: b]"},
      {"only one, true", OverElements(kOnlyOne, "l", both), R"({"l":[{},{"a":1,"b":1}]})",
       "l(1/2)[1: a b]"},
      {"only one, several: two are enough", OverElements(kOnlyOne, "l", Exists("a")), kList,
       "l(3/4)[0: a][2: a]"},
      {"only one, none", OverElements(kOnlyOne, "l", Exists("c")), kList, "l(0/4)"},
      {"none, true: all count", OverElements(kNone, "l", Exists("c")), kList, "l(0/4)"},
      {"none, false: the first", OverElements(kNone, "l", Exists("b")), kList, "l(3/4)[1: b]"},
      {"empty list", OverElements(kAll, "l", both), R"({"l":[]})", "l(0/0)"},
      {"no list", OverElements(kNone, "l", both), R"({"l":{"a":1}})", "l(0/0)"},
      {"lists in lists", OverElements(kAny, "l", OverElements(kAll, "m", Exists("b"))),
       R"({"l":[{"m":[{}]},{"m":[{"b":1},{"b":2}]}]})", "l(1/2)[1: m(2/2)]"},
  });
}

TEST(FindDecidingLeaves, SaysWhereALeafStandsAndWhatItSaw) {
  Condition condition = OverElements(Group::Kind::kAny, "l", Equals("a", "x"));
  condition.nodes[0].position = {10, 5};
  condition.element_conditions[0].nodes[0].position = {12, 9};
  const auto leaves =
      FindDecidingLeaves(condition, Explain(condition, *ParseJson(R"({"l":[{"a":"x"}]})")));
  ASSERT_EQ(leaves.size(), 1U);
  EXPECT_EQ(leaves[0].condition, R"(any(l: a eq "x"))");
  EXPECT_EQ(leaves[0].position.line, 10U);
  EXPECT_EQ(leaves[0].seen, R"([{"a":"x"}])");
  ASSERT_EQ(leaves[0].elements.size(), 1U);
  const DecidingLeaf& inner = leaves[0].elements[0].leaves[0];
  EXPECT_EQ(inner.condition, R"(a eq "x")");
  EXPECT_EQ(inner.position.line, 12U);
  EXPECT_EQ(inner.position.column, 9U);
  EXPECT_EQ(inner.seen, R"("x")");

  Condition pair = Leaf("a", Operator::kEquals);
  std::get<FieldTest>(pair.nodes[0].body).other_field = *ParseKeyPath("b");
  const auto both = FindDecidingLeaves(pair, Explain(pair, *ParseJson(R"({"a":1})")));
  EXPECT_EQ(both[0].condition, "a eq field:b");
  EXPECT_EQ(both[0].seen, "1");
  EXPECT_EQ(both[0].other_seen, "missing");
}

}  // namespace
}  // namespace trailsift
