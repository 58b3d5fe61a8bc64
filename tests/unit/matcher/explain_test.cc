#include "matcher/explain.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "unit/matcher/conditions.h"

namespace trailsift {
namespace {

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
