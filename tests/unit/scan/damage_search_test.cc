// What could not be read is searched for the words of the rules.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "support/temp_dir.h"
#include "unit/input/compress.h"
#include "unit/scan/run_scan.h"

namespace trailsift {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

RuleSet Rules() {
  return MakeRuleSet({MakeRule("Stop", Equals("eventName", "StopLogging")),
                      MakeRule("Start", Equals("eventName", "StartLogging")),
                      MakeRule("Error", Leaf("errorCode", Operator::kIsNotNull))});
}

std::string Stop(std::string_view more = "") {
  return R"({"eventVersion":"1.08","eventTime":"2026-11-01T00:00:00Z","eventName":"StopLogging")" +
         std::string(more) + "}";
}

// Places and messages of the possible matches in what was given up.
std::vector<std::string> Possible(const ScanResult& result) {
  std::vector<std::string> lines;
  for (const auto& [path, anomaly] : result.summary.anomalies) {
    if (anomaly.kind != AnomalyKind::kPossibleMatchInDamagedRecord) continue;
    lines.push_back(fmt::format("{}+{} {}", anomaly.byte_offset.value_or(0),
                                anomaly.length.value_or(0), anomaly.message));
  }
  return lines;
}

ScanResult ScanText(const std::string& text, const ScanOptions& options = {}) {
  const TempDir folder;
  return RunScan({folder.Write("a.json", text)}, Rules(), options);
}

TEST(DamageSearch, NamesTheRulesThatMayMatchInADamagedRange) {
  const std::string unsearched =
      "0+0 what could not be read was not searched for rules without a text to look for: Error";
  const std::string range = "its text \"StopLogging\" stands in these bytes";
  const std::string broken = R"({"eventName":"StopLogging",])";
  const ScanResult result = ScanText(Stop() + "\n" + broken + "\n" + Stop() + "\n");
  EXPECT_EQ(result.matches.size(), 2U);
  EXPECT_THAT(Possible(result),
              ElementsAre(fmt::format("{}+{} the rule Stop may match here: {}", Stop().size() + 1,
                                      broken.size() + 1, range),
                          unsearched));
  EXPECT_THAT(Possible(ScanText(Stop() + "\n{\"eventName\":\"Other\",]\n" + Stop())),
              ElementsAre(unsearched));
  EXPECT_THAT(Possible(ScanText(Stop())), IsEmpty());
  // In any case, behind escapes, and if it is the last value.
  for (const char* name : {"stoplogging", "\\u0053topLogging", "Stop\\u004cogging"}) {
    const ScanResult cut = ScanText(Stop() + R"({"eventName":")" + name);
    EXPECT_EQ(Possible(cut).size(), 2U) << name;
    EXPECT_EQ(cut.count(AnomalyKind::kTruncatedTail), 1U);
  }
}

TEST(DamageSearch, LooksIntoRecordsThatALimitRefuses) {
  ScanOptions options;
  options.limits.record_bytes = 5000;
  options.limits.depth = 10;
  options.limits.carrier_depth = 1;
  const std::string large = Stop(",\"userAgent\":\"" + std::string(300'000, 'x') + "\"");
  const std::string deep = Stop(R"(,"a":{"b":{"c":{"d":{"e":{"f":{"g":{"h":{"i":{"j":{}}}}}}}}}})");
  const std::string text = ToCompactJson(JsonValue::String(Stop()));
  const std::string text_in_text = ToCompactJson(JsonValue::String(text));
  for (const std::string& refused : {large, deep, text_in_text}) {
    SCOPED_TRACE(refused.substr(0, 200));
    const ScanResult result = ScanText(SmallEvent("1") + "\n" + refused + "\n", options);
    EXPECT_THAT(result.matches, IsEmpty());
    EXPECT_EQ(result.count(AnomalyKind::kLimitExceeded), 1U);
    ASSERT_EQ(Possible(result).size(), 2U);
    EXPECT_THAT(Possible(result)[0], HasSubstr("the rule Stop may match here"));
    EXPECT_FALSE(result.summary.complete);
  }
}

// Damage within a text that another document carries stands at the place of its carrier.
TEST(DamageSearch, LooksIntoCarriedTexts) {
  const std::string carried =
      ToCompactJson(JsonValue::String(Stop() + R"({"eventName":"StartLogging")"));
  const ScanResult result = ScanText("[" + carried + "]");
  EXPECT_EQ(result.matches.size(), 1U);
  EXPECT_THAT(Possible(result),
              ElementsAre(HasSubstr(fmt::format("1+{} the rule Start", carried.size())),
                          HasSubstr("Error")));
}

// No envelope has events there, but they may be some.
TEST(DamageSearch, LooksIntoValuesOfAShapeThatIsNotRead) {
  const auto quoted = [](std::string_view text) {
    return ToCompactJson(JsonValue::String(std::string(text)));
  };
  const auto beside = [](const std::string& member) {
    return R"({"Records":[)" + SmallEvent("1") + "]," + member + "}";
  };
  const std::vector<std::string> texts = {
      R"({"Recrods":{"eventName":"StopLogging"}})",
      R"({"anything":)" + quoted(R"({"a":)" + Stop() + "}") + "}",
      beside(R"("Recrods":[{"a":)" + Stop() + "}]"),
      beside(R"("Events":{"a":)" + Stop() + "}"),
      "[" + quoted("no JSON: eventName StopLogging") + "]",
      R"({"timestamp":1,"ingestionTime":2,"message":)" + quoted(R"("eventName": "StopLogging")") +
          "}",
      R"({"class_uid":3005,"metadata":{"product":{}},"api":{"operation":"StopLogging"}})",
      "eventversion,useridentity,eventtime,eventsource,eventname\n1.08,{},-,a,StopLogging\n",
  };
  for (const std::string& text : texts) {
    SCOPED_TRACE(text);
    const ScanResult result = ScanText(text);
    EXPECT_THAT(result.matches, IsEmpty());
    EXPECT_FALSE(result.summary.complete);
    EXPECT_THAT(Possible(result),
                ElementsAre(HasSubstr("the rule Stop may match here"), HasSubstr("Error")));
  }
}

// Bytes that were never decoded are searched for no rule, so none is named for them: each place has
// an error of its own.
TEST(DamageSearch, SaysNothingOfWhatWasNeverDecoded) {
  const std::string gzip = Gzip(Stop());
  const auto scan = [&](const std::string& text) {
    const TempDir folder;
    return RunScan({folder.Write("a.json", text), folder.Path("absent"),
                    folder.Write("cut.gz", gzip.substr(0, 10)),
                    folder.Write("stop.bz2", "BZh91AY&SY\x01\x80" + Stop())},
                   Rules());
  };
  const ScanResult whole = scan(Stop());
  EXPECT_THAT(Possible(whole), IsEmpty());
  for (const AnomalyKind kind :
       {AnomalyKind::kUnreadable, AnomalyKind::kTruncated, AnomalyKind::kUnsupportedFormat}) {
    EXPECT_EQ(whole.count(kind), 1U) << AnomalyName(kind);
  }
  EXPECT_THAT(Possible(scan(Stop() + "\n{\"eventName\":\"Other\",]\n")),
              ElementsAre(HasSubstr("rules without a text to look for: Error")));
}

TEST(DamageSearch, SaysNothingOfFilesThatAreNoLogs) {
  const TempDir folder;
  folder.Write("README", "Look for {StopLogging} in the logs, {\n or StartLogging.");
  const ScanResult result = RunScan({folder.path()}, Rules());
  EXPECT_THAT(Possible(result), IsEmpty());
  EXPECT_TRUE(result.summary.complete);
}

TEST(DamageSearch, CountsWhatItDoesNotName) {
  std::vector<Rule> rules;
  for (int i = 0; i < 1000; ++i) {
    rules.push_back(MakeRule(fmt::format("R{:03}", i), Equals("eventName", "StopLogging"),
                             i % 2 == 0 ? Severity::kHigh : Severity::kLow));
  }
  const RuleSet set = MakeRuleSet(std::move(rules));
  const TempDir folder;
  std::string text;
  for (int i = 0; i < 1100; ++i)
    text += "{\"eventName\":\"StopLogging\",]\n" + SmallEvent("1") + "\n";
  ScanOptions options;
  options.minimum_severity = Severity::kMedium;
  const ScanResult result = RunScan({folder.Write("a.json", text)}, set, options);
  const std::vector<std::string> possible = Possible(result);
  EXPECT_EQ(possible.size(), 1000U);
  EXPECT_THAT(possible[0], HasSubstr("R000"));
  EXPECT_THAT(possible[19], HasSubstr("R038"));
  EXPECT_THAT(possible[20], HasSubstr("480 more rules"));
  EXPECT_EQ(result.count(AnomalyKind::kPossibleMatchInDamagedRecord), 21U * 1000 + 100);
}

}  // namespace
}  // namespace trailsift
