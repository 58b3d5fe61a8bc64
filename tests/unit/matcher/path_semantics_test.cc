// Section 2.3 of the rule specification: what conditions see through a path, by both evaluators.
#include <gtest/gtest.h>

#include <string>

#include "unit/matcher/both_evaluators.h"
#include "unit/matcher/conditions.h"

namespace trailsift {
namespace {

TEST(PathSemantics, ReadsAsTheSpecificationSays) {
  struct Case {
    const char* path;
    Operator op;
    const char* operand;
    const char* record;
    char expected;
  };
  constexpr auto kEquals = Operator::kEquals;
  constexpr auto kContains = Operator::kContains;
  const Case cases[] = {
      {"l[*].a", kContains, "abc", R"({"l":[{"b":1},{"a":"abc"}]})", 'T'},
      {"l[*].a", kEquals, "abc", R"({"l":[{"a":"abc"}]})", 'F'},
      {"l[*].a", kContains, "abc", R"({"l":{"a":"abc"}})", 'F'},
      {"l[*][*]", kContains, "abc", R"({"l":[["x"],"y",["abc"]]})", 'T'},
      {"l[*].m[*].a", kContains, "abc", R"({"l":[{},{"m":[{"a":"x"},{"a":"abc"}]}]})", 'T'},
      {"l[*].m[*]", kContains, "abc", R"({"l":[{"m":["abc"]},{"m":1}]})", 'T'},
      {"l.a", kEquals, "abc", R"({"l":[{"a":"abc"}]})", 'F'},
      {"l[1]", kEquals, "abc", R"({"l":["x","abc"]})", 'T'},
      {"l[2]", kEquals, "abc", R"({"l":["x","abc"]})", 'F'},
      {"l[0]", kEquals, "abc", R"({"l":{"0":"abc"}})", 'F'},
      {"l[0]", kEquals, "abc", R"({"l":"abc"})", 'F'},
      {"F", kEquals, "abc", R"({"f":"abc"})", 'T'},
      {"F", kEquals, "abc", R"({"f":"abc","F":"other"})", 'F'},
      {"ff", kEquals, "abc", R"({"fF":"abc","Ff":"other"})", 'T'},
      {"\u00c9", kEquals, "abc", "{\"\u00e9\":\"abc\"}", 'F'},
      {R"(["a.b"])", kEquals, "abc", R"({"a.b":"abc"})", 'T'},
      {R"(["a.b"])", kEquals, "abc", R"({"a":{"b":"abc"}})", 'F'},
      {"a.b", kEquals, "abc", R"({"a.b":"abc"})", 'F'},
      {"p_log_type", kEquals, "AWS.CloudTrail", "{}", 'T'},
      {"p_log_type", kEquals, "AWS.CloudTrail", R"({"p_log_type":"own"})", 'F'},
      {"p_udm.actor_user", kEquals, "eve",
       R"({"userIdentity":{"type":"IAMUser","userName":"eve"}})", 'T'},
      {"p_udm.actor_user", kEquals, "eve",
       R"({"userIdentity":{"type":"IAMUser","userName":"x"},"p_udm":{"actor_user":"eve"}})", 'T'},
      {"p_any_usernames", kContains, "eve", R"({"userIdentity":{"userName":"eve"}})", 'T'},
      {R"(p_enrichment.my_table["a.b"].f)", kEquals, "abc",
       R"({"p_enrichment":{"my_table":{"a.b":{"f":"abc"}}}})", 'T'},
  };
  for (const Case& each : cases) {
    EXPECT_EQ(Judge(Leaf(each.path, each.op, {Literal::String(each.operand)}), each.record),
              each.expected)
        << each.path << " in " << each.record;
  }
}

// What [*] gives where there is no list to go through: nothing at all. Where the list is empty: a
// list that is there.
TEST(PathSemantics, AWildcardGivesAListOnlyWhereThereIsOne) {
  struct Row {
    const char* record;
    const char* expected;  // exists, is_not_null, is_not_empty
  };
  const Row rows[] = {
      {"{}", "FFF"},
      {R"({"l":null})", "FFF"},
      {R"({"l":"x"})", "FFF"},
      {R"({"l":{"a":1}})", "FFF"},
      {R"({"l":[]})", "TTF"},
      {R"({"l":[{"b":1},"x"]})", "TTF"},
      {R"({"l":[{"a":null}]})", "TTT"},
  };
  for (const Row& row : rows) {
    EXPECT_EQ(Judge(Exists("l[*].a"), row.record), row.expected[0]) << row.record;
    EXPECT_EQ(Judge(Leaf("l[*].a", Operator::kIsNotNull), row.record), row.expected[1])
        << row.record;
    EXPECT_EQ(Judge(Leaf("l[*].a", Operator::kIsNotEmpty), row.record), row.expected[2])
        << row.record;
  }
}

// Blanks between brackets, as pretty-printed records have them, are no content.
TEST(PathSemantics, BlanksAreNoElements) {
  for (const char* value : {"[ ]", "{ }", "[\n\t]", "{\r\n}"}) {
    EXPECT_EQ(Judge(Leaf("f", Operator::kIsNotEmpty), std::string("{\"f\":") + value + "}"), 'F');
  }
  for (const char* value : {"[ [] ]", "{ \"\":1}", "[\nnull]", "[[]]", "[{}]"}) {
    EXPECT_EQ(Judge(Leaf("f", Operator::kIsNotEmpty), std::string("{\"f\":") + value + "}"), 'T');
  }
}

}  // namespace
}  // namespace trailsift
