#include "writer/test_report.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>

#include "sample_report.h"

namespace trailsift {
namespace {

TEST(FormatTestReport, NamesFailuresAndSkips) {
  EXPECT_EQ(FormatTestReport(TestedRules(), SampleReport(), false, false),
            "rules/first.yml:52: FAIL First.Rule: fails\n"
            "  expected no match, got a match\n"
            "  decided by eventName eq \"StopLogging\" (line 14): saw \"StopLogging\"\n"
            "  decided by not (errorCode is_not_null) (line 17): saw missing\n"
            "rules/second.yml:30: SKIP Second.Rule: okta (log type Okta.SystemLog)\n"
            "rules/python.yml:1: SKIP Python.Rule (Python rule)\n"
            "2 passed, 1 failed, 1 skipped in 2 rules; 1 rule skipped\n");
}

TEST(FormatTestReport, ShowsPassingCasesOnRequest) {
  const std::string text = FormatTestReport(TestedRules(), SampleReport(), true, false);
  EXPECT_TRUE(
      text.starts_with("rules/first.yml:40: PASS First.Rule: deletes\n"
                       "  title: Logging deleted by mallory\n"
                       "rules/first.yml:52: FAIL"));
  EXPECT_NE(text.find("rules/second.yml:20: PASS Second.Rule: quiet\n"), std::string::npos);
}

TEST(FormatTestReport, NothingRunReadsAsNothingRun) {
  EXPECT_EQ(FormatTestReport({}, {}, false, false), "0 passed, 0 failed, 0 skipped in 0 rules\n");
}

TEST(FormatTestReport, HostileTextIsEscaped) {
  RuleSet rules = TestedRules();
  RuleTestReport report = SampleReport();
  const std::string hostile = "\x1b[2J\n\u202e";
  rules.rules[0].id = rules.rules[2].id = hostile;
  rules.rules[2].place.file = hostile;
  report.skipped_rules[0].reason = hostile;
  for (RuleTestOutcome& outcome : report.outcomes) {
    outcome.name = outcome.place.file = outcome.skip_reason = outcome.title = hostile;
    for (auto& leaf : outcome.deciding) leaf.condition = leaf.seen = hostile;
  }
  const std::string text = FormatTestReport(rules, report, true, false);
  EXPECT_EQ(text.find('\x1b'), std::string::npos);
  EXPECT_EQ(text.find("\u202e"), std::string::npos);
  EXPECT_EQ(std::count(text.begin(), text.end(), '\n'), 10);
}

TEST(FormatTestReport, AProblemStandsInPlaceOfAVerdict) {
  RuleTestReport report = SampleReport();
  report.outcomes[1].problem = "the Log cannot be read as a record: \x1b";
  const std::string text = FormatTestReport(TestedRules(), report, false, false);
  EXPECT_NE(text.find("FAIL First.Rule: fails\n  the Log cannot be read as a record: \\x1b\n"),
            std::string::npos);
  EXPECT_EQ(text.find("expected no match"), std::string::npos);
  EXPECT_NE(FormatJUnitReport(TestedRules(), report).find("the Log cannot be read as a record"),
            std::string::npos);
}

TEST(FormatTestReport, ColoursTheVerdictOnly) {
  EXPECT_NE(FormatTestReport(TestedRules(), SampleReport(), false, true)
                .find("rules/first.yml:52: \x1b[1;31mFAIL\x1b[0m First.Rule: fails\n"),
            std::string::npos);
}

}  // namespace
}  // namespace trailsift
