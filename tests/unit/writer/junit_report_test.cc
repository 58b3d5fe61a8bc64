#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "sample_report.h"
#include "writer/test_report.h"

namespace trailsift {
namespace {

TEST(FormatJUnitReport, ASuiteARuleACaseACase) {
  EXPECT_EQ(FormatJUnitReport(TestedRules(), SampleReport()),
            R"(<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="trailsift" tests="5" failures="1" errors="0" skipped="2" time="0">
  <testsuite name="First.Rule" file="rules/first.yml" tests="2" failures="1" errors="0" skipped="0" time="0">
    <testcase classname="First.Rule" name="deletes" file="rules/first.yml" line="40" time="0"/>
    <testcase classname="First.Rule" name="fails" file="rules/first.yml" line="52" time="0"><failure type="verdict" message="expected no match, got a match">rules/first.yml:52: First.Rule: fails: expected no match, got a match
decided by eventName eq &quot;StopLogging&quot; (line 14): saw &quot;StopLogging&quot;
decided by not (errorCode is_not_null) (line 17): saw missing
</failure></testcase>
  </testsuite>
  <testsuite name="Second.Rule" file="rules/second.yml" tests="2" failures="0" errors="0" skipped="1" time="0">
    <testcase classname="Second.Rule" name="quiet" file="rules/second.yml" line="20" time="0"/>
    <testcase classname="Second.Rule" name="okta" file="rules/second.yml" line="30" time="0"><skipped message="log type Okta.SystemLog">log type Okta.SystemLog</skipped></testcase>
  </testsuite>
  <testsuite name="Python.Rule" file="rules/python.yml" tests="1" failures="0" errors="0" skipped="1" time="0">
    <testcase classname="Python.Rule" name="whole rule" file="rules/python.yml" line="1" time="0"><skipped message="Python rule">Python rule</skipped></testcase>
  </testsuite>
</testsuites>
)");
}

std::vector<std::string> CaseNames(const std::string& xml) {
  std::vector<std::string> names;
  constexpr std::string_view kBefore = "\" name=\"";
  for (std::size_t at = xml.find(kBefore); at != std::string::npos; at = xml.find(kBefore, at)) {
    at += kBefore.size();
    names.push_back(xml.substr(at, xml.find('"', at) - at));
  }
  return names;
}

TEST(FormatJUnitReport, NamesAreUniqueInAClass) {
  using enum RuleTestOutcome::Status;
  RuleTestReport report;
  for (const char* name : {"a", "a #2", "a", "a", "b"}) {
    report.outcomes.push_back(SampleOutcome(0, name, 1, kPassed));
  }
  report.outcomes.push_back(SampleOutcome(1, "a", 1, kPassed));
  EXPECT_EQ(CaseNames(FormatJUnitReport(TestedRules(), report)),
            (std::vector<std::string>{"a", "a #2", "a #3", "a #4", "b", "a"}));
}

TEST(FormatJUnitReport, HostileTextStaysText) {
  RuleSet rules = TestedRules();
  RuleTestReport report = SampleReport();
  const std::string hostile = "\"/><x>&]]>\x1b\r\n\xff\ufffe'";
  const std::string content = "&quot;/&gt;&lt;x&gt;&amp;]]&gt;\\x1b\\x0d\n\\xff\\u{fffe}'";
  rules.rules[0].id = hostile;
  report.outcomes[1].name = report.outcomes[1].deciding[0].seen = hostile;
  const std::string xml = FormatJUnitReport(rules, report);
  EXPECT_EQ(xml.find("<x>"), std::string::npos);
  EXPECT_EQ(xml.find('\x1b'), std::string::npos);
  EXPECT_EQ(xml.find("]]>"), std::string::npos);
  EXPECT_NE(xml.find("saw " + content), std::string::npos) << xml;
}

TEST(FormatJUnitReport, AnEmptyReportIsADocument) {
  EXPECT_EQ(FormatJUnitReport({}, {}),
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
            "<testsuites name=\"trailsift\" tests=\"0\" failures=\"0\" errors=\"0\" skipped=\"0\" "
            "time=\"0\">\n</testsuites>\n");
}

}  // namespace
}  // namespace trailsift
