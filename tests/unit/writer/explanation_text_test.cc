#include "writer/explanation_text.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>

#include "unit/matcher/conditions.h"
#include "writer/terminal_text.h"

namespace trailsift {
namespace {

Rule StoppedLogging() {
  Rule rule;
  rule.id = "My.Rule";
  rule.condition = All({IsIn("eventName", {"StopLogging", "DeleteTrail", "UpdateTrail"}),
                        Any({Not(Exists("errorCode")), Equals("userAgent", "x")})});
  return rule;
}

ExplainedRecord Explained(const Rule& rule, const std::string& json) {
  ExplainedRecord record;
  record.explanation = ExplainRule(rule, *ParseJson(json));
  record.compiled_matches = record.explanation.matches;
  record.path = "logs/a.json";
  record.place.line = 3;
  record.place.column = 14;
  record.event_time = "2026-11-03T03:12:45Z";
  record.event_name = "StopLogging";
  return record;
}

constexpr const char* kDenied =
    R"({"eventName":"StopLogging","errorCode":"AccessDenied","userAgent":"aws-cli"})";

TEST(FormatExplanation, ShowsTheTreeAndMarksWhatAloneDecides) {
  const Rule rule = StoppedLogging();
  EXPECT_EQ(FormatExplanation(Explained(rule, kDenied), rule, {}),
            R"(NEAR MISS  logs/a.json:3:14
  2026-11-03T03:12:45Z  StopLogging  -
  false  Detection: all of
  true     eventName in ["StopLogging", "DeleteTrail", "UpdateTrail"]  saw "StopLogging"
  false    any of
> false      not (errorCode exists)  saw "AccessDenied"
> false      userAgent eq "x"  saw "aws-cli"
)");
  EXPECT_TRUE(FormatExplanation(Explained(rule, R"({"eventName":"StopLogging"})"), rule, {})
                  .starts_with("MATCH      logs/a.json:3:14\n"));
  EXPECT_TRUE(FormatExplanation(Explained(rule, R"({"errorCode":"x"})"), rule, {})
                  .starts_with("NO MATCH   logs/a.json:3:14\n"));
}

TEST(FormatExplanation, WrapsConditionsAndCutsValuesOnANarrowTerminal) {
  const Rule rule = StoppedLogging();
  ExplainedRecord record = Explained(
      rule, R"({"eventName":"StopLogging","errorCode":"A very long code that fits on no line"})");
  record.event_id = "9d8ad616-fd35-4f2c-9eaa-3ca931b51313";
  record.path = "a/long/way/to/the/logs/that/were/found/a.json";
  EXPECT_EQ(FormatExplanation(record, rule, {.colour = false, .width = 50}),
            R"(NEAR MISS  …o/the/logs/that/were/found/a.json:3:14
  2026-11-03T03:12:45Z  StopLogging  -
  9d8ad616-fd35-4f2c-9eaa-3ca931b51313
  false  Detection: all of
  true     eventName in ["StopLogging",
               "DeleteTrail", "UpdateTrail"]
             saw "StopLogging"
  false    any of
> false      not (errorCode exists)
               saw "A very long code that fits on…
> false      userAgent eq "x"  saw missing
)");
}

TEST(FormatExplanation, NoLineIsWiderThanTheTerminal) {
  Rule rule = StoppedLogging();
  const std::string hostile = R"(中文字\u001b[2J\u202e\n::error::)";
  rule.condition = All({rule.condition, IsIn("a b.c", {"\x1b[31m", "e\u0301\u202e", "x y z"})});
  rule.inline_filter = Equals("awsRegion", "eu-west-1");
  ExplainedRecord record =
      Explained(rule, R"({"eventName":"StopLogging","errorCode":")" + hostile + R"("})");
  record.event_name = record.path = "\x1b[2J中文字 \u202e\n";
  for (std::size_t width = 40; width <= 160; ++width) {
    SCOPED_TRACE(width);
    const std::string text = FormatExplanation(record, rule, {.colour = false, .width = width});
    EXPECT_EQ(text.find('\x1b'), std::string::npos);
    EXPECT_EQ(text.find("\u202e"), std::string::npos);
    for (std::size_t begin = 0; begin < text.size();) {
      const std::size_t end = text.find('\n', begin);
      const std::string line = text.substr(begin, end - begin);
      EXPECT_LE(DisplayWidth(line), width) << line;
      EXPECT_FALSE(line.empty() || line.back() == ' ') << text;
      EXPECT_FALSE(line.starts_with("::"));
      begin = end + 1;
    }
  }
}

TEST(FormatExplanation, ShowsTheInlineFilterAsATreeOfItsOwn) {
  Rule rule = StoppedLogging();
  rule.inline_filter = Equals("awsRegion", "eu-west-1");
  const std::string text = FormatExplanation(
      Explained(rule, R"({"eventName":"StopLogging","awsRegion":"us-east-1"})"), rule, {});
  EXPECT_NE(text.find("\n> false  InlineFilters: awsRegion eq \"eu-west-1\"  saw \"us-east-1\"\n"
                      "  true   Detection: all of\n"),
            std::string::npos)
      << text;
}

TEST(FormatExplanation, ShowsElementsOfListsByTheirIndex) {
  Rule rule;
  rule.condition.element_conditions.push_back(All({Exists("a"), Equals("b", "x")}));
  rule.condition.root =
      rule.condition.Add({ElementTest{*ParseKeyPath("l"), Group::Kind::kAny, 0}, {}});
  EXPECT_EQ(FormatExplanation(Explained(rule, R"({"l":[{"a":1},{"a":1,"b":"x"}]})"), rule, {}),
            R"(MATCH      logs/a.json:3:14
  2026-11-03T03:12:45Z  StopLogging  -
  true   Detection: any element of l: satisfied by 1 of 2  saw [{"a":1},{"a":1,"b":"x"}]
  false    [0] all of
  true       a exists  saw 1
  false      b eq "x"  saw missing
  true     [1] all of
  true       a exists  saw 1
  true       b eq "x"  saw "x"
)");
  EXPECT_NE(
      FormatExplanation(Explained(rule, R"({"l":"text"})"), rule, {})
          .find("false  Detection: any element of l: a exists and b eq \"x\"  saw \"text\"\n"),
      std::string::npos);

  std::string many = R"({"l":[)";
  for (int i = 0; i < 50; ++i) many += R"({"a":1},)";
  const std::string text =
      FormatExplanation(Explained(rule, many + R"({"a":1,"b":"x"}]})"), rule, {});
  EXPECT_NE(text.find("satisfied by 1 of 51"), std::string::npos) << text;
  EXPECT_NE(text.find("false    [4] all of"), std::string::npos);
  EXPECT_EQ(text.find("[5] all of"), std::string::npos);
  EXPECT_NE(text.find("true     [50] all of"), std::string::npos) << text;
  EXPECT_NE(text.find("\n           and 45 more elements\n"), std::string::npos) << text;
}

TEST(FormatExplanation, SaysWhereTheEvaluatorsDifferAndWhatIsMalformed) {
  const Rule rule = StoppedLogging();
  ExplainedRecord record = Explained(rule, kDenied);
  record.compiled_matches = true;
  EXPECT_NE(
      FormatExplanation(record, rule, {}).find("\n  THE EVALUATORS DIFFER: a scan says match\n"),
      std::string::npos);
  EXPECT_TRUE(record.evaluators_differ());
  record.fault = "byte 7 of the record: expected a value";
  EXPECT_FALSE(record.evaluators_differ());
  EXPECT_NE(FormatExplanation(record, rule, {})
                .find("\n  malformed, byte 7 of the record: expected a value; the verdicts are on "
                      "what can be read\n  a scan reads on behind the fault and says match\n"),
            std::string::npos);
}

TEST(FormatExplanation, ColoursVerdictsOnly) {
  const Rule rule = StoppedLogging();
  const std::string text = FormatExplanation(Explained(rule, kDenied), rule, {.colour = true});
  EXPECT_TRUE(text.starts_with("\x1b[1;33mNEAR MISS\x1b[0m  logs/a.json")) << text;
  EXPECT_NE(text.find("\n> \x1b[31mfalse\x1b[0m      userAgent eq"), std::string::npos) << text;
}

TEST(DescribeExplained, IsNeverSilent) {
  Rule rule = StoppedLogging();
  EXPECT_EQ(DescribeExplained(rule, {}, false),
            "Rule My.Rule: 0 matches, 0 near misses and 0 others in 0 events");
  EXPECT_EQ(DescribeExplained(rule, {.records = 4, .matches = 1, .near_misses = 1}, false),
            "Rule My.Rule: 1 match, 1 near miss and 2 others in 4 events; --all shows the others, "
            "too");
  EXPECT_EQ(DescribeExplained(rule, {.records = 1}, true),
            "Rule My.Rule: 0 matches, 0 near misses and 1 other in 1 event");
}

}  // namespace
}  // namespace trailsift
