#include "lint/contradictions.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "support/load_text.h"

namespace trailsift {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

// "8 error contradictory-condition: …": what is found in a rule whose Detection begins on line 8.
std::vector<std::string> Findings(const std::string& detection, const std::string& before = "") {
  const LoadedText loaded(RuleText(before + "Detection:\n" + detection));
  EXPECT_FALSE(HasErrors(loaded.diagnostics)) << testing::PrintToString(loaded.problems);
  if (loaded.set.rules.empty()) return {"not loaded"};
  std::vector<std::string> lines;
  for (const ConditionFinding& finding : FindContradictions(loaded.set.rules[0])) {
    lines.push_back(std::to_string(finding.position.line) + ' ' + LevelName(finding.level) + ' ' +
                    finding.code + ": " + finding.message);
  }
  return lines;
}

// An expression on a line of its own.
std::string Leaf(const std::string& content) { return "  - {" + content + "}\n"; }

TEST(FindContradictions, NamesBothLines) {
  EXPECT_THAT(Findings(Leaf("Key: eventName, Condition: Equals, Value: A") +
                       Leaf("Key: eventName, Condition: Equals, Value: B")),
              ElementsAre("9 error contradictory-condition: eventName eq \"B\" cannot hold beside "
                          "eventName eq \"A\" "
                          "(line 8), so the rule never matches"));
}

// Pairs on one field that cannot both hold.
TEST(FindContradictions, FindsPairsThatExcludeEachOther) {
  const std::pair<const char*, const char*> pairs[] = {
      {"Condition: Equals, Value: A", "Condition: Equals, Value: 1"},
      {"Condition: Equals, Value: 1", "Condition: Equals, Value: 2"},
      {"Condition: Equals, Value: true", "Condition: Equals, Value: false"},
      {"Condition: Equals, Value: A", "Condition: IsIn, Values: [B, C]"},
      {"Condition: IsIn, Values: [A, B]", "Condition: IsIn, Values: [C, D]"},
      {"Condition: IsNotIn, Values: [A, B]", "Condition: Equals, Value: A"},
      {"Condition: Equals, Value: A", "Condition: DoesNotEqual, Value: A"},
      {"Condition: Equals, Value: A", "Condition: IEquals, Value: b"},
      {"Condition: IEquals, Value: ab", "Condition: IEquals, Value: abc"},
      {"Condition: Equals, Value: abc", "Condition: StartsWith, Value: b"},
      {"Condition: Equals, Value: abc", "Condition: DoesNotStartWith, Value: a"},
      {"Condition: Equals, Value: abc", "Condition: IDoesNotContain, Value: B"},
      {"Condition: IEquals, Value: abc", "Condition: EndsWith, Value: D"},
      {"Condition: StartsWith, Value: ab", "Condition: StartsWith, Value: ac"},
      {"Condition: StartsWith, Value: ab", "Condition: IStartsWith, Value: AC"},
      {"Condition: EndsWith, Value: ab", "Condition: EndsWith, Value: xb"},
      {"Condition: Contains, Value: ab", "Condition: DoesNotContain, Value: ab"},
      {"Condition: Contains, Value: ab", "Condition: IsGreaterThan, Value: 3"},
      {"Condition: IsGreaterThan, Value: 5", "Condition: IsLessThan, Value: 5"},
      {"Condition: IsGreaterThanOrEqual, Value: 5", "Condition: IsLessThan, Value: 5.0"},
      {"Condition: IsLessThanOrEqual, Value: 4", "Condition: IsGreaterThanOrEqual, Value: 5"},
      {"Condition: IsLessThan, Value: 4", "Condition: Equals, Value: 4"},
      {"Condition: Exists", "Condition: DoesNotExist"},
      {"Condition: IsNull", "Condition: IsNotNull"},
      {"Condition: IsNull", "Condition: Equals, Value: A"},
      {"Condition: DoesNotExist", "Condition: IsNotNullOrEmpty"},
      {"Condition: IsNullOrEmpty", "Condition: StartsWith, Value: a"},
      {"Condition: IsNullOrEmpty", "Condition: IsIPAddress"},
      {"Condition: IsIPv4Address", "Condition: IsIPv6Address"},
      {"Condition: IsIPAddressPublic", "Condition: IsIPAddressPrivate"},
      {"Condition: IsIPAddressInCIDR, Value: 10.0.0.0/8",
       "Condition: IsIPAddressInCIDR, Value: 11.0.0.0/8"},
      {"Condition: IsIPAddressInCIDR, Value: 10.0.0.0/8",
       "Condition: IsIPAddressNotInCIDR, Value: 10.0.0.0/8"},
      {"Condition: Equals, Value: 8.8.8.8", "Condition: IsIPAddressPrivate"},
      {"Condition: AnyElement, Expressions: [{Key: b, Condition: Exists}]",
       "Condition: NoElement, Expressions: [{Key: b, Condition: Exists}]"},
      {"Condition: AnyElement, Expressions: [{Key: b, Condition: Exists}]",
       "Condition: Equals, Value: A"},
  };
  for (const auto& [one, other] : pairs) {
    for (const auto& [first, second] : {std::pair(one, other), std::pair(other, one)}) {
      SCOPED_TRACE(std::string(first) + " and " + second);
      const std::vector<std::string> findings =
          Findings(Leaf(std::string("Key: a, ") + first) + Leaf(std::string("Key: a, ") + second));
      ASSERT_EQ(findings.size(), 1U);
      EXPECT_TRUE(findings[0].starts_with("9 error contradictory-condition: ")) << findings[0];
    }
  }
}

// Pairs that some value satisfies, odd as some of them are.
TEST(FindContradictions, IsSilentWhereSomethingMatches) {
  const std::pair<const char*, const char*> pairs[] = {
      {"Condition: Equals, Value: A", "Condition: IEquals, Value: a"},
      {"Condition: Equals, Value: A", "Condition: DoesNotEqual, Value: B"},
      {"Condition: Equals, Value: 403", "Condition: Equals, Value: 403.0"},
      {"Condition: IsIn, Values: [A, B]", "Condition: IsIn, Values: [B, C]"},
      {"Condition: IsIn, Values: [A, B]", "Condition: IsNotIn, Values: [B, C]"},
      {"Condition: IsIn, Values: [A, B]", "Condition: DoesNotEqual, Value: A"},
      {"Condition: StartsWith, Value: ab", "Condition: StartsWith, Value: abc"},
      {"Condition: StartsWith, Value: ab", "Condition: EndsWith, Value: cd"},
      {"Condition: StartsWith, Value: ab", "Condition: IStartsWith, Value: AB"},
      {"Condition: StartsWith, Value: \"\"", "Condition: StartsWith, Value: a"},
      {"Condition: Contains, Value: a", "Condition: Contains, Value: b"},
      // An element 3, and one that is "a".
      {"Condition: Contains, Value: a", "Condition: Contains, Value: 3"},
      {"Condition: IsGreaterThan, Value: 3", "Condition: IsLessThan, Value: 4"},
      {"Condition: IsGreaterThanOrEqual, Value: 5", "Condition: IsLessThanOrEqual, Value: 5"},
      {"Condition: Exists", "Condition: IsNull"},
      {"Condition: IsNotNull", "Condition: IsNullOrEmpty"},
      {"Condition: IsNull", "Condition: DoesNotEqual, Value: A"},
      {"Condition: IsNull", "Condition: DoesNotExist"},
      {"Condition: IsNullOrEmpty", "Condition: Equals, Value: \"\""},
      {"Condition: IsIPAddress", "Condition: IsIPAddressPublic"},
      {"Condition: IsIPAddressInCIDR, Value: 10.0.0.0/8",
       "Condition: IsIPAddressInCIDR, Value: 10.1.0.0/16"},
      {"Condition: IsIPAddressInCIDR, Value: 10.0.0.0/8",
       "Condition: IsIPAddressNotInCIDR, Value: 10.1.0.0/16"},
      {"Condition: AnyElement, Expressions: [{Key: b, Condition: Exists}]",
       "Condition: AnyElement, Expressions: [{Key: b, Condition: DoesNotExist}]"},
      {"Condition: AllElements, Expressions: [{Key: b, Condition: Exists}]",
       "Condition: NoElement, Expressions: [{Key: b, Condition: Exists}]"},
      {"Condition: NoElement, Expressions: [{Key: b, Condition: Exists}]", "Condition: IsNull"},
  };
  for (const auto& [one, other] : pairs) {
    for (const auto& [first, second] : {std::pair(one, other), std::pair(other, one)}) {
      EXPECT_THAT(
          Findings(Leaf(std::string("Key: a, ") + first) + Leaf(std::string("Key: a, ") + second)),
          IsEmpty())
          << first << " and " << second;
    }
  }
}

TEST(FindContradictions, DoesNotMixFields) {
  EXPECT_THAT(Findings(Leaf("Key: a, Condition: Equals, Value: A") +
                       Leaf("Key: b, Condition: Equals, Value: B") +
                       Leaf("KeyPath: a.b, Condition: Equals, Value: B") +
                       Leaf("Key: a.b, Condition: Equals, Value: C") +
                       // Another member, or this one in other letter case: who knows?
                       Leaf("Key: A, Condition: Equals, Value: D")),
              IsEmpty());
}

TEST(FindContradictions, SeesThroughGroups) {
  EXPECT_THAT(
      Findings("  - {Key: a, Condition: Equals, Value: A}\n"
               "  - All:\n"
               "      - {Key: b, Condition: Exists}\n"
               "      - All: [{Key: a, Condition: Equals, Value: B}]\n"),
      ElementsAre(
          "11 error contradictory-condition: a eq \"B\" cannot hold beside a eq \"A\" (line "
          "8), so the rule never matches"));
  EXPECT_THAT(
      Findings("  - {Key: a, Condition: Equals, Value: A}\n"
               "  - None:\n"
               "      - {Key: a, Condition: StartsWith, Value: A}\n"
               "      - Any: [{Key: a, Condition: Exists}]\n"),
      ElementsAre(
          "10 error contradictory-condition: not (a starts_with \"A\") leaves no value that a "
          "eq \"A\" (line 8) allows, so the rule never matches",
          "11 error contradictory-condition: not (a exists) cannot hold beside a eq \"A\" "
          "(line 8), so the rule never matches"));
}

TEST(FindContradictions, CountsWhatSeveralLeavesExclude) {
  EXPECT_THAT(
      Findings(Leaf("Key: a, Condition: IsIn, Values: [A, B]") +
               Leaf("Key: a, Condition: DoesNotEqual, Value: A") +
               Leaf("Key: a, Condition: DoesNotEqual, Value: B")),
      ElementsAre("10 error contradictory-condition: a ne \"B\" leaves no value that a in [\"A\", "
                  "\"B\"] (line 8) allows, so the rule never matches"));
}

TEST(FindContradictions, FindsAlternativesThatCannotBeReached) {
  EXPECT_THAT(
      Findings("  - {Key: a, Condition: Equals, Value: A}\n"
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
  EXPECT_THAT(Findings("  - Any:\n"
                       "      - {Key: a, Condition: Equals, Value: A}\n"
                       "      - {Key: a, Condition: Equals, Value: B}\n"
                       "  - OnlyOne:\n"
                       "      - {Key: b, Condition: Equals, Value: A}\n"
                       "      - {Key: b, Condition: Equals, Value: B}\n"),
              IsEmpty());
}

TEST(FindContradictions, FindsListsThatAlwaysHold) {
  EXPECT_THAT(
      Findings("  - Any:\n"
               "      - {Key: a, Condition: DoesNotEqual, Value: A}\n"
               "      - {Key: a, Condition: DoesNotEqual, Value: B}\n"),
      ElementsAre("9 warning always-true: one of these alternatives holds for every record: "
                  "a ne \"A\" (line 9), or a ne \"B\" (line 10)"));
  EXPECT_THAT(
      Findings("  - Any:\n"
               "      - {Key: a, Condition: Exists}\n"
               "      - {Key: b, Condition: Exists}\n"
               "      - {Key: a, Condition: DoesNotExist}\n"),
      ElementsAre("9 warning always-true: one of these alternatives holds for every record: "
                  "a exists (line 9), or not (a exists) (line 11)"));
  EXPECT_THAT(Findings("  - Any:\n"
                       "      - {Key: a, Condition: IsNull}\n"
                       "      - {Key: a, Condition: DoesNotEqual, Value: B}\n"),
              IsEmpty());
  EXPECT_THAT(Findings("  - Any:\n"
                       "      - {Key: a, Condition: IsNull}\n"
                       "      - {Condition: AlwaysTrue}\n"),
              ElementsAre("10 warning always-true: this alternative decides for every record, so "
                          "the others do nothing"));
}

TEST(FindContradictions, FindsWhatIsAlwaysFalse) {
  EXPECT_THAT(Findings("  - {Key: a, Condition: Exists}\n  - {Condition: AlwaysFalse}\n"),
              ElementsAre("9 error always-false: this is false for every record, so the rule never "
                          "matches"));
  EXPECT_THAT(Findings("  - {Key: a, Condition: Exists}\n  - Any: []\n"),
              ElementsAre("9 error always-false: this is false for every record, so the rule never "
                          "matches"));
  EXPECT_THAT(Findings("  - None: [{Condition: AlwaysTrue}]\n"),
              ElementsAre("8 error always-false: this is true for every record, so the rule never "
                          "matches"));
  // As an alternative it does nothing, and a rule may be meant to match everything.
  EXPECT_THAT(Findings("  - Any: [{Key: a, Condition: Exists}, {Condition: AlwaysFalse}]\n"),
              IsEmpty());
  EXPECT_THAT(Findings("  - {Condition: AlwaysTrue}\n"), IsEmpty());
  EXPECT_THAT(Findings("  - None: [{Condition: AlwaysFalse}]\n"), IsEmpty());
}

TEST(FindContradictions, FindsWhatIsSaidTwice) {
  EXPECT_THAT(Findings("  - {Key: a, Condition: Equals, Value: A}\n"
                       "  - {KeyPath: a, Condition: Equals, Value: A}\n"
                       "  - Any:\n"
                       "      - {Key: b, Condition: Exists}\n"
                       "      - {Key: b, Condition: Exists}\n"),
              ElementsAre("9 warning repeated-condition: a eq \"A\" is said twice, first at line 8",
                          "12 warning repeated-condition: b exists is said twice, first at line "
                          "11"));
  EXPECT_THAT(Findings("  - {Key: a, Condition: Equals, Value: A}\n"
                       "  - {Key: a, Condition: IEquals, Value: A}\n"
                       "  - {Key: a, Condition: Contains, Value: A}\n"),
              IsEmpty());
}

TEST(FindContradictions, LooksIntoElements) {
  EXPECT_THAT(
      Findings("  - Key: list\n"
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
  EXPECT_THAT(Findings("  - {Key: x, Condition: Exists}\n",
                       "InlineFilters:\n"
                       "  - {KeyPath: a, Condition: Equals, Value: A}\n"
                       "  - {KeyPath: a, Condition: Equals, Value: B}\n"),
              IsEmpty());
  // But the rule wants it to be there, and to be another.
  EXPECT_THAT(
      Findings("  - {Key: a, Condition: Equals, Value: B}\n",
               "InlineFilters:\n"
               "  - {KeyPath: a, Condition: Equals, Value: A}\n"),
      ElementsAre(
          "10 error contradictory-condition: a eq \"B\" leaves no value that a eq \"A\" (line "
          "8) allows, so the rule never matches"));
}

TEST(FindContradictions, LooksIntoSeverities) {
  EXPECT_THAT(
      Findings("  - {Key: a, Condition: Equals, Value: A}\n",
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
      Findings("  - {Condition: Equals, Values: [{Key: a}, {Key: b}]}\n"
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
  const std::vector<std::string> findings = Findings(many);
  ASSERT_EQ(findings.size(), 1U);
  EXPECT_EQ(findings[0],
            "8 note conditions-not-compared: the rule has too many conditions to compare each with "
            "each; some contradictions may not be found");
}

TEST(FindContradictions, CutsLongConditionsInMessages) {
  const std::vector<std::string> findings =
      Findings(Leaf("Key: a, Condition: Equals, Value: " + std::string(5000, 'x')) +
               Leaf("Key: a, Condition: Equals, Value: " + std::string(5000, 'y')));
  ASSERT_EQ(findings.size(), 1U);
  EXPECT_LT(findings[0].size(), 700U);
}

}  // namespace
}  // namespace trailsift
