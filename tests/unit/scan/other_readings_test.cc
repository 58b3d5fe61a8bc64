// Records that repeat keys: the last value counts, and what earlier ones would change is said.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "support/temp_dir.h"
#include "unit/scan/run_scan.h"

namespace trailsift {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

RuleSet Rules() {
  Rule low = MakeRule("Low", Equals("eventName", "Wanted"), Severity::kLow);
  return MakeRuleSet({
      MakeRule("Call",
               All({Equals("eventSource", "s.amazonaws.com"), Equals("eventName", "Wanted")})),
      MakeRule("Succeeded",
               All({Equals("eventName", "Wanted"), Not(Leaf("errorCode", Operator::kIsNotNull))})),
      MakeRule("Deep", Equals("requestParameters.inner.name", "Wanted")),
      MakeRule("Element", Equals("requestParameters.list[0].name", "Wanted")),
      MakeRule("Always", Exists("eventID")),
      std::move(low),
  });
}

ScanResult ScanRecord(const std::string& members, ScanOptions options = {}) {
  const TempDir folder;
  if (!options.minimum_severity) options.minimum_severity = Severity::kMedium;
  return RunScan(
      {folder.Write("a.json", R"({"eventID":"1","eventVersion":"1.08",)" + members + "}")}, Rules(),
      options);
}

// The rules that match, each with an asterisk if its match is ambiguous.
std::vector<std::string> Matches(const ScanResult& result) {
  std::vector<std::string> matches;
  for (const Match& match : result.matches) {
    const bool ambiguous = std::ranges::count(match.flags, "ambiguous") > 0;
    matches.push_back(match.title + (ambiguous ? "*" : ""));
  }
  return matches;
}

// The rules that match by an earlier value alone.
std::vector<std::string> OnlyEarlier(const ScanResult& result) {
  std::vector<std::string> rules;
  for (const auto& [path, anomaly] : result.summary.anomalies) {
    if (anomaly.kind != AnomalyKind::kPossibleMatchInAmbiguousRecord) continue;
    const std::size_t begin = anomaly.message.find("the rule ") + 9;
    rules.push_back(anomaly.message.substr(begin, anomaly.message.find(' ', begin) - begin));
  }
  return rules;
}

std::string Repeat(const std::string& member, int count) {
  std::string text;
  for (int i = 0; i < count; ++i) text += member + ",";
  return text;
}

TEST(OtherReadings, SayWhatAnEarlierValueWouldChange) {
  struct Case {
    std::string members;
    std::vector<std::string> matches;
    std::vector<std::string> only_earlier;
  };
  const std::string source = R"("eventSource":"s.amazonaws.com",)";
  const Case cases[] = {
      {source + R"("eventName":"Wanted")", {"Call", "Succeeded", "Always"}, {}},
      {source + R"("eventName":"Wanted","eventName":"Wanted")",
       {"Call", "Succeeded", "Always"},
       {}},
      {source + R"("eventName":"Wanted","eventName":"Other")", {"Always"}, {"Call", "Succeeded"}},
      {source + R"("event\u004eame":"Wanted","eventName":"Other")",
       {"Always"},
       {"Call", "Succeeded"}},
      {source + R"("eventName":"Other","eventName":"Wanted")",
       {"Call*", "Succeeded*", "Always"},
       {}},
      {source + R"("eventName":"Other","eventName":"Wanted","eventName":"Third")",
       {"Always"},
       {"Call", "Succeeded"}},
      {R"("eventName":"Wanted","errorCode":"Denied","errorCode":null)",
       {"Succeeded*", "Always"},
       {}},
      {R"("eventName":"Wanted","errorCode":null,"errorCode":"Denied")", {"Always"}, {"Succeeded"}},
      {R"("requestParameters":{"inner":{"name":"Wanted"},"inner":{"name":"Other"}})",
       {"Always"},
       {"Deep"}},
      {R"("requestParameters":{"inner":{"name":"Wanted","name":null}})", {"Always"}, {"Deep"}},
      {R"("requestParameters":{"inner":{"name":"Wanted"}},"requestParameters":null)",
       {"Always"},
       {"Deep"}},
      // Seen by a rule that makes a tree, not by the fast walk.
      {R"("requestParameters":{"list":[{"name":"Wanted","name":"Other"}]})",
       {"Always"},
       {"Element"}},
      // Nothing that a rule reads.
      {R"("userAgent":"Wanted","userAgent":"Other")", {"Always"}, {}},
      // Values of one place in the file belong to one meaning.
      {R"("eventName":"Wanted","eventName":"Other","eventSource":"x","eventSource":)"
       R"("s.amazonaws.com")",
       {"Always"},
       {"Succeeded"}},
  };
  for (const Case& each : cases) {
    SCOPED_TRACE(each.members);
    const ScanResult result = ScanRecord(each.members);
    EXPECT_EQ(Matches(result), each.matches);
    EXPECT_EQ(OnlyEarlier(result), each.only_earlier);
    EXPECT_EQ(result.summary.complete, each.only_earlier.empty());
  }
}

TEST(OtherReadings, TheFirstNineValuesAndTheLastAreJudged) {
  const std::string other = R"("eventName":"Other")";
  const std::string wanted = R"("eventName":"Wanted",)";
  const ScanResult ninth = ScanRecord(Repeat(other, 8) + wanted + other);
  EXPECT_THAT(OnlyEarlier(ninth), ElementsAre("Succeeded"));
  EXPECT_THAT(Matches(ninth), ElementsAre("Always"));
  // One value more, and one is left out: that is said, and no match is sure.
  const ScanResult tenth = ScanRecord(Repeat(other, 9) + wanted + other);
  ASSERT_EQ(tenth.count(AnomalyKind::kPossibleMatchInAmbiguousRecord), 1U);
  EXPECT_THAT(tenth.summary.anomalies.back().anomaly.message, HasSubstr("11 times"));
  EXPECT_THAT(Matches(tenth), ElementsAre("Always*"));
  EXPECT_FALSE(tenth.summary.complete);
}

TEST(OtherReadings, AFilterHidesNoEarlierValue) {
  ScanOptions options;
  options.since = ParseTimestamp("2026-11-01T00:00:00Z");
  const std::string wanted = R"("eventName":"Wanted",)";
  const std::string inside = R"("eventTime":"2026-11-02T00:00:00Z")";
  const std::string outside = R"("eventTime":"1999-01-01T00:00:00Z")";
  const ScanResult hidden = ScanRecord(wanted + inside + "," + outside, options);
  EXPECT_THAT(Matches(hidden), IsEmpty());
  EXPECT_THAT(OnlyEarlier(hidden), ElementsAre("Succeeded", "Always"));
  EXPECT_EQ(hidden.summary.records.filtered, 1U);
  const ScanResult shown = ScanRecord(wanted + outside + "," + inside, options);
  EXPECT_THAT(Matches(shown), ElementsAre("Succeeded*", "Always*"));
  EXPECT_TRUE(shown.summary.complete);
  // Nor does a severity that an earlier value would raise.
  options.minimum_severity = Severity::kHigh;
  EXPECT_THAT(OnlyEarlier(ScanRecord(wanted + inside + "," + outside, options)), IsEmpty());
}

TEST(OtherReadings, ARecordOfWhichNothingRepeatedIsReadIsUnchanged) {
  // A match is looked at in full, so that its flag does not depend on which rules are loaded.
  const ScanResult result = ScanRecord(R"("userAgent":"x","userAgent":"y")");
  ASSERT_EQ(result.matches.size(), 1U);
  EXPECT_THAT(result.matches[0].flags, ElementsAre("duplicate_key", "unknown_time"));
  EXPECT_EQ(result.count(AnomalyKind::kDuplicateKey), 1U);
}

}  // namespace
}  // namespace trailsift
