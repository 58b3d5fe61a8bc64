#include "writer/lint_report.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "event/json_value.h"

namespace trailsift {
namespace {

using testing::HasSubstr;
using testing::Not;

LintReport ReportOn(const std::string& text) { return LintRuleText(text, "rules/a.yml", false); }

const JsonValue* At(const JsonValue& value, std::initializer_list<const char*> names) {
  const JsonValue* at = &value;
  for (const char* name : names) {
    if (at == nullptr) return nullptr;
    at = at->kind == ValueKind::kList ? &at->elements.at(std::stoul(name)) : at->Find(name);
  }
  return at;
}

TEST(FormatLintSarif, CountsColumnsInUtf16Units) {
  const LintReport report = ReportOn("AnalysisType: rule\n\"\u00fc\U0001F408\": x\nServerity: x\n");
  const std::string text = FormatLintSarif(report, {1, {}, {}, "/work"});
  const auto document = ParseJson(text);
  ASSERT_TRUE(document);
  const JsonValue& results = *At(*document, {"runs", "0", "results"});
  const JsonValue* region = nullptr;
  for (const JsonValue& result : results.elements) {
    const JsonValue* at = At(result, {"locations", "0", "physicalLocation", "region"});
    if (at->Find("startLine")->text == "2") region = at;
  }
  ASSERT_NE(region, nullptr);
  EXPECT_EQ(region->Find("startColumn")->text, "1");
  // Two quotation marks, one unit and a pair of them; eight bytes.
  EXPECT_EQ(region->Find("endColumn")->text, "6");
}

TEST(FormatLintSarif, KeepsTheGravestFindings) {
  LintReport report;
  Diagnostic finding;
  finding.code = "unknown-field";
  finding.level = Diagnostic::Level::kWarning;
  finding.place = {"a.yml", 1, 1};
  finding.message = "a warning";
  report.findings.assign(kMaximumLintResults, finding);
  EXPECT_THAT(FormatLintSarif(report, {}), Not(HasSubstr("TS2001")));
  finding.code = "unknown-condition";
  finding.level = Diagnostic::Level::kError;
  finding.message = "an error";
  report.findings.push_back(finding);
  const std::string text = FormatLintSarif(report, {1, {}, {}, ""});
  EXPECT_THAT(text, HasSubstr("\"text\":\"an error\""));
  EXPECT_THAT(text, HasSubstr("1 of 25001 findings were left out."));
  EXPECT_THAT(text, HasSubstr(R"("results":{"total":25001,"written":25000,"omitted":1})"));
}

TEST(FormatLintText, EscapesFixesAndCodes) {
  LintReport report;
  Diagnostic finding;
  finding.code = "unknown-key";
  finding.place = {"a\x1b.yml", 3, 1};
  finding.message = "wrong";
  finding.source_line = "x";
  finding.fix = "a\nb";
  report.findings = {finding};
  EXPECT_EQ(FormatLintText(report, false),
            "a\\x1b.yml:3:1: error: wrong [unknown-key]\n"
            "   3 | x\n"
            "     | ^\n"
            "     | fix: a\\x0ab\n");
}

TEST(FormatLintStepSummary, IsCutToItsLimit) {
  LintReport report;
  Diagnostic finding;
  finding.code = "unknown-key";
  finding.place = {"a.yml", 3, 1};
  finding.message = std::string(100, 'x');
  report.findings.assign(100, finding);
  const std::string text = FormatLintStepSummary(report, 2000);
  EXPECT_LE(text.size(), 2000U);
  EXPECT_THAT(text, HasSubstr("100 errors, 0 warnings and 0 notes in 0 rules (0 files)"));
}

}  // namespace
}  // namespace trailsift
