#include "catalogue/rule_filter.h"

#include <gtest/gtest.h>

#include <utility>
#include <vector>

namespace trailsift {
namespace {

Rule SampleRule() {
  Rule rule;
  rule.id = "AWS.Logging.Stopped";
  rule.name = "Straße of logs";
  rule.description = "Somebody stopped\nCloudTrail.";
  rule.severity = Severity::kMedium;
  rule.tags = {"AWS", "Defense Evasion"};
  rule.attack = {{"TA0040", "T1562.003"}, {"", "T1078.004"}};
  return rule;
}

TEST(RuleFilter, PassesWhatEveryPartLetsThrough) {
  const auto with = [](auto change) {
    RuleFilter filter;
    change(filter);
    return filter;
  };
  using Filter = RuleFilter&;
  const std::vector<std::pair<RuleFilter, bool>> table = {
      {{}, true},
      {with([](Filter f) {
         f.severities = {Severity::kLow, Severity::kMedium};
       }),
       true},
      {with([](Filter f) { f.severities = {Severity::kHigh}; }), false},
      {with([](Filter f) { f.minimum_severity = Severity::kMedium; }), true},
      {with([](Filter f) { f.minimum_severity = Severity::kHigh; }), false},
      {with([](Filter f) {
         f.tags = {"none", "defense evasion"};
       }),
       true},
      {with([](Filter f) { f.tags = {"Defense"}; }), false},
      {with([](Filter f) {
         f.words = {"aws", "strasse"};
       }),
       false},
      {with([](Filter f) {
         f.words = {"logging", "straße", "cloudtrail"};
       }),
       true},
      {with([](Filter f) {
         f.words = {"logging", "other"};
       }),
       false},
      {with([](Filter f) { f.words = {"evasion"}; }), false},
      {with([](Filter f) {
         f.tags = {"AWS"};
         f.severities = {Severity::kHigh};
       }),
       false},
  };
  for (std::size_t i = 0; i < table.size(); ++i) {
    EXPECT_EQ(table[i].first.Passes(SampleRule()), table[i].second) << "row " << i;
  }
}

TEST(RuleFilter, ATechniqueStandsForItsSubTechniquesAndATacticForItsTechniques) {
  const std::vector<std::pair<std::string, bool>> table = {
      {"T1562.003", true},  {"T1562", true},     {"T156", false}, {"T1562.00", false},
      {"T1562.004", false}, {"T1078.004", true}, {"T1078", true}, {"TA0040", true},
      {"TA0001", true},  // By T1078.004, which names no tactic.
      {"TA0112", false},    {"TA0009", false},
  };
  for (const auto& [id, passes] : table) {
    RuleFilter filter;
    filter.attack_ids = {"T9999", id};
    EXPECT_EQ(filter.Passes(SampleRule()), passes) << id;
  }
}

}  // namespace
}  // namespace trailsift
