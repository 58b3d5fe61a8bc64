#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
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

// The names of all elements in order, or "not well-formed: …" as the last. Knows as much of XML as
// the report uses.
std::vector<std::string> Elements(std::string_view xml) {
  std::vector<std::string> names;
  std::vector<std::string> open;
  const auto fail = [&names](std::string_view rest) {
    names.push_back("not well-formed: " + std::string(rest.substr(0, 40)));
    return names;
  };
  xml.remove_prefix(xml.find("?>") + 2);
  while (!xml.empty()) {
    if (xml.front() != '<') {
      const std::string_view text = xml.substr(0, xml.find('<'));
      if (text.find('>') != std::string_view::npos) return fail(xml);
      xml.remove_prefix(text.size());
      continue;
    }
    const std::size_t end = xml.find('>');
    if (end == std::string_view::npos) return fail(xml);
    std::string_view tag = xml.substr(1, end - 1);
    const std::string name(tag.substr(0, tag.find(' ')));
    if (tag.front() == '/') {
      if (open.empty() || "/" + open.back() != name) return fail(xml);
      open.pop_back();
    } else {
      if (std::count(tag.begin(), tag.end(), '"') % 2 != 0) return fail(xml);
      names.push_back(name);
      if (tag.back() != '/') open.push_back(name);
    }
    xml.remove_prefix(end + 1);
  }
  return open.empty() ? names : fail(open.back());
}

// The sum of an attribute over the elements that begin with `element`.
std::uint64_t Sum(std::string_view xml, const std::string& element, const std::string& attribute) {
  std::uint64_t sum = 0;
  const std::string before = " " + attribute + "=\"";
  for (std::size_t at = xml.find(element); at != std::string_view::npos;
       at = xml.find(element, at + 1)) {
    sum += std::stoull(std::string(xml.substr(xml.find(before, at) + before.size(), 20)));
  }
  return sum;
}

TEST(FormatJUnitReport, TellsTooFewTestsAndFilesThatDoNotLoad) {
  const std::string xml = FormatJUnitReport(TestedRules(), RareReport());
  EXPECT_NE(
      xml.find(
          R"(<testcase classname="Second.Rule" name="number of tests" file="rules/second.yml" )"
          R"(line="1" time="0"><failure type="minimum" message="it has 1 test and needs 2">)"
          R"(it has 1 test and needs 2</failure></testcase>)"),
      std::string::npos)
      << xml;
  EXPECT_NE(
      xml.find(
          R"(  <testsuite name="rules/broken.yml" file="rules/broken.yml" tests="1" failures="0" errors="1" skipped="0" time="0">
    <testcase classname="rules/broken.yml" name="loads" file="rules/broken.yml" line="14" time="0"><error type="load" message="unknown condition &quot;Equal&quot;">rules/broken.yml:14:18: error: unknown condition &quot;Equal&quot;
rules/broken.yml:15:18: error: unknown condition &quot;Equal&quot;
</error></testcase>
  </testsuite>
)"),
      std::string::npos)
      << xml;
}

TEST(FormatJUnitReport, LeavesDetailsOutRatherThanGrowTooLarge) {
  RuleTestReport report = SampleReport();
  report.outcomes[1].decided_by[0].seen.assign(21'000'000, 'x');
  const std::string xml = FormatJUnitReport(TestedRules(), report);
  EXPECT_LT(xml.size(), 10'000U);
  EXPECT_NE(xml.find(">left out, since the report is too large already</failure>"),
            std::string::npos);
}

TEST(FormatJUnitReport, CountsAddUp) {
  const std::string xml = FormatJUnitReport(TestedRules(), RareReport());
  const std::vector<std::string> elements = Elements(xml);
  const auto number = [&elements](std::string_view name) {
    return static_cast<std::uint64_t>(std::count(elements.begin(), elements.end(), name));
  };
  const std::pair<const char*, const char*> kinds[] = {
      {"tests", "testcase"}, {"failures", "failure"}, {"errors", "error"}, {"skipped", "skipped"}};
  for (const auto& [attribute, element] : kinds) {
    SCOPED_TRACE(attribute);
    EXPECT_EQ(Sum(xml, "<testsuites ", attribute), number(element));
    EXPECT_EQ(Sum(xml, "<testsuite ", attribute), number(element));
  }
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
  report.outcomes[1].name = report.outcomes[1].decided_by[0].seen = hostile;
  const std::string xml = FormatJUnitReport(rules, report);
  EXPECT_EQ(xml.find("<x>"), std::string::npos);
  EXPECT_EQ(xml.find('\x1b'), std::string::npos);
  EXPECT_EQ(xml.find("]]>"), std::string::npos);
  EXPECT_EQ(Elements(xml), Elements(FormatJUnitReport(TestedRules(), SampleReport())));
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
