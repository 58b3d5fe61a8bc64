#include "writer/test_report.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>

#include "sample_report.h"

namespace trailsift {
namespace {

std::string Format(const RuleTestReport& report, const TestReportOptions& options = {}) {
  return FormatTestReport(TestedRules(), report, options);
}

TEST(FormatTestReport, NamesFailuresAndSkips) {
  EXPECT_EQ(Format(SampleReport()),
            "rules/first.yml:52: FAIL First.Rule: fails\n"
            "  expected no match, got a match\n"
            "  decided by eventName eq \"StopLogging\" (line 14): saw \"StopLogging\"\n"
            "  decided by not (errorCode is_not_null) (line 17): saw missing\n"
            "rules/second.yml:30: SKIP Second.Rule: okta (log type Okta.SystemLog)\n"
            "rules/python.yml:1: SKIP Python.Rule (Python rule)\n"
            "2 passed, 1 failed, 1 skipped; rules: 1 passed, 1 failed, 1 skipped\n");
}

TEST(FormatTestReport, ShowsFiltersElementsPairsAndWhatIsMissing) {
  EXPECT_EQ(
      Format(RareReport()),
      "rules/first.yml:52: FAIL First.Rule: fails\n"
      "  expected no match, got a match\n"
      "  decided by inline filter awsRegion eq \"eu-west-1\" (line 9): saw \"eu-west-1\"\n"
      "  decided by any(items: port eq 22) (line 14): saw [{\"port\":80},{\"port\":22}], "
      "satisfied by 1 of 2 elements\n"
      "    [1] port eq 22 (line 17): saw 22\n"
      "  decided by a eq field:b (line 20): saw 1 and missing\n"
      "  decided by never (line 22)\n"
      "rules/second.yml:30: SKIP Second.Rule: okta (log type Okta.SystemLog)\n"
      "rules/second.yml:1: FAIL Second.Rule: too few tests\n"
      "  it has 1 test and needs 2\n"
      "rules/python.yml:1: SKIP Python.Rule (Python rule)\n"
      "2 passed, 1 failed, 1 skipped; rules: 0 passed, 2 failed, 1 skipped; errors in 1 path\n");
}

TEST(FormatTestReport, ShowsPassingCasesAndMatchesOnRequest) {
  const std::string text = Format(SampleReport(), {.show_passing = true});
  EXPECT_TRUE(
      text.starts_with("rules/first.yml:40: PASS First.Rule: deletes\n"
                       "  title:    Logging deleted by mallory\n"
                       "  dedup:    mallory\n"
                       "  severity: high\n"
                       "  context:\n"
                       "    eventName: \"StopLogging\"\n"
                       "    actor: null\n"
                       "rules/first.yml:52: FAIL"))
      << text;
  EXPECT_NE(text.find("rules/second.yml:20: PASS Second.Rule: quiet\n"), std::string::npos);
}

TEST(FormatTestReport, CountsRulesByOutcomeUnlessAllPassed) {
  RuleTestReport report;
  EXPECT_EQ(Format(report), "0 passed, 0 failed, 0 skipped in 0 rules\n");
  report.cases.passed = 3;
  report.rules.passed = 1;
  EXPECT_EQ(Format(report), "3 passed, 0 failed, 0 skipped in 1 rule\n");
  report.cases.skipped = 1;
  EXPECT_EQ(Format(report), "3 passed, 0 failed, 1 skipped in 1 rule\n");
  report.rules.skipped = 1;
  EXPECT_EQ(Format(report),
            "3 passed, 0 failed, 1 skipped; rules: 1 passed, 0 failed, 1 skipped\n");
}

TEST(FormatTestReport, DoublesBackslashesOfNamesButNotOfTheNotation) {
  RuleTestReport report = SampleReport();
  report.outcomes[0].name = R"(C:\x1b)";
  report.outcomes[0].match->context = {{R"(\)", R"("C:\\")"}};
  report.outcomes[1].decided_by = {SampleLeaf(R"(a eq "C:\\")", 14, R"("C:\\")")};
  const std::string text = Format(report, {.show_passing = true});
  EXPECT_NE(text.find(R"(PASS First.Rule: C:\\x1b)"), std::string::npos) << text;
  EXPECT_NE(text.find(R"(    \\: "C:\\")"), std::string::npos) << text;
  EXPECT_NE(text.find(R"(decided by a eq "C:\\" (line 14): saw "C:\\")"), std::string::npos)
      << text;
}

TEST(FormatTestReport, HostileTextIsEscaped) {
  RuleSet rules = TestedRules();
  RuleTestReport report = RareReport();
  const std::string hostile = "\x1b[2J\n\u202e";
  for (Rule& rule : rules.rules) rule.id = rule.place.file = hostile;
  report.skipped_rules[0].text = report.missed_minimum[0].text = hostile;
  for (RuleTestOutcome& outcome : report.outcomes) {
    outcome.name = outcome.place.file = outcome.skip_reason = hostile;
    outcome.match = {hostile, hostile, Severity::kLow, {{hostile, hostile}}};
    for (auto* leaves : {&outcome.decided_by, &outcome.decided_by_filter}) {
      for (DecidingLeaf& leaf : *leaves) leaf.condition = leaf.seen = leaf.other_seen = hostile;
    }
  }
  const std::string text = FormatTestReport(rules, report, {.show_passing = true});
  EXPECT_EQ(text.find('\x1b'), std::string::npos);
  EXPECT_EQ(text.find("\u202e"), std::string::npos);
  const std::string harmless = Format(RareReport(), {.show_passing = true});
  const auto lines = [](const std::string& all) {
    return std::count(all.begin(), all.end(), '\n');
  };
  // Two cases, the second and the third, have a match here and none there.
  EXPECT_EQ(lines(text), lines(harmless) + 2 * 5 - 1);
}

// A line that began with "::error" would be a command where GitHub Actions reads the output.
TEST(FormatTestReport, NoLineBeginsAsAWorkflowCommand) {
  RuleTestReport report = SampleReport();
  report.outcomes[1].place.file = "::error::x.yml";
  report.outcomes[3].place.file = "##[group]x.yml";
  const std::string text = Format(report);
  EXPECT_TRUE(text.starts_with("\\x3a:error::x.yml:52: FAIL")) << text;
  EXPECT_NE(text.find("\n\\x23#[group]x.yml:30: SKIP"), std::string::npos) << text;
}

TEST(FormatTestReport, AProblemStandsInPlaceOfAVerdict) {
  RuleTestReport report = SampleReport();
  report.outcomes[1].problem = "the Log cannot be read as a record: \x1b";
  const std::string text = Format(report);
  EXPECT_NE(text.find("FAIL First.Rule: fails\n  the Log cannot be read as a record: \\x1b\n"),
            std::string::npos);
  EXPECT_EQ(text.find("expected no match"), std::string::npos);
  EXPECT_NE(FormatJUnitReport(TestedRules(), report).find("the Log cannot be read as a record"),
            std::string::npos);
}

TEST(FormatTestReport, ColoursTheVerdictOnly) {
  EXPECT_NE(Format(SampleReport(), {.colour = true})
                .find("rules/first.yml:52: \x1b[1;31mFAIL\x1b[0m First.Rule: fails\n"),
            std::string::npos);
}

}  // namespace
}  // namespace trailsift
