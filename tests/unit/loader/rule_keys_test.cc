#include "loader/rule_keys.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "support/load_text.h"

namespace trailsift {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

// Section 1.4 of the rule specification: what each key holds.
const std::vector<std::pair<NodeType, std::vector<std::string>>>& Specification() {
  static const std::vector<std::pair<NodeType, std::vector<std::string>>> kKeys = {
      {NodeType::kString,
       {"AnalysisType", "RuleID", "Filename", "Severity", "DisplayName", "Description", "Runbook",
        "Reference", "AlertTitle", "Status", "CreatedBy", "BaseDetection"}},
      {NodeType::kBoolean, {"Enabled", "CreateAlert", "OnlyUseBaseRiskScore"}},
      {NodeType::kInteger, {"DedupPeriodMinutes", "Threshold", "BaseVersion"}},
      {NodeType::kStringList, {"LogTypes", "ScheduledQueries"}},
      {NodeType::kStringSet, {"Tags", "SummaryAttributes", "OutputIds"}},
      {NodeType::kList,
       {"Detection", "InlineFilters", "DynamicSeverities", "AlertContext", "GroupBy", "Tests"}},
      {NodeType::kMapping, {"Reports"}},
  };
  return kKeys;
}

TEST(RuleKeys, AreThoseOfTheSpecification) {
  std::vector<std::pair<std::string, NodeType>> expected;
  for (const auto& [type, keys] : Specification()) {
    for (const std::string& key : keys) expected.emplace_back(key, type);
  }
  std::vector<std::pair<std::string, NodeType>> known;
  for (const RuleKey& key : KnownRuleKeys()) known.emplace_back(key.name, key.type);
  EXPECT_THAT(known, testing::UnorderedElementsAreArray(expected));
}

TEST(RuleKeys, OfTheWrongTypeAreErrors) {
  const std::vector<std::pair<std::string, std::string>> table = {
      {"Status: 5", "8:9 error wrong-type: Status must be a string, not a number; quote it ^5"},
      {"Status: true",
       "8:9 error wrong-type: Status must be a string, not a boolean; quote it ^true"},
      {"Status:", "8:1 error wrong-type: Status must be a string, not null ^Status"},
      {"Status: [a]", "8:9 error wrong-type: Status must be a string, not a list ^["},
      {"CreateAlert: 'true'",
       "8:14 error wrong-type: CreateAlert must be true or false, not a string ^'true'"},
      {"CreateAlert: no",
       "8:14 error wrong-type: CreateAlert must be true or false, not a string ^no"},
      {"Threshold: '1'",
       "8:12 error wrong-type: Threshold must be a whole number, not a string ^'1'"},
      {"Threshold: 1.5",
       "8:12 error wrong-type: Threshold must be a whole number, not a number ^1.5"},
      {"Tests: {}", "8:8 error wrong-type: Tests must be a list, not a mapping ^{"},
      {"Reports: []", "8:10 error wrong-type: Reports must be a mapping, not a list ^["},
      {"Tags: a", "8:7 error wrong-type: Tags must be a list of strings, not a string ^a"},
      {"Tags: [a, 5]",
       "8:11 error wrong-type: an entry of Tags must be a string, not a number; quote it ^5"},
      {"Tags: [a, b, a]", "8:14 error repeated-entry: Tags has \"a\" twice, first at line 8 ^a"},
      {"OutputIds: [a, a]",
       "8:16 error repeated-entry: OutputIds has \"a\" twice, first at line 8 ^a"},
  };
  for (const auto& [line, problem] : table) {
    EXPECT_THAT(LoadedText(RuleWith(line)).problems, ElementsAre(problem)) << line;
  }
}

TEST(RuleKeys, ThatAreUnknownAreWarnings) {
  EXPECT_THAT(LoadedText(RuleWith("Treshold: 1\nMotto: x\nstatus: y\n")).problems,
              ElementsAre("8:1 warning unknown-key: unknown key \"Treshold\", did you mean "
                          "\"Threshold\"? ^Treshold",
                          "9:1 warning unknown-key: unknown key \"Motto\" ^Motto",
                          "10:1 warning unknown-key: unknown key \"status\", did you mean "
                          "\"Status\"? ^status"));
}

TEST(RuleKeys, WithoutEffectAreAcceptedWhenTheirTypeIsRight) {
  const LoadedText loaded(
      RuleWith("OutputIds: [a, b]\nCreatedBy: me\nOnlyUseBaseRiskScore: false\nBaseVersion: 3\n"
               "InlineFilters: []\nDynamicSeverities: []\nGroupBy: []\nAlertContext: []\n"));
  EXPECT_THAT(loaded.problems, IsEmpty());
  EXPECT_EQ(loaded.set.rules.size(), 1U);
}

}  // namespace
}  // namespace trailsift
