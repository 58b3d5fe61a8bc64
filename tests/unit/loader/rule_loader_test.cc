#include "loader/rule_loader.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <string>
#include <vector>

#include "support/load_text.h"
#include "support/temp_dir.h"
#include "writer/diagnostic_text.h"

namespace trailsift {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

const std::string kBuiltinId = "AWS.Bedrock.DeleteModelInvocationLoggingConfiguration";

std::string RuleOf(const std::string& id, const std::string& lines) {
  return "AnalysisType: rule\nRuleID: " + id +
         "\nEnabled: true\nSeverity: Low\nLogTypes: [AWS.CloudTrail]\n" + lines;
}

std::string ActiveRule(const std::string& id) {
  return RuleOf(id, "Detection: [{Key: a, Condition: Exists}]\n");
}

std::vector<std::string> Ids(const RuleSet& rules) {
  std::vector<std::string> ids;
  for (const Rule& rule : rules.rules) ids.push_back(rule.id);
  return ids;
}

struct Loaded {
  explicit Loaded(const std::vector<std::string>& paths, bool with_builtin = true) {
    set = LoadRules({paths, with_builtin}, diagnostics);
    problems = DiagnosticLines(diagnostics);
  }
  RuleSet set;
  Diagnostics diagnostics;
  std::vector<std::string> problems;
};

TEST(LoadRules, GivesTheBuiltinRulesFirstAndThenThoseOfTheFiles) {
  const TempDir folder;
  folder.Write("z.yml", ActiveRule("Z"));
  folder.Write("y/b.yaml", ActiveRule("B1") + "---\n" + ActiveRule("B2"));
  folder.Write("y/readme.md", "no rule");
  const std::string named = folder.Write("named.rule", ActiveRule("N"));
  const Loaded loaded({folder.Path("z.yml"), folder.Path("y"), named});
  EXPECT_THAT(loaded.problems, IsEmpty());
  EXPECT_THAT(Ids(loaded.set), ElementsAre(kBuiltinId, "Z", "B1", "B2", "N"));
  EXPECT_EQ(loaded.set.files, 3U);
  EXPECT_EQ(loaded.set.rules[3].place, (SourceLocation{folder.Path("y/b.yaml"), 8, 1}));
  EXPECT_THAT(Ids(Loaded({named}, false).set), ElementsAre("N"));
  EXPECT_THAT(Ids(Loaded({}).set), ElementsAre(kBuiltinId));
}

// They are read all the same: what is wrong with a test is said.
TEST(LoadRules, LeavesOutSourcesAndTestsOnRequest) {
  const TempDir folder;
  const std::string rules =
      RuleOf("A",
             "Detection: [{Key: a, Condition: Exists}]\n"
             "Tests: [{Name: t, ExpectedResult: true, Log: {a: 1}}]\n") +
      "---\n" +
      RuleOf("B", "Detection: [{Key: a, Condition: Exists}]\nTests: [{Name: t, Log: {a: 1}}]\n");
  const std::string file = folder.Write("rules.yml", rules);
  for (const bool with_documents : {true, false}) {
    Diagnostics diagnostics;
    const RuleSet set = LoadRules({{file}, false, with_documents}, diagnostics);
    ASSERT_EQ(set.rules.size(), 2U);
    for (const Rule& rule : set.rules) EXPECT_EQ(rule.source.empty(), !with_documents);
    EXPECT_EQ(set.rules[0].tests.size(), with_documents ? 1U : 0U);
    EXPECT_EQ(set.rules[0].condition.nodes.size(), 2U);
    EXPECT_EQ(DiagnosticLines(diagnostics).size(), 1U);
  }
}

TEST(LoadRules, GivesTheSameWithTheHelpOfThreads) {
  const TempDir folder;
  for (int i = 100; i < 160; ++i) {
    const std::string name = std::to_string(i);
    std::string rules;
    for (int j = 0; j < i % 7; ++j) {
      rules += "---\n" + ActiveRule(std::string("R").append(name).append(std::to_string(j)));
    }
    if (i % 5 == 0) rules += "---\n" + ActiveRule("Twice");
    if (i % 6 == 0) rules += "---\n[\n";
    folder.Write(std::string(name).append(".yml"), rules);
  }
  std::filesystem::create_symlink("gone", folder.Path("130-gone.yml"));
  Diagnostics alone_problems;
  const RuleSet alone = LoadRules({{folder.Path("")}, true, true, 0}, alone_problems);
  EXPECT_GT(alone.rules.size(), 150U);
  EXPECT_GT(alone_problems.size(), 20U);
  for (int round = 0; round < 20; ++round) {
    Diagnostics problems;
    const RuleSet helped = LoadRules({{folder.Path("")}, true, true, 3}, problems);
    ASSERT_EQ(Ids(helped), Ids(alone));
    ASSERT_EQ(helped.files, alone.files);
    ASSERT_EQ(DiagnosticLines(problems), DiagnosticLines(alone_problems));
  }
}

TEST(LoadRules, ReportsTheProblemsOfAllFilesAndLoadsTheOthers) {
  const TempDir folder;
  folder.Write("a.yml", "a: [\n");
  folder.Write("b.yml", ActiveRule("B"));
  folder.Write("c.yml", RuleOf("C", "Detection: [{Key: a, Condition: Equal}]\n"));
  const Loaded loaded({folder.path(), folder.Path("absent.yml")}, false);
  EXPECT_THAT(Ids(loaded.set), ElementsAre("B", "C"));
  EXPECT_THAT(
      loaded.problems,
      ElementsAre("0:0 error unreadable-path: cannot be read: No such file or directory",
                  HasSubstr("2:1 error invalid-yaml"), HasSubstr("6:33 error unknown-condition")));
  EXPECT_EQ(loaded.diagnostics[2].place.file, folder.Path("c.yml"));
}

TEST(LoadRules, PassesOverFoundFilesWithoutRulesButNotOverNamedOnes) {
  const TempDir folder;
  folder.Write("a.yml", "# nothing\n");
  folder.Write("b.yml", "key: value\n");
  folder.Write("c.yml", ActiveRule("C"));
  const Loaded found({folder.path()}, false);
  EXPECT_THAT(found.problems, IsEmpty());
  EXPECT_EQ(found.set.untyped_documents, 1U);
  EXPECT_EQ(found.set.files, 3U);
  EXPECT_THAT(Loaded({folder.Path("a.yml"), folder.Path("b.yml")}, false).problems,
              ElementsAre("0:0 error no-rule: the file holds no YAML document",
                          "1:1 error no-rule: the document has no AnalysisType ^k"));
}

TEST(LoadRules, TakesAByteOrderMark) {
  const LoadedText text("\xEF\xBB\xBF" + ActiveRule("A") + "Extra: 1\n");
  EXPECT_THAT(Ids(text.set), ElementsAre("A"));
  EXPECT_THAT(text.problems, ElementsAre("7:1 warning unknown-key: unknown key \"Extra\" ^Extra"));
  EXPECT_THAT(LoadedText("\xEF\xBB\xBF"
                         "a: b\xFF")
                  .problems,
              ElementsAre("1:5 error invalid-utf8: the byte at offset 7 is not UTF-8 ^\xFF"))
      << "the offset is that in the file, the column that in the line as it is shown";
}

TEST(LoadRules, RefusesAnIdThatIsUsedTwiceAndNamesBothPlaces) {
  const TempDir folder;
  const std::string first = folder.Write("a.yml", "# first\n" + ActiveRule("Same"));
  const std::string second = folder.Write("b.yml", RuleOf("Same", "Filename: x.py\n"));
  const Loaded loaded({folder.path()}, false);
  EXPECT_THAT(loaded.problems,
              ElementsAre("2:9 error duplicate-rule: the RuleID Same is used twice, first by the "
                          "rule at " +
                              first + ":2:1 ^Same",
                          HasSubstr("note python-rule")));
  EXPECT_EQ(loaded.diagnostics[0].place.file, second);
  EXPECT_EQ(loaded.set.rules.size(), 1U);
  EXPECT_THAT(Loaded({first, first}, false).problems, IsEmpty()) << "the same file is read once";
  EXPECT_THAT(LoadedText(ActiveRule("a") + "---\n" + ActiveRule("A")).problems, IsEmpty())
      << "ids are compared with their case";
}

TEST(LoadRuleText, AddsToASetAndSeesWhatIsInIt) {
  RuleSet rules;
  Diagnostics diagnostics;
  LoadRuleText(ActiveRule("A"), "a.yml", true, rules, diagnostics);
  LoadRuleText(ActiveRule("B"), "b.yml", true, rules, diagnostics);
  EXPECT_THAT(diagnostics, IsEmpty());
  LoadRuleText(ActiveRule("A"), "c.yml", true, rules, diagnostics);
  EXPECT_THAT(Ids(rules), ElementsAre("A", "B"));
  EXPECT_THAT(DiagnosticLines(diagnostics),
              ElementsAre(HasSubstr("first by the rule at a.yml:1:1")));
}

TEST(LoadRules, AUserRuleReplacesTheBuiltinRuleOfItsId) {
  const TempDir folder;
  const std::string path =
      folder.Write("a.yml", ActiveRule("A") + "---\n" + ActiveRule(kBuiltinId));
  const Loaded loaded({path});
  EXPECT_THAT(Ids(loaded.set), ElementsAre("A", kBuiltinId));
  EXPECT_FALSE(loaded.set.rules[1].built_in);
  EXPECT_THAT(loaded.problems, ElementsAre("9:9 note builtin-replaced: this rule replaces the "
                                           "built-in rule " +
                                           kBuiltinId + " ^" + kBuiltinId));
  const std::string again = folder.Write("b.yml", ActiveRule(kBuiltinId));
  EXPECT_TRUE(HasErrors(Loaded({path, again}).diagnostics)) << "only one may";
}

TEST(LoadRules, ADisabledUserRuleReplacesTheBuiltinRule) {
  const TempDir folder;
  const std::string path = folder.Write(
      "a.yml", "AnalysisType: rule\nRuleID: " + kBuiltinId +
                   "\nEnabled: false\nSeverity: Low\nLogTypes: [AWS.CloudTrail]\nDetection: "
                   "[{Key: a, Condition: Exists}]\n");
  const Loaded loaded({path});
  EXPECT_THAT(Ids(loaded.set), ElementsAre(kBuiltinId));
  EXPECT_EQ(loaded.set.rules[0].state, RuleState::kDisabled);
}

TEST(LoadRules, TheBuiltinRuleStaysWhereTheUserRuleCannotBeEvaluated) {
  const TempDir folder;
  const std::string path = folder.Write("a.yml", RuleOf(kBuiltinId, "Filename: a.py\n"));
  const Loaded loaded({path});
  EXPECT_THAT(Ids(loaded.set), ElementsAre(kBuiltinId));
  EXPECT_TRUE(loaded.set.rules[0].built_in);
  EXPECT_THAT(loaded.problems,
              ElementsAre("2:9 note builtin-kept: the built-in rule " + kBuiltinId +
                              " stays in use, since this one is a Python rule ^" + kBuiltinId,
                          HasSubstr("note python-rule")));
  EXPECT_EQ(Loaded({path}, false).set.rules.at(0).state, RuleState::kPython)
      << "without the built-in rules it is a rule like others";
}

TEST(LoadRules, LoadsAThousandRules) {
  const TempDir folder;
  for (int i = 0; i < 1000; ++i) {
    const std::string id = "Rule." + std::to_string(i);
    folder.Write("folder" + std::to_string(i % 7) + "/" + id + ".yml", ActiveRule(id));
  }
  const Loaded loaded({folder.path()});
  EXPECT_THAT(loaded.problems, IsEmpty());
  EXPECT_EQ(loaded.set.rules.size(), 1001U);
  EXPECT_EQ(loaded.set.Count(RuleState::kActive), 1001U);
}

TEST(LoadRules, ProblemsReadAsGnuToolsPrintThem) {
  const LoadedText loaded(
      "AnalysisType: rule\nDisplayNam: \"\xE2\x80\xAEred\"\nRuleID: a\nEnabled: true\n"
      "Severity: Low\nLogTypes: [AWS.CloudTrail]\n"
      "Detection:\n"
      "  - Any:\n"
      "    - Key: eventName\n"
      "      Condition: Equal\n"
      "      Value: StopLogging\n"
      "    - KeyPath: 'requestParameters..name'\n"
      "      Condition: Exists\n");
  std::string text;
  for (const Diagnostic& diagnostic : loaded.diagnostics) {
    text += FormatDiagnostic(diagnostic, false);
  }
  EXPECT_EQ(text,
            "rule.yml:2:1: warning: unknown key \"DisplayNam\", did you mean \"DisplayName\"?\n"
            "   2 | DisplayNam: \"\\u{202e}red\"\n"
            "     | ^~~~~~~~~~\n"
            "rule.yml:10:18: error: unknown condition \"Equal\", did you mean \"Equals\"?\n"
            "  10 |       Condition: Equal\n"
            "     |                  ^~~~~\n"
            "rule.yml:12:35: error: invalid KeyPath: expected a member name\n"
            "  12 |     - KeyPath: 'requestParameters..name'\n"
            "     |                                   ^\n");
}

TEST(BuiltinRules, HaveNoProblems) {
  const Loaded loaded({});
  EXPECT_THAT(loaded.problems, IsEmpty());
  EXPECT_FALSE(BuiltinRules().empty());
}

}  // namespace
}  // namespace trailsift
