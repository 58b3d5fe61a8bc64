#include <gtest/gtest.h>

#include <string>

#include "sample_report.h"
#include "writer/test_report.h"

namespace trailsift {
namespace {

TEST(FormatTapReport, APointACaseWithABlockWhereItFailed) {
  EXPECT_EQ(FormatTapReport(TestedRules(), RareReport()),
            R"tap(TAP version 14
1..7
ok 1 - First.Rule: deletes
not ok 2 - First.Rule: fails
  ---
  message: 'expected no match, got a match'
  severity: fail
  at:
    file: 'rules/first.yml'
    line: 52
  expected: false
  got: true
  decided:
    - 'decided by inline filter awsRegion eq "eu-west-1" (line 9): saw "eu-west-1"'
    - 'decided by any(items: port eq 22) (line 14): saw [{"port":80},{"port":22}], satisfied by 1 of 2 elements'
    - '  [1] port eq 22 (line 17): saw 22'
    - 'decided by a eq field:b (line 20): saw 1 and missing'
    - 'decided by never (line 22)'
  ...
ok 3 - Second.Rule: quiet
ok 4 - Second.Rule: okta # SKIP log type Okta.SystemLog
not ok 5 - Second.Rule: number of tests
  ---
  message: 'it has 1 test and needs 2'
  severity: fail
  at:
    file: 'rules/second.yml'
    line: 1
  ...
ok 6 - Python.Rule # SKIP Python rule
not ok 7 - rules/broken.yml: loads
  ---
  message: 'unknown condition "Equal"'
  severity: fail
  at:
    file: 'rules/broken.yml'
    line: 14
  errors:
    - 'rules/broken.yml:14:18: unknown condition "Equal"'
    - 'rules/broken.yml:15:18: unknown condition "Equal"'
  ...
)tap");
}

TEST(FormatTapReport, HostileTextStaysInItsPlace) {
  RuleTestReport report = SampleReport();
  report.outcomes[0].name = "a # SKIP b\\\nok 9 - \x1b";
  report.outcomes[1].name = "# TODO";
  report.outcomes[1].problem = "x\n...\n'\u202e";
  report.outcomes[3].skip_reason = "#\n";
  const std::string text = FormatTapReport(TestedRules(), report);
  EXPECT_NE(text.find("\nok 1 - First.Rule: a \\# SKIP b\\\\\\x0aok 9 - \\x1b\n"),
            std::string::npos)
      << text;
  EXPECT_NE(text.find("\nnot ok 2 - First.Rule: \\# TODO\n"), std::string::npos);
  EXPECT_NE(text.find("\n  message: 'x\\x0a...\\x0a''\\u{202e}'\n"), std::string::npos) << text;
  EXPECT_NE(text.find(" # SKIP \\#\\x0a\n"), std::string::npos);
}

TEST(FormatTapReport, ShowsTheNotationAsItIs) {
  RuleTestReport report = SampleReport();
  report.outcomes[1].decided_by = {SampleLeaf(R"(a eq "it's \\d")", 14, R"("C:\\")")};
  const std::string text = FormatTapReport(TestedRules(), report);
  EXPECT_NE(text.find(R"(    - 'decided by a eq "it''s \\d" (line 14): saw "C:\\"')"),
            std::string::npos)
      << text;
}

// Its reader may see no exit status.
TEST(FormatTapReport, ARunWithoutAVerdictIsNoSuccess) {
  EXPECT_EQ(FormatTapReport({}, {}), "TAP version 14\n1..0\nBail out! no test case was run\n");
}

}  // namespace
}  // namespace trailsift
