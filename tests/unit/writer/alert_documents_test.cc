// What the formats write of alerts and signals.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "event/json_value.h"
#include "sample_document.h"
#include "writer/writer.h"

namespace trailsift {
namespace {

using testing::EndsWith;
using testing::HasSubstr;
using testing::StartsWith;

// The matches as alerts, through a writer for alerts.
std::string Written(OutputFormat format, std::vector<Match> matches, WriterOptions options = {}) {
  SampleDocument document;
  document.matches = std::move(matches);
  document.options = options;
  document.description.alerts = true;
  return document.Write([format](const SampleDocument& sample, OutputStream& stream) {
    return MakeWriter(format, stream, sample.rules, sample.description, sample.options);
  });
}

WriterOptions Terminal(std::size_t width) {
  WriterOptions options;
  options.terminal = true;
  options.width = width;
  return options;
}

Match At(const std::string& time, const std::string& actor = "mallory", RuleNumber rule = 0,
         Severity severity = Severity::kMedium) {
  Match match = SampleDocumentMatch();
  match.event_time = ParseTimestamp(time);
  match.event_id.text = time + actor;
  match.actor_user = actor;
  match.rule = rule;
  match.severity = severity;
  return match;
}

Match Signal(const std::string& time) {
  Match match = At(time, "eve", 1, Severity::kCritical);
  match.signal = true;
  return match;
}

std::vector<Match> Mixture() {
  Match unknown = At("", "trudy");
  unknown.title = "Logging deleted by somebody";
  unknown.dedup = "other";
  return {At("2026-11-01T03:12:05Z", "jordan.doe@example.com", 0, Severity::kCritical),
          At("2026-11-01T03:00:00Z"),
          At("2026-11-01T04:00:00Z", "eve", 1, Severity::kHigh),
          unknown,
          At("2026-11-01T03:30:00Z", "mallory"),
          Signal("2026-11-01T00:00:00Z")};
}

TEST(AlertTable, IsALineAnAlertThenALineASignal) {
  EXPECT_EQ(
      Written(OutputFormat::kTable, Mixture()),
      "FIRST                 SPAN    SEVERITY  COUNT  ACTOR       RULE                 TITLE\n"
      "2026-11-01T03:00:00Z  30m00s  critical      3  mallory +1  AWS.Bedrock.Deleted  Logging "
      "deleted\n"
      "2026-11-01T04:00:00Z  -       high          1  eve         User.Rule            Logging "
      "deleted\n"
      "-                     -       medium        1  trudy       AWS.Bedrock.Deleted  Logging "
      "deleted by somebody\n"
      "2026-11-01T00:00:00Z  -       signal        1  eve         User.Rule            "
      "User.Rule\n");
  EXPECT_EQ(Written(OutputFormat::kTable, {}), "");
}

TEST(AlertTable, FitsOnEightyColumns) {
  std::vector<Match> matches = Mixture();
  matches[1].actor_user = "jordan.doe@example.com";
  matches[1].title = "Bedrock model invocation logging deleted by jordan.doe@example.com";
  EXPECT_EQ(Written(OutputFormat::kTable, matches, Terminal(80)),
            "FIRST                 SPAN    SEVERITY  COUNT  ACTOR         TITLE\n"
            "2026-11-01T03:00:00Z  30m00s  critical      3  jordan.doe@…  Bedrock model invo…\n"
            "2026-11-01T04:00:00Z  -       high          1  eve           Logging deleted\n"
            "-                     -       medium        1  trudy         Logging deleted by…\n"
            "2026-11-01T00:00:00Z  -       signal        1  eve           User.Rule\n");
}

TEST(AlertTable, SpansAreReadable) {
  const std::vector<std::pair<std::string, std::string>> cases = {
      {"2026-11-01T00:00:00Z", "0s"},    {"2026-11-01T00:00:59.9Z", "59s"},
      {"2026-11-01T00:01:00Z", "1m00s"}, {"2026-11-01T00:59:59Z", "59m59s"},
      {"2026-11-01T01:00:00Z", "1h00m"}, {"2026-11-01T23:59:59Z", "23h59m"},
      {"2026-11-02T00:00:00Z", "1d00h"}, {"2026-11-11T13:59:00Z", "10d13h"},
  };
  for (const auto& [last, span] : cases) {
    SampleDocument document;
    document.rules.rules[0].dedup_period_minutes = 60 * 24 * 30;
    document.description.alerts = true;
    document.matches = {At("2026-11-01T00:00:00Z"), At(last)};
    EXPECT_THAT(document.Write([](const SampleDocument& sample, OutputStream& stream) {
      return MakeWriter(OutputFormat::kTable, stream, sample.rules, sample.description,
                        sample.options);
    }),
                HasSubstr("Z  " + span + " "));
  }
}

TEST(AlertCsv, IsARowAnAlertThenARowASignal) {
  Match first = At("2026-11-01T03:00:00Z", "=1");
  first.flags = {"salvaged"};
  Match second = At("2026-11-01T03:01:00Z", "eve");
  second.aws_region.text = "eu-west-1";
  second.flags = {"malformed"};
  EXPECT_EQ(
      Written(OutputFormat::kCsv, {first, second, Signal("2026-11-01T00:00:00Z")}),
      "rule_id,rule_name,severity,title,count,first_time,last_time,window_end,event_names,"
      "aws_regions,recipient_account_ids,source_ip_addresses,actor_users,mitre_attack,dedup,flags,"
      "path,member,record,line,column,byte_offset\r\n"
      "AWS.Bedrock.Deleted,AWS Bedrock logging deleted,medium,Logging deleted,2,"
      "2026-11-01T03:00:00Z,2026-11-01T03:01:00Z,2026-11-01T04:00:00Z,"
      "DeleteModelInvocationLoggingConfiguration,\"us-east-1;eu-west-1\",111122223333,198.51.100.7,"
      "\"'=1;eve\",TA0005:T1562.003,Logging deleted,\"malformed;salvaged\",logs/a.json.gz,,0,1,13,"
      "12\r\n"
      "User.Rule,User.Rule,,,1,2026-11-01T00:00:00Z,2026-11-01T00:00:00Z,,"
      "DeleteModelInvocationLoggingConfiguration,us-east-1,111122223333,198.51.100.7,eve,"
      "\"T1070;AML.T0024\",,signal,logs/a.json.gz,,0,1,13,12\r\n");
}

JsonValue Parsed(const std::string& text) {
  auto value = ParseJson(text);
  EXPECT_TRUE(value) << text;
  return value ? std::move(*value) : JsonValue();
}

TEST(AlertJson, HoldsItsMatchesWhole) {
  Match first = At("2026-11-01T03:00:00Z");
  first.summary = {{"userAgent", {"\"a\u202e\"", "{\"n\":1.0}"}}, {"gone", {}}};
  Match second = At("2026-11-01T03:01:00Z");
  second.summary = {{"userAgent", {"\"a\u202e\""}}, {"gone", {}}};
  const std::string lines = Written(OutputFormat::kJsonLines, {first, second});
  EXPECT_THAT(lines, StartsWith(R"({"schema":"trailsift.alert/1","rule_id":"AWS.Bedrock.Deleted",)"
                                R"("rule_name":"AWS Bedrock logging deleted","severity":"medium",)"
                                R"("title":"Logging deleted","dedup":"Logging deleted","count":2,)"
                                R"("threshold":1,"first_time":"2026-11-01T03:00:00Z",)"
                                R"("last_time":"2026-11-01T03:01:00Z","window":{"start":)"
                                R"("2026-11-01T03:00:00Z","end":"2026-11-01T04:00:00Z"},)"
                                R"("mitre_attack":[{"tactic":"TA0005","technique":"T1562.003"}],)"
                                R"("description":"The logging configuration was removed.",)"));
  EXPECT_THAT(lines, HasSubstr(R"("summary":{"userAgent":{"values":[{"value":"a\u202e","count":2},)"
                               R"({"value":{"n":1.0},"count":1}],"others":0},)"
                               R"("gone":{"values":[],"others":0}},"matches":[{"schema":)"
                               R"("trailsift.match/1",)"));
  EXPECT_THAT(lines, EndsWith("}]}\n"));
  const JsonValue alert = Parsed(lines.substr(0, lines.size() - 1));
  EXPECT_EQ(At(alert, "/matches")->elements.size(), 2U);
  EXPECT_EQ(TextAt(alert, "/matches/1/event_time"), R"("2026-11-01T03:01:00Z")");
}

TEST(SignalJson, TellsRuleTimeAndContextAndWhereItWas) {
  EXPECT_EQ(Written(OutputFormat::kJsonLines, {Signal("2026-11-01T00:00:00Z")}),
            R"({"schema":"trailsift.signal/1","rule_id":"User.Rule","rule_name":"User.Rule",)"
            R"("event_time":"2026-11-01T00:00:00Z","flags":[],"location":{"path":"logs/a.json.gz",)"
            R"("member":null,"record":0,"line":1,"column":13,"byte_offset":12},"context":)"
            R"({"eventName":"DeleteModelInvocationLoggingConfiguration","userIdentity":)"
            R"({"type":"IAMUser","userName":"mallory"}}})"
            "\n");
}

TEST(AlertReport, IsWholeWithoutAlertsOrSignalsToo) {
  for (const auto& [matches, alerts, signals] :
       {std::tuple{std::vector<Match>{}, 0U, 0U},
        {std::vector{At("2026-11-01T00:00:00Z")}, 1U, 0U},
        {std::vector{Signal("2026-11-01T00:00:00Z")}, 0U, 1U},
        {Mixture(), 3U, 1U}}) {
    const JsonValue report = Parsed(Written(OutputFormat::kJson, matches));
    EXPECT_EQ(TextAt(report, "/schema"), "\"trailsift.alert-report/1\"");
    EXPECT_EQ(At(report, "/alerts")->elements.size(), alerts);
    EXPECT_EQ(At(report, "/signals")->elements.size(), signals);
    EXPECT_EQ(report.Find("matches"), nullptr);
    EXPECT_EQ(TextAt(report, "/summary/alerts/total"), std::to_string(alerts));
    EXPECT_EQ(TextAt(report, "/summary/matches/signals"), std::to_string(signals));
  }
}

TEST(AlertSarif, AResultStandsAtTheFirstMatchAndPointsAtTheOthers) {
  Match elsewhere = At("2026-11-01T03:01:00Z", "mallory", 0, Severity::kCritical);
  elsewhere.path = "logs/b.json";
  elsewhere.compressed = false;
  const JsonValue document = Parsed(Written(
      OutputFormat::kSarif, {elsewhere, At("2026-11-01T03:00:00Z"), Signal("2026-11-01T00:00:00Z"),
                             At("2026-11-01T05:00:00Z", "eve", 1)}));
  ASSERT_EQ(At(document, "/runs/0/results")->elements.size(), 2U) << "signals are no results";
  const JsonValue& result = *At(document, "/runs/0/results/0");
  EXPECT_EQ(TextAt(result, "/level"), "\"error\"");
  EXPECT_EQ(TextAt(result, "/message/text"),
            "\"Logging deleted (2 matches from 2026-11-01T03:00:00Z to 2026-11-01T03:01:00Z)\"");
  EXPECT_EQ(TextAt(result, "/locations/0/physicalLocation/artifactLocation/uri"),
            "\"logs/a.json.gz\"");
  ASSERT_EQ(At(result, "/relatedLocations")->elements.size(), 1U);
  EXPECT_EQ(TextAt(result, "/relatedLocations/0/id"), "1");
  EXPECT_EQ(TextAt(result, "/relatedLocations/0/physicalLocation/artifactLocation/uri"),
            "\"logs/b.json\"");
  EXPECT_EQ(TextAt(result, "/relatedLocations/0/message/text"),
            "\"a match at 2026-11-01T03:01:00Z\"");
  EXPECT_EQ(TextAt(result, "/properties/matches"), "2");
  EXPECT_EQ(TextAt(document, "/runs/0/results/1/message/text"), "\"Logging deleted\"");
  EXPECT_EQ(At(document, "/runs/0/results/1/relatedLocations"), nullptr);
}

TEST(AlertSarif, PointsAtSoManyMatchesAndCountsAll) {
  std::vector<Match> matches(300, At("2026-11-01T03:00:00Z"));
  const JsonValue document = Parsed(Written(OutputFormat::kSarif, matches));
  EXPECT_EQ(At(document, "/runs/0/results/0/relatedLocations")->elements.size(), 100U);
  EXPECT_EQ(TextAt(document, "/runs/0/results/0/properties/matches"), "300");
}

}  // namespace
}  // namespace trailsift
