// Records from which AWS left something out.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "support/temp_dir.h"
#include "unit/scan/run_scan.h"

namespace trailsift {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

ScanResult ScanRecord(const std::string& members) {
  const TempDir folder;
  const RuleSet rules = MakeRuleSet(
      {MakeRule("Key", All({Equals("eventName", "N"), Equals("requestParameters.key", "k")})),
       MakeRule("NoKey", All({Equals("eventName", "N"), Not(Exists("requestParameters.key"))})),
       MakeRule("Other", All({Equals("eventName", "M"), Equals("requestParameters.key", "k")}))});
  return RunScan(
      {folder.Write("a.json", SmallEvent("1", R"(,"eventTime":"2026-11-01T00:00:00Z")" + members))},
      rules);
}

TEST(UpstreamCut, IsANoteUnlessARuleWouldHaveReadIt) {
  const std::string cut =
      R"({ "omitted" : true,"originalSize":107658,"reasonForOmission":"too large"})";
  const ScanResult request = ScanRecord(",\"requestParameters\":" + cut);
  EXPECT_THAT(request.Anomalies(),
              ElementsAre("a.json upstream_truncated", "a.json possible_match_in_damaged_record"));
  EXPECT_THAT(request.summary.anomalies[1].anomaly.message, HasSubstr("the rule Key reads"));
  EXPECT_FALSE(request.summary.complete);
  EXPECT_EQ(request.matches.size(), 1U);  // By what is left of it.

  const ScanResult response = ScanRecord(",\"responseElements\":" + cut);
  EXPECT_THAT(response.Anomalies(), ElementsAre("a.json upstream_truncated"));
  EXPECT_TRUE(response.summary.complete);

  const ScanResult whole = ScanRecord(",\"omitted\":true");
  EXPECT_THAT(whole.Anomalies(),
              ElementsAre("a.json upstream_truncated", "a.json possible_match_in_damaged_record"));
}

TEST(UpstreamCut, AParameterOfThatNameIsNone) {
  for (const char* members :
       {R"(,"requestParameters":{"a":1,"omitted":true})", R"(,"omitted":false)",
        R"(,"responseElements":{"a":{"omitted":true}})",
        R"(,"responseElements":{"omitted":"true"})", R"(,"userAgent":"\"omitted\":true")",
        R"(,"responseElements":[{"omitted":true}])"}) {
    EXPECT_THAT(ScanRecord(members).Anomalies(), testing::IsEmpty()) << members;
  }
}

}  // namespace
}  // namespace trailsift
