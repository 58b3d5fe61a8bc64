// What Print writes means what the condition means: printed, read back by the grammar of the
// notation, and evaluated, it gives the same verdicts.
#include <gtest/gtest.h>

#include <cstdint>
#include <string>

#include "matcher/explain.h"
#include "rule/condition.h"
#include "support/condition_parser.h"
#include "support/random_condition.h"
#include "support/random_record.h"

namespace trailsift {
namespace {

TEST(PrintedCondition, MeansWhatTheConditionMeans) {
  std::uint64_t holding = 0;
  const std::uint64_t rounds = Rounds(20'000);
  for (std::uint64_t seed = 0; seed < rounds; ++seed) {
    SeededChoices choices(seed);
    const Condition condition =
        seed % 2 == 0 ? RandomCondition(choices) : RandomFiledCondition(choices);
    const std::string printed = Print(condition);
    const auto read = ConditionParser(printed).Parse();
    ASSERT_TRUE(read) << printed;
    for (int i = 0; i < 5; ++i) {
      const std::string text = RandomRecord(choices).text();
      const auto record = ParseJson(text);
      ASSERT_TRUE(record);
      const bool expected = Evaluate(condition, *record);
      ASSERT_EQ(Evaluate(*read, *record), expected) << printed << "\n" << text;
      holding += expected ? 1 : 0;
    }
  }
  EXPECT_GT(holding, rounds / 2) << "the records are too seldom matches to show anything";
  EXPECT_LT(holding, rounds * 4);
}

// Brackets where they are not needed would be read back just as well.
TEST(PrintedCondition, IsPrintedTheSameWhenReadBack) {
  for (const char* text :
       {"a exists and b exists", "a exists and (b exists or c exists)",
        "a exists or b exists and c exists", "not (a exists or b exists and c exists)",
        "a eq \"x\" and not (b is_not_null)", "one_of(a exists, b ne 1, c exists or d exists)",
        "a in [] or b in [\"x, y\", \"]\"]", "always", "never", "a is_null or not (b contains 1)",
        "a ieq \"x\" or b icontains field:c.d",
        "a cidr \"10.0.0.0/8\" and b cidr_any [\"::1\", \"8.8.8.8\"]",
        "any(l[*].a: . eq 1 or one(b: c is_empty)) and not (all(l: always))",
        "a gte 1e400 and b is_private_ip and not (c is_not_empty)"}) {
    const auto read = ConditionParser(text).Parse();
    ASSERT_TRUE(read) << text;
    EXPECT_EQ(Print(*read), text);
  }
}

}  // namespace
}  // namespace trailsift
