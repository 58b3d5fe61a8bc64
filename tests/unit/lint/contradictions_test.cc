#include "lint/contradictions.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "support/contradiction_lines.h"

namespace trailsift {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

TEST(FindContradictions, NamesBothLines) {
  EXPECT_THAT(ContradictionLines(Leaf("Key: eventName, Condition: Equals, Value: A") +
                                 Leaf("Key: eventName, Condition: Equals, Value: B")),
              ElementsAre("9 error contradictory-condition: eventName eq \"B\" cannot hold beside "
                          "eventName eq \"A\" "
                          "(line 8), so the rule never matches"));
}

TEST(FindContradictions, DoesNotMixFields) {
  EXPECT_THAT(ContradictionLines(Leaf("Key: a, Condition: Equals, Value: A") +
                                 Leaf("Key: b, Condition: Equals, Value: B") +
                                 Leaf("KeyPath: c.b, Condition: Equals, Value: B") +
                                 Leaf("Key: a.b, Condition: Equals, Value: C") +
                                 // Another member, or this one in other letter case: who knows?
                                 Leaf("Key: A, Condition: Equals, Value: D")),
              IsEmpty());
}

TEST(FindContradictions, SeesThroughGroups) {
  EXPECT_THAT(
      ContradictionLines("  - {Key: a, Condition: Equals, Value: A}\n"
                         "  - All:\n"
                         "      - {Key: b, Condition: Exists}\n"
                         "      - All: [{Key: a, Condition: Equals, Value: B}]\n"),
      ElementsAre(
          "11 error contradictory-condition: a eq \"B\" cannot hold beside a eq \"A\" (line "
          "8), so the rule never matches"));
  EXPECT_THAT(
      ContradictionLines("  - {Key: a, Condition: Equals, Value: A}\n"
                         "  - None:\n"
                         "      - {Key: a, Condition: StartsWith, Value: A}\n"
                         "      - Any: [{Key: a, Condition: Exists}]\n"),
      ElementsAre(
          "10 error contradictory-condition: not (a starts_with \"A\") cannot hold beside a eq "
          "\"A\" (line 8), so the rule never matches",
          "11 error contradictory-condition: not (a exists) cannot hold beside a eq \"A\" "
          "(line 8), so the rule never matches"));
}

TEST(FindContradictions, CountsWhatSeveralLeavesExclude) {
  EXPECT_THAT(
      ContradictionLines(Leaf("Key: a, Condition: IsIn, Values: [A, B]") +
                         Leaf("Key: a, Condition: DoesNotEqual, Value: A") +
                         Leaf("Key: a, Condition: DoesNotEqual, Value: B")),
      ElementsAre("10 error contradictory-condition: a ne \"B\" leaves no value that a in [\"A\", "
                  "\"B\"] (line 8) allows, so the rule never matches"));
}

TEST(FindContradictions, FindsAlternativesThatCannotBeReached) {
  EXPECT_THAT(
      ContradictionLines("  - {Key: a, Condition: Equals, Value: A}\n"
                         "  - Any:\n"
                         "      - {Key: a, Condition: Equals, Value: B}\n"
                         "      - {Key: b, Condition: Exists}\n"
                         "      - All:\n"
                         "          - {Key: c, Condition: IsNull}\n"
                         "          - {Key: c, Condition: Equals, Value: C}\n"),
      ElementsAre(
          "10 warning contradictory-condition: a eq \"B\" cannot hold beside a eq \"A\" (line "
          "8), so this part never holds",
          "14 warning contradictory-condition: c eq \"C\" cannot hold beside c is_null (line "
          "13), so this part never holds"));
  // Different alternatives may contradict each other: that is what they are for.
  EXPECT_THAT(ContradictionLines("  - Any:\n"
                                 "      - {Key: a, Condition: Equals, Value: A}\n"
                                 "      - {Key: a, Condition: Equals, Value: B}\n"
                                 "  - OnlyOne:\n"
                                 "      - {Key: b, Condition: Equals, Value: A}\n"
                                 "      - {Key: b, Condition: Equals, Value: B}\n"),
              IsEmpty());
}

TEST(FindContradictions, FindsListsThatAlwaysHold) {
  EXPECT_THAT(
      ContradictionLines("  - Any:\n"
                         "      - {Key: a, Condition: DoesNotEqual, Value: A}\n"
                         "      - {Key: a, Condition: DoesNotEqual, Value: B}\n"),
      ElementsAre("9 warning always-true: one of these alternatives holds for every record: "
                  "a ne \"A\" (line 9), or a ne \"B\" (line 10)"));
  EXPECT_THAT(
      ContradictionLines("  - Any:\n"
                         "      - {Key: a, Condition: Exists}\n"
                         "      - {Key: b, Condition: Exists}\n"
                         "      - {Key: a, Condition: DoesNotExist}\n"),
      ElementsAre("9 warning always-true: one of these alternatives holds for every record: "
                  "a exists (line 9), or not (a exists) (line 11)"));
  EXPECT_THAT(ContradictionLines("  - Any:\n"
                                 "      - {Key: a, Condition: IsNull}\n"
                                 "      - {Key: a, Condition: DoesNotEqual, Value: B}\n"),
              IsEmpty());
  EXPECT_THAT(ContradictionLines("  - Any:\n"
                                 "      - {Key: a, Condition: IsNull}\n"
                                 "      - {Condition: AlwaysTrue}\n"),
              ElementsAre("10 warning always-true: this alternative decides for every record, so "
                          "the others do nothing"));
}

TEST(FindContradictions, FindsWhatIsAlwaysFalse) {
  EXPECT_THAT(ContradictionLines("  - {Key: a, Condition: Exists}\n  - {Condition: AlwaysFalse}\n"),
              ElementsAre("9 error always-false: this is false for every record, so the rule never "
                          "matches"));
  EXPECT_THAT(ContradictionLines("  - {Key: a, Condition: Exists}\n  - Any: []\n"),
              ElementsAre("9 error always-false: this is false for every record, so the rule never "
                          "matches"));
  EXPECT_THAT(ContradictionLines("  - None: [{Condition: AlwaysTrue}]\n"),
              ElementsAre("8 error always-false: this is true for every record, so the rule never "
                          "matches"));
  // As an alternative it does nothing, and a rule may be meant to match everything.
  EXPECT_THAT(
      ContradictionLines("  - Any: [{Key: a, Condition: Exists}, {Condition: AlwaysFalse}]\n"),
      IsEmpty());
  EXPECT_THAT(ContradictionLines("  - {Condition: AlwaysTrue}\n"), IsEmpty());
  EXPECT_THAT(ContradictionLines("  - None: [{Condition: AlwaysFalse}]\n"), IsEmpty());
}

TEST(FindContradictions, FindsWhatIsSaidTwice) {
  EXPECT_THAT(ContradictionLines("  - {Key: a, Condition: Equals, Value: A}\n"
                                 "  - {KeyPath: a, Condition: Equals, Value: A}\n"
                                 "  - Any:\n"
                                 "      - {Key: b, Condition: Exists}\n"
                                 "      - {Key: b, Condition: Exists}\n"),
              ElementsAre("9 warning repeated-condition: a eq \"A\" is said twice, first at line 8",
                          "12 warning repeated-condition: b exists is said twice, first at line "
                          "11"));
  EXPECT_THAT(ContradictionLines("  - {Key: a, Condition: Equals, Value: A}\n"
                                 "  - {Key: a, Condition: IEquals, Value: A}\n"
                                 "  - {Key: a, Condition: Contains, Value: A}\n"),
              IsEmpty());
}

TEST(FindContradictions, LooksIntoElements) {
  EXPECT_THAT(
      ContradictionLines("  - Key: list\n"
                         "    Condition: AnyElement\n"
                         "    Expressions:\n"
                         "      - {Key: a, Condition: Equals, Value: A}\n"
                         "      - {Key: a, Condition: Equals, Value: B}\n"
                         // The record's own field is another one.
                         "  - {Key: a, Condition: Equals, Value: C}\n"),
      ElementsAre(
          "12 warning contradictory-condition: a eq \"B\" cannot hold beside a eq \"A\" (line "
          "11), so no element satisfies it"));
}

TEST(FindContradictions, KnowsThatFiltersPassMissingFields) {
  // Records without the field pass both.
  EXPECT_THAT(ContradictionLines("  - {Key: x, Condition: Exists}\n",
                                 "InlineFilters:\n"
                                 "  - {KeyPath: a, Condition: Equals, Value: A}\n"
                                 "  - {KeyPath: a, Condition: Equals, Value: B}\n"),
              IsEmpty());
  // But the rule wants it to be there, and to be another.
  EXPECT_THAT(
      ContradictionLines("  - {Key: a, Condition: Equals, Value: B}\n",
                         "InlineFilters:\n"
                         "  - {KeyPath: a, Condition: Equals, Value: A}\n"),
      ElementsAre(
          "10 error contradictory-condition: a eq \"B\" cannot hold beside a eq \"A\" (line "
          "8), so the rule never matches"));
}

TEST(FindContradictions, LooksIntoSeverities) {
  EXPECT_THAT(
      ContradictionLines("  - {Key: a, Condition: Equals, Value: A}\n",
                         "DynamicSeverities:\n"
                         "  - ChangeTo: High\n"
                         "    Conditions: [{Key: a, Condition: Equals, Value: B}]\n"
                         "  - ChangeTo: Low\n"
                         "    Conditions: [{Key: b, Condition: Equals, Value: B}]\n"),
      ElementsAre(
          "9 warning contradictory-condition: a eq \"B\" cannot hold beside a eq \"A\" (line "
          "13), so this severity is never given"));
}

TEST(FindContradictions, ComparesTwoFieldsOnlyWithThemselves) {
  EXPECT_THAT(
      ContradictionLines("  - {Condition: Equals, Values: [{Key: a}, {Key: b}]}\n"
                         "  - {Condition: DoesNotEqual, Values: [{Key: a}, {Key: b}]}\n"
                         "  - {Condition: Equals, Values: [{Key: a}, {Key: c}]}\n"),
      ElementsAre("9 error contradictory-condition: a ne field:b cannot hold beside a eq field:b "
                  "(line 8), so the rule never matches"));
}

TEST(FindContradictions, GivesUpOnEndlessComparisons) {
  std::string values = "a";
  for (int i = 0; i < 3000; ++i) values += ", v" + std::to_string(i);
  std::string many = "  - {Key: a, Condition: IsIn, Values: [" + values + "]}\n";
  for (int i = 0; i < 3000; ++i) {
    many += Leaf("Key: a, Condition: DoesNotEqual, Value: v" + std::to_string(i));
  }
  const std::vector<std::string> findings = ContradictionLines(many);
  ASSERT_EQ(findings.size(), 1U);
  EXPECT_EQ(findings[0],
            "8 note conditions-not-compared: the rule has too many conditions to compare each with "
            "each; some contradictions may not be found");
}

TEST(FindContradictions, CutsLongConditionsInMessages) {
  const std::vector<std::string> findings =
      ContradictionLines(Leaf("Key: a, Condition: Equals, Value: " + std::string(5000, 'x')) +
                         Leaf("Key: a, Condition: Equals, Value: " + std::string(5000, 'y')));
  ASSERT_EQ(findings.size(), 1U);
  EXPECT_LT(findings[0].size(), 700U);
}

}  // namespace
}  // namespace trailsift
