// Files of several documents of which some cannot be read.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "support/load_text.h"

namespace trailsift {
namespace {

using testing::ElementsAre;

std::string RuleCalled(const std::string& id) {
  return "AnalysisType: rule\nRuleID: " + id +
         "\nEnabled: true\nSeverity: Low\nLogTypes: [AWS.CloudTrail]\n"
         "Detection: [{Key: a, Condition: Exists}]\n";
}

std::vector<std::string> Ids(const LoadedText& loaded) {
  std::vector<std::string> ids;
  for (const Rule& rule : loaded.set.rules) ids.push_back(rule.id);
  return ids;
}

TEST(BrokenDocuments, DoNotHideTheNext) {
  const std::string broken[] = {"a: b: c\n",
                                "a: [1, 2\n",
                                "a: \"never closed\n",
                                "a: 'never closed\n",
                                "]\n",
                                "- a\nb: c\n",
                                "a:\n\t- tab\n",
                                "{a: b}\n, c\n",
                                "a: *unknown\n",
                                "@a\n",
                                "a: \x01\n",
                                "a: caf\xE9\n",
                                "%x\n",
                                "a: &x [*x]\n",
                                "a: " + std::string(100, '[') + std::string(100, ']') + "\n"};
  for (const std::string& text : broken) {
    for (const std::string& separator : {std::string("---\n"), std::string("...\n---\n")}) {
      SCOPED_TRACE(text);
      const LoadedText loaded(RuleCalled("First") + "---\n" + text + separator +
                                  RuleCalled("Second") + "Serverity: x\n---\n" + text +
                                  "--- # third\n" + RuleCalled("Third"),
                              false);
      EXPECT_THAT(Ids(loaded), ElementsAre("First", "Second", "Third"));
      ASSERT_EQ(loaded.diagnostics.size(), 3U) << testing::PrintToString(loaded.problems);
      EXPECT_EQ(loaded.diagnostics[1].code, "unknown-key");
    }
  }
}

TEST(BrokenDocuments, MayStandFirstOrLast) {
  const LoadedText first("a: b: c\n---\n" + RuleCalled("A"));
  EXPECT_THAT(Ids(first), ElementsAre("A"));
  EXPECT_EQ(first.problems.size(), 1U) << testing::PrintToString(first.problems);
  EXPECT_EQ(first.set.rules.at(0).place.line, 3U);
  const LoadedText ended("a: \x01\n...\n" + RuleCalled("A"));
  EXPECT_THAT(Ids(ended), ElementsAre("A"));
  EXPECT_EQ(ended.problems.size(), 1U) << testing::PrintToString(ended.problems);
  const LoadedText last(RuleCalled("A") + "---\na: b: c\n");
  EXPECT_THAT(Ids(last), ElementsAre("A"));
  EXPECT_EQ(last.problems.size(), 1U) << testing::PrintToString(last.problems);
  EXPECT_EQ(last.set.rules.at(0).source, RuleCalled("A"));
}

TEST(BrokenDocuments, KeepTheirPlaces) {
  const LoadedText loaded("é: b: c\r\n---\r\n" + RuleCalled("A") + "Threshold: 0\n---\n{]\n");
  EXPECT_THAT(loaded.problems,
              ElementsAre(testing::StartsWith("1:6 error invalid-yaml: "),
                          "9:12 error invalid-value: Threshold must be at least 1 ^0",
                          testing::StartsWith("11:2 error invalid-yaml: ")));
}

// A line like a marker that is none stands inside a document.
TEST(BrokenDocuments, EndAtMarkersOnly) {
  const LoadedText loaded("a: [\n---x\n ---\n" + RuleCalled("A") + "---\n" + RuleCalled("B"));
  EXPECT_THAT(Ids(loaded), ElementsAre("B"));
}

TEST(BrokenDocuments, AreReadUpToALimit) {
  std::string text;
  for (int i = 0; i < 150; ++i) text += "---\na: b: c\n";
  const LoadedText loaded(text + "---\n" + RuleCalled("A"));
  EXPECT_TRUE(loaded.set.rules.empty());
  ASSERT_EQ(loaded.diagnostics.size(), 100U);
  EXPECT_EQ(loaded.diagnostics.back().place.line, 199U);
  EXPECT_EQ(loaded.diagnostics.back().message,
            "invalid YAML: 99 documents of the file cannot be read, so what stands from here on is "
            "not looked at");
}

}  // namespace
}  // namespace trailsift
