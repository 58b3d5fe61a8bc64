#include "catalogue/attack_coverage.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>

namespace trailsift {
namespace {

AttackCoverage CoverageOf(const std::vector<std::vector<AttackReference>>& references) {
  RuleSet rules;
  for (const std::vector<AttackReference>& attack : references) {
    rules.rules.emplace_back().attack = attack;
  }
  std::vector<RuleNumber> numbers(references.size());
  std::iota(numbers.begin(), numbers.end(), 0U);
  return FindCoverage(rules, numbers);
}

const AttackCoverage::Tactic& Find(const AttackCoverage& coverage, std::string_view id) {
  return *std::ranges::find_if(coverage.tactics,
                               [&](const auto& tactic) { return tactic.tactic->id == id; });
}

using Rules = AttackCoverage::Rules;

TEST(AttackCoverage, HasAllTacticsInTheOrderOfTheMatrix) {
  const AttackCoverage coverage = CoverageOf({});
  EXPECT_EQ(coverage.tactics.size(), 15U);
  EXPECT_EQ(coverage.tactics.front().tactic->name, "Reconnaissance");
  EXPECT_EQ(coverage.tactics.back().tactic->name, "Impact");
  EXPECT_EQ(coverage.tactics_covered, 0U);
  EXPECT_EQ(coverage.techniques_covered(), 0U);
  EXPECT_EQ(coverage.techniques, 697U);
}

TEST(AttackCoverage, PutsATechniqueUnderTheTacticThatTheRuleNames) {
  const AttackCoverage coverage =
      CoverageOf({{{"TA0001", "T1078.004"}}, {{"TA0001", "T1078.004"}}, {{"TA0040", "T1078"}}});
  EXPECT_EQ(Find(coverage, "TA0001").techniques.at("T1078.004"), (Rules{0, 1}));
  EXPECT_EQ(Find(coverage, "TA0040").techniques.at("T1078"), Rules{2}) << "whatever the table says";
  EXPECT_EQ(coverage.tactics_covered, 2U);
  EXPECT_EQ(coverage.techniques_covered(), 2U);
  EXPECT_EQ(coverage.rules, 3U);
}

TEST(AttackCoverage, PutsATechniqueWithoutTacticUnderAllOfItsOwn) {
  const AttackCoverage coverage = CoverageOf({{{"", "T1078"}}});
  const AttackTechnique& technique = *FindTechnique("T1078");
  ASSERT_GT(technique.tactics.size(), 1U);
  for (const AttackCoverage::Tactic& tactic : coverage.tactics) {
    const bool own =
        std::ranges::find(technique.tactics, tactic.tactic->id) != technique.tactics.end();
    EXPECT_EQ(tactic.techniques.contains("T1078"), own) << tactic.tactic->id;
  }
  EXPECT_EQ(coverage.techniques_covered(), 1U);
}

TEST(AttackCoverage, CountsTheSuccessorsOfRetiredTechniquesApart) {
  const AttackCoverage coverage =
      CoverageOf({{{"TA0005", "T1562.003"}}, {{"TA0005", "T1562"}}, {{"", "T1562.008"}}});
  EXPECT_EQ(Find(coverage, "TA0005").techniques.size(), 3U);
  EXPECT_EQ(coverage.retired.size(), 3U);
  EXPECT_EQ(coverage.techniques_named, 0U);
  EXPECT_EQ(coverage.techniques_succeeding, 2U) << "T1562 has no successor";
  const AttackCoverage both = CoverageOf({{{"TA0005", "T1562.003"}}, {{"TA0112", "T1690"}}});
  EXPECT_EQ(both.techniques_named, 1U);
  EXPECT_EQ(both.techniques_succeeding, 0U) << "T1690 counts once";
}

TEST(AttackCoverage, KeepsWhatItDoesNotKnowApart) {
  const AttackCoverage coverage = CoverageOf({{{"TA9999", "T1078.004"}},
                                              {{"TA0001", "T9999"}},
                                              {{"", "AML.T0051"}},
                                              {{"TA0009", ""}},
                                              {}});
  EXPECT_EQ(coverage.unknown.size(), 3U);
  EXPECT_EQ(coverage.unknown.at("TA9999"), Rules{0});
  EXPECT_EQ(coverage.unknown.at("T9999"), Rules{1});
  EXPECT_EQ(coverage.unknown.at("AML.T0051"), Rules{2});
  EXPECT_TRUE(Find(coverage, "TA0001").techniques.contains("T1078.004"))
      << "an unknown tactic leaves the technique under its own";
  EXPECT_EQ(Find(coverage, "TA0001").without_technique, Rules{1});
  EXPECT_EQ(Find(coverage, "TA0009").without_technique, Rules{3});
  EXPECT_EQ(coverage.without_attack, Rules{4});
}

}  // namespace
}  // namespace trailsift
