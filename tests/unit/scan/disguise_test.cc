// Ways to hide a call from a scanner of logs. Each row goes from bytes to matches, anomalies and
// whether the scan is complete: a call that is not found must at least leave it incomplete, unless
// the record does not say what the rule asks for.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "support/temp_dir.h"
#include "unit/input/compress.h"
#include "unit/scan/run_scan.h"

namespace trailsift {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;

// The call that is hidden.
std::string Wanted(std::string_view more = "") {
  return R"({"eventVersion":"1.08","eventTime":"2026-11-01T00:00:00Z",)"
         R"("eventSource":"cloudtrail.amazonaws.com","eventName":"StopLogging",)"
         R"("awsRegion":"us-east-1","eventID":"wanted")" +
         std::string(more) + "}";
}

// The same with a part replaced.
std::string Wanted(std::string_view from, std::string_view to) {
  std::string text = Wanted();
  return text.replace(text.find(from), from.size(), to);
}

std::string Other(std::string_view more = "") {
  return SmallEvent("other", R"(,"eventTime":"2026-11-01T00:00:00Z")" + std::string(more));
}

RuleSet Rules() {
  return MakeRuleSet({MakeRule("Stop", All({Equals("eventSource", "cloudtrail.amazonaws.com"),
                                            Equals("eventName", "StopLogging"),
                                            Not(Leaf("errorCode", Operator::kIsNotNull))})),
                      MakeRule("Agent", Equals("userAgent", "agent/b")),
                      MakeRule("Deep", Equals("requestParameters.trail.name", "main"))});
}

// Rules that tell types apart; damage cannot be searched for them all.
RuleSet TypeRules() {
  return MakeRuleSet(
      {MakeRule("Stop", All({Equals("eventName", "StopLogging"),
                             Not(Leaf("errorCode", Operator::kIsNotNull))})),
       MakeRule("Number", Leaf("status", Operator::kEquals, {Literal::Number("403")})),
       MakeRule("Text", Equals("status", "403")),
       MakeRule("True", Leaf("flag", Operator::kEquals, {Literal::Boolean(true)}))});
}

struct Case {
  const char* name;
  std::string bytes;
  std::vector<std::string> matches;
  std::set<std::string> anomalies;  // Kinds.
  bool complete = true;
};

std::vector<std::string> Titles(const ScanResult& result) {
  std::vector<std::string> titles;
  for (const Match& match : result.matches) titles.push_back(match.title);
  return titles;
}

std::set<std::string> Kinds(const ScanResult& result) {
  std::set<std::string> kinds;
  for (const auto& [kind, count] : result.summary.anomaly_counts) {
    kinds.emplace(AnomalyName(kind));
  }
  return kinds;
}

void Check(const std::vector<Case>& cases, const ScanOptions& options = {},
           const RuleSet& rules = Rules()) {
  for (const Case& each : cases) {
    SCOPED_TRACE(each.name);
    const TempDir folder;
    const ScanResult result = RunScan({folder.Write("log", each.bytes)}, rules, options);
    EXPECT_EQ(Titles(result), each.matches);
    EXPECT_EQ(Kinds(result), each.anomalies);
    EXPECT_EQ(result.summary.complete, each.complete);
    EXPECT_TRUE(result.summary.bytes.Balanced());
  }
}

TEST(Disguise, EscapesHideNothing) {
  Check({
      {"none", Wanted(), {"Stop"}, {}},
      {"escaped key", Wanted("eventName", "event\\u004eame"), {"Stop"}, {}},
      {"escaped key, capital digits", Wanted("eventName", "event\\u004Eame"), {"Stop"}, {}},
      {"escaped value", Wanted("StopLogging", "Stop\\u004cogging"), {"Stop"}, {}},
      {"escaped slash", Wanted(R"(,"userAgent":"agent\/b")"), {"Stop", "Agent"}, {}},
      {"key of a carrier", R"({"\u0052ecords":[)" + Wanted() + "]}", {"Stop"}, {}},
  });
}

TEST(Disguise, RepeatedKeysAreJudgedByEveryMeaning) {
  const std::set<std::string> hidden = {"duplicate_key", "possible_match_in_ambiguous_record"};
  Check({
      {"behind another name", Wanted(R"(,"eventName":"Other")"), {}, hidden, false},
      {"behind an escaped key", Wanted(R"(,"event\u004eame":"Other")"), {}, hidden, false},
      {"before another name",
       Wanted(R"("eventName")", R"("eventName":"Other","eventName")"),
       {"Stop"},
       {"duplicate_key"}},
      {"behind an error", Wanted(R"(,"errorCode":null,"errorCode":"Denied")"), {}, hidden, false},
      {"an outer object",
       Other(R"(,"requestParameters":{"trail":{"name":"main"}},"requestParameters":{})"),
       {},
       hidden,
       false},
      {"an inner object",
       Other(R"(,"requestParameters":{"trail":{"name":"main"},"trail":{}})"),
       {},
       hidden,
       false},
      {"a leaf",
       Other(R"(,"requestParameters":{"trail":{"name":"main","n\u0061me":"x"}})"),
       {},
       hidden,
       false},
      {"two lists of records",
       R"({"Records":[)" + Other() + R"(],"Records":[)" + Wanted() + "]}",
       {"Stop"},
       {}},
  });
}

TEST(Disguise, NamesAreTakenAsTheyAreWritten) {
  Check({
      {"capital key", Wanted("eventName", "EVENTNAME"), {"Stop"}, {"near_miss_key"}},
      {"lower-case value", Wanted("StopLogging", "stoplogging"), {}, {}},
      {"homoglyph", Wanted("StopLogging", "StopL\u043Egging"), {}, {"non_ascii_name"}},
      {"full width", Wanted("StopLogging", "\uFF33topLogging"), {}, {"non_ascii_name"}},
      {"zero width", Wanted("StopLogging", "Stop\u200BLogging"), {}, {"non_ascii_name"}},
      {"zero width, escaped", Wanted("StopLogging", "Stop\\u200bLogging"), {}, {"non_ascii_name"}},
      {"source", Wanted("cloudtrail.", "cloudtrai\u04CF."), {}, {"non_ascii_name"}},
      {"region", Wanted("us-east-1", "us\u2010east-1"), {"Stop"}, {"non_ascii_name"}},
      {"another key", Wanted("eventName", "event\u200BName"), {}, {}},
  });
}

TEST(Disguise, PathsAreStructural) {
  Check({
      {"decoy deeper",
       Wanted(R"(,"requestParameters":{"eventName":"Other","errorCode":"Denied"})"),
       {"Stop"},
       {}},
      {"decoy alone", Other(R"(,"requestParameters":{"eventName":"StopLogging"})"), {}, {}},
      {"decoy in a string",
       Wanted(R"(,"userAgent":"\",\"errorCode\":\"Denied\",\"eventName\":\"x")"),
       {"Stop"},
       {}},
      {"dotted key", Other(R"(,"requestParameters.trail.name":"main")"), {}, {"dotted_key"}, false},
      {"dotted key, escaped",
       Other(R"(,"requestParameters\u002etrail.name":"main")"),
       {},
       {"dotted_key"},
       false},
      {"dotted key below",
       Other(R"(,"requestParameters":{"trail.name":"main"})"),
       {},
       {"dotted_key"},
       false},
      {"dotted key beside the path",
       Other(
           R"(,"requestParameters.trail.name":"x","requestParameters":{"trail":{"name":"main"}})"),
       {"Deep"},
       {}},
      {"empty key", Wanted(R"(,"":"x","requestParameters":{"":{"name":"x"}})"), {"Stop"}, {}},
      {"long key", Wanted(",\"" + std::string(65'536, 'k') + "\":1"), {"Stop"}, {}},
  });
}

TEST(Disguise, TypesStayWhatTheyAre) {
  Check(
      {
          {"number", Other(R"(,"status":403)"), {"Number"}, {}},
          {"number otherwise", Other(R"(,"status":4.030e2)"), {"Number"}, {}},
          {"text", Other(R"(,"status":"403")"), {"Text"}, {}},
          {"true", Other(R"(,"flag":true)"), {"True"}, {}},
          {"text true", Other(R"(,"flag":"true")"), {}, {}},
          {"list for text", Wanted("\"StopLogging\"", "[\"StopLogging\"]"), {}, {}},
          {"object for text", Wanted("\"StopLogging\"", R"({"":"StopLogging"})"), {}, {}},
          {"error null", Wanted(R"(,"errorCode":null)"), {"Stop"}, {}},
          {"error empty", Wanted(R"(,"errorCode":"")"), {}, {}},
          {"error object", Wanted(R"(,"errorCode":{})"), {}, {}},
      },
      {}, TypeRules());
}

TEST(Disguise, OrderAndPlaceMeanNothing) {
  Check({
      {"error last", Wanted(R"(,"errorCode":"Denied")"), {}, {}},
      {"name last",
       R"({"eventSource":"cloudtrail.amazonaws.com","eventTime":"2026-11-01T00:00:00Z",)"
       R"("eventName":"StopLogging"})",
       {"Stop"},
       {}},
      {"name past 64 KiB",
       R"({"userAgent":")" + std::string(70'000, 'x') + "\"," + Wanted().substr(1),
       {"Stop"},
       {}},
      {"second on a line", Other() + " " + Wanted(), {"Stop"}, {"multiple_documents"}},
      {"without a line break", Other() + Wanted() + "\n", {"Stop"}, {"multiple_documents"}},
      {"comma between lines", Other() + ",\n" + Wanted(), {"Stop"}, {"stray_separator"}},
      {"second array", "[" + Other() + "][" + Wanted() + "]", {"Stop"}, {"multiple_documents"}},
  });
}

TEST(Disguise, DecodingGoesToTheEnd) {
  const std::string nul(3, '\0');
  Check({
      {"second member", Gzip(Other() + "\n") + Gzip(Wanted()), {"Stop"}, {}},
      {"member behind garbage",
       Gzip(Other() + "\n") + "garbage\n" + Gzip(Wanted()),
       {"Stop"},
       {"trailing_garbage", "damaged_range"},
       false},
      {"text behind the last member",
       Gzip(Other() + "\n") + Wanted(),
       {"Stop"},
       {"trailing_garbage"},
       false},
      {"behind NUL bytes",
       Other() + nul + Wanted(),
       {"Stop"},
       {"multiple_documents", "nul_padding"}},
      {"in a run of NUL bytes", nul + Wanted() + nul, {"Stop"}, {"nul_padding"}},
      {"behind an escaped NUL",
       Wanted(R"("eventName")", R"("a":"x\u0000","eventName")"),
       {"Stop"},
       {}},
      {"NUL in the name", Wanted("StopLogging", "StopLogging\\u0000"), {}, {}},
  });
}

TEST(Disguise, DamageStaysWithItsRecord) {
  const std::string lines = "\n" + Wanted(R"("wanted")", R"("next")") + "\n";
  Check({
      {"bad byte",
       Wanted(",\"userAgent\":\"\xFF\"") + lines,
       {"Stop", "Stop"},
       {"invalid_utf8"},
       false},
      {"lone surrogate",
       Wanted(R"(,"userAgent":"\ud800")") + lines,
       {"Stop", "Stop"},
       {"lone_surrogate"}},
      {"control character",
       Wanted(",\"userAgent\":\"a\x01\"") + lines,
       {"Stop", "Stop"},
       {"control_character"},
       false},
      {"unclosed string",
       R"({"eventName":"A","userAgent":"open})" + lines,
       {"Stop"},
       {"damaged_range"},
       false},
      {"unclosed brace", R"({"eventName":"A","a":{)" + lines, {"Stop"}, {"damaged_range"}, false},
      {"unclosed string in an envelope",
       R"({"Records":[{"eventName":"A","userAgent":"open},)" + Wanted() + "]}",
       {"Stop"},
       {"damaged_range"},
       false},
      {"hidden in what is broken",
       R"({"eventName":"StopLogging","userAgent":"open})"
       "\n" +
           Other() + "\n",
       {},
       {"damaged_range", "possible_match_in_damaged_record"},
       false},
  });
}

