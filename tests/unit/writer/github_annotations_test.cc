#include "writer/github_annotations.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>

#include "sample_report.h"
#include "writer/test_report.h"

namespace trailsift {
namespace {

using Level = Diagnostic::Level;

TEST(FormatAnnotations, WritesACommandForEach) {
  EXPECT_EQ(FormatAnnotations({{Level::kError, {"a/b.yml", 3, 5}, "Rule: case", "no"},
                               {Level::kWarning, {"b.yml", 0, 0}, "", "w"},
                               {Level::kNote, {}, "", "n"}}),
            "::error file=a/b.yml,line=3,col=5,title=Rule%3A case::no\n"
            "::warning file=b.yml::w\n"
            "::notice::n\n");
}

TEST(FormatAnnotations, NothingHostileLeavesItsPlace) {
  EXPECT_EQ(FormatAnnotations({{Level::kError,
                                {"a,line=9::x%\n.yml", 3, 0},
                                "t,file=x::\r",
                                "50% of\n::error::a:b,\r\x1b[31m\u202e"}}),
            "::error file=a%2Cline=9%3A%3Ax%25%0A.yml,line=3,title=t%2Cfile=x%3A%3A\\x0d::"
            "50%25 of%0A\\x3a:error::a:b,\\x0d\\x1b[31m\\u{202e}\n");
}

TEST(FormatAnnotations, WritesTenOfALevelAndCountsTheRest) {
  std::vector<GitHubAnnotation> annotations;
  for (int i = 0; i < 12; ++i) annotations.push_back({Level::kError, {}, "", "e"});
  for (int i = 0; i < 10; ++i) annotations.push_back({Level::kNote, {}, "", "n"});
  for (int i = 0; i < 11; ++i) annotations.push_back({Level::kWarning, {}, "", "w"});
  const std::string text = FormatAnnotations(annotations);
  EXPECT_EQ(std::count(text.begin(), text.end(), '\n'), 32);
  EXPECT_TRUE(text.ends_with("::w\nand 2 more errors\nand 1 more warning\n")) << text;
}

TEST(FormatMarkdownBlock, FencesTheTextWhateverIsInIt) {
  EXPECT_EQ(FormatMarkdownBlock("title", "text\n", 1000), "### title\n\n```text\ntext\n```\n\n");
  EXPECT_EQ(FormatMarkdownBlock("title", "a```b````\n", 1000),
            "### title\n\n`````text\na```b````\n`````\n\n");
}

TEST(FormatMarkdownBlock, IsCutAtALine) {
  std::string text;
  for (int i = 0; i < 100; ++i) text += "a line: q\n";
  const std::string whole = FormatMarkdownBlock("title", text, 10'000);
  EXPECT_EQ(FormatMarkdownBlock("title", text, whole.size()), whole);
  for (std::size_t maximum = 0; maximum < whole.size(); ++maximum) {
    SCOPED_TRACE(maximum);
    const std::string cut = FormatMarkdownBlock("title", text, maximum);
    EXPECT_LE(cut.size(), maximum);
    if (cut.empty()) continue;
    const auto kept = static_cast<int>(std::count(cut.begin(), cut.end(), 'q'));
    EXPECT_NE(cut.find("and " + std::to_string(100 - kept) + " more lines\n```\n"),
              std::string::npos)
        << cut;
  }
  EXPECT_EQ(FormatMarkdownBlock("title", text, 20), "");
}

TEST(FormatGitHubReport, AnnotatesWhatDidNotPass) {
  EXPECT_EQ(
      FormatGitHubReport(TestedRules(), RareReport()),
      "::error file=rules/broken.yml,line=14,col=18::unknown condition \"Equal\"\n"
      "::error file=rules/broken.yml,line=15,col=18::unknown condition \"Equal\"\n"
      "::error file=rules/first.yml,line=52,col=3,title=First.Rule%3A fails::"
      "expected no match, got a match%0A"
      "decided by inline filter awsRegion eq \"eu-west-1\" (line 9): saw \"eu-west-1\"%0A"
      "decided by any(items: port eq 22) (line 14): saw [{\"port\":80},{\"port\":22}], "
      "satisfied by 1 of 2 elements%0A"
      "  [1] port eq 22 (line 17): saw 22%0A"
      "decided by a eq field:b (line 20): saw 1 and missing%0A"
      "decided by never (line 22)\n"
      "::notice file=rules/second.yml,line=30,col=3,title=Second.Rule%3A okta::"
      "skipped: log type Okta.SystemLog\n"
      "::error file=rules/second.yml,line=1,col=1,title=Second.Rule%3A too few tests::"
      "it has 1 test and needs 2\n"
      "::warning file=rules/python.yml,line=1,col=1,title=Python.Rule::not tested: Python rule\n"
      "2 passed, 1 failed, 1 skipped; rules: 0 passed, 2 failed, 1 skipped; errors in 1 path\n");
}

TEST(FormatStepSummary, BeginsWithTheCountsAndHasTheLoadErrors) {
  const std::string text = FormatStepSummary(TestedRules(), RareReport(), 1 << 20);
  EXPECT_TRUE(text.starts_with("### trailsift test\n\n```text\n2 passed, 1 failed")) << text;
  EXPECT_NE(text.find("\nrules/broken.yml:14:18: error: unknown condition"), std::string::npos);
  EXPECT_NE(text.find("\nrules/first.yml:52: FAIL First.Rule: fails\n"), std::string::npos);
}

}  // namespace
}  // namespace trailsift