TEST(Disguise, LimitsAreNoHidingPlace) {
  ScanOptions options;
  options.limits.record_bytes = 10'000;
  options.limits.depth = 20;
  options.limits.carrier_depth = 2;
  std::string deep = "0";
  for (int i = 0; i < 30; ++i) deep = "{\"a\":" + deep + "}";
  std::string carried = Wanted();
  for (int i = 0; i < 2; ++i) carried = ToCompactJson(JsonValue::String(carried));
  const std::string too_deep = ToCompactJson(JsonValue::String(carried));
  const std::set<std::string> size = {"damaged_range", "limit_exceeded",
                                      "possible_match_in_damaged_record"};
  const std::set<std::string> depth = {"limit_exceeded", "possible_match_in_damaged_record"};
  Check(
      {
          {"size",
           Wanted(",\"a\":\"" + std::string(20'000, 'x') + "\"") + "\n" + Other(),
           {},
           size,
           false},
          {"depth", Wanted(",\"a\":" + deep) + "\n" + Other(), {}, depth, false},
          {"text in text", carried, {"Stop"}, {}},
          {"text in text in text", too_deep, {}, depth, false},
      },
      options);
  options.limits.decompressed_bytes = 1000;
  Check({{"decoded size", Gzip(std::string(2000, ' ') + Wanted()), {}, {"limit_exceeded"}, false}},
        options);
}

TEST(Disguise, CarriersAndEventsAtOnceAreReadAsBoth) {
  const std::string text = ToCompactJson(JsonValue::String(Wanted()));
  Check({
      {"event with records",
       Wanted(R"(,"Records":[)" + Wanted() + "]"),
       {"Stop", "Stop"},
       {"ambiguous_shape"}},
      {"event with text", Other(R"(,"CloudTrailEvent":)" + text), {"Stop"}, {"ambiguous_shape"}},
      {"records in records", R"({"Records":[{"Records":[)" + Wanted() + "]}]}", {"Stop"}, {}},
      {"array in array", "[[[" + Wanted() + "]]]", {"Stop"}, {}},
  });
}

TEST(Disguise, TimesThatCannotBeReadAreKept) {
  ScanOptions options;
  options.since = ParseTimestamp("2026-10-01T00:00:00Z");
  options.until = ParseTimestamp("2026-12-01T00:00:00Z");
  const std::string time = R"("2026-11-01T00:00:00Z")";
  Check(
      {
          {"inside", Wanted(), {"Stop"}, {}},
          {"outside", Wanted(time, R"("2025-11-01T00:00:00Z")"), {}, {}},
          {"missing", Wanted("eventTime", "time"), {"Stop"}, {"missing_time"}},
          {"null", Wanted(time, "null"), {"Stop"}, {"missing_time"}},
          {"absurd", Wanted(time, R"("2026-13-41T99:00:00Z")"), {"Stop"}, {"unparsable_time"}},
          {"words", Wanted(time, R"("yesterday")"), {"Stop"}, {"unparsable_time"}},
          {"object", Wanted(time, "{}"), {"Stop"}, {"unparsable_time"}},
          {"other form", Wanted(time, R"("2026-11-01 00:00:00+00:00")"), {"Stop"}, {}},
          {"epoch", Wanted(time, "1793491200"), {"Stop"}, {}},
      },
      options);
}

TEST(Disguise, ContentDecidesWhatAFileIs) {
  for (const char* name : {"log", "log.txt", "log.json", "log.gz", ".log", ".hidden/log", "core",
                           "AWSLogs/1/CloudTrail-Digest/us-east-1/log.json.gz", "log\n.json",
                           "log\x1b[2J", "log\xFF\xFE"}) {
    for (const bool compressed : {false, true}) {
      SCOPED_TRACE(name);
      const TempDir folder;
      folder.Write(name, compressed ? Gzip(Wanted()) : Wanted());
      const ScanResult result = RunScan({folder.path()}, Rules());
      ASSERT_THAT(Titles(result), ElementsAre("Stop"));
      EXPECT_EQ(result.matches[0].path, folder.Path(name));
      EXPECT_TRUE(result.summary.complete);
    }
  }
}

TEST(Disguise, LinksAndPipesNeitherLoopNorBlock) {
  const TempDir folder;
  const std::string log = folder.Write("a/log", Wanted());
  ASSERT_EQ(symlink("..", folder.Path("a/up").c_str()), 0);
  ASSERT_EQ(symlink("log", folder.Path("a/soft").c_str()), 0);
  ASSERT_EQ(symlink("circle", folder.Path("a/circle").c_str()), 0);
  ASSERT_EQ(link(log.c_str(), folder.Path("a/other").c_str()), 0);
  ASSERT_EQ(mkfifo(folder.Path("a/pipe").c_str(), 0600), 0);
  const ScanResult result = RunScan({folder.path(), folder.path()}, Rules());
  EXPECT_THAT(Titles(result), ElementsAre("Stop"));
  EXPECT_TRUE(result.summary.complete);
  EXPECT_EQ(result.summary.sources.skipped_by_reason.at("symlink"), 3U);
  EXPECT_EQ(result.summary.sources.skipped_by_reason.at("not_regular"), 1U);
  EXPECT_THAT(result.summary.sources.skipped_by_reason, Contains(testing::Key("already_scanned")));
}

TEST(Disguise, AnotherRecordWithTheSameIdIsJudgedAsWell) {
  const std::string variant = Wanted(R"(,"userAgent":"another")");
  Check({
      {"same", Wanted() + "\n" + Wanted(), {"Stop", "Stop"}, {}},
      {"other content", Wanted() + "\n" + variant, {"Stop", "Stop"}, {"conflicting_duplicate"}},
  });
}

}  // namespace
}  // namespace trailsift
