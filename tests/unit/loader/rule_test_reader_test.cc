#include "loader/rule_test_reader.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "support/load_text.h"

namespace trailsift {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

LoadedText LoadTests(const std::string& tests) { return LoadedText(RuleWith("Tests:\n" + tests)); }

TEST(ReadRuleTests, ReadsTestsWithTheirPlace) {
  const LoadedText loaded = LoadTests(
      "  - Name: first\n    ExpectedResult: true\n    Log: {a: 1}\n"
      "  - ExpectedResult: false\n    Name: second\n    LogType: AWS.CloudTrail\n    Log: {}\n");
  ASSERT_THAT(loaded.problems, IsEmpty());
  const std::vector<RuleTest>& tests = loaded.set.rules.at(0).tests;
  ASSERT_EQ(tests.size(), 2U);
  EXPECT_EQ(tests[0].name, "first");
  EXPECT_TRUE(tests[0].expected);
  EXPECT_EQ(tests[0].log, R"({"a":1})");
  EXPECT_EQ(tests[0].log_type, "");
  EXPECT_EQ(tests[0].place, (SourceLocation{"rule.yml", 9, 5}));
  EXPECT_EQ(tests[1].name, "second");
  EXPECT_FALSE(tests[1].expected);
  EXPECT_EQ(tests[1].log, "{}");
}

TEST(ReadRuleTests, LogBecomesTheSameJson) {
  const std::vector<std::pair<std::string, std::string>> table = {
      {R"({"a": "x", "b": [1, -2.50, 1e3, true, false, null], "c": {}, "d": []})",
       R"({"a":"x","b":[1,-2.50,1e3,true,false,null],"c":{},"d":[]})"},
      {"{a: yes, b: 'true', c: \"1\", d: 010, e: 0x1F, f: +.5, g: ~, h: 2024-01-15}",
       R"({"a":"yes","b":"true","c":"1","d":10,"e":31,"f":0.5,"g":null,"h":"2024-01-15"})"},
      {R"({a: "\x01\t\"\\é😀"})", R"({"a":"\u0001\t\"\\é😀"})"},
      {"{1: a, true: b, null: c, a.b: d}", R"({"1":"a","true":"b","null":"c","a.b":"d"})"},
      {"{a: 18446744073709551615, b: 9007199254740993}",
       R"({"a":18446744073709551615,"b":9007199254740993})"},
      {"{a: &x [1], b: *x}", R"({"a":[1],"b":[1]})"},
  };
  for (const auto& [log, json] : table) {
    const LoadedText loaded =
        LoadTests("  - Name: n\n    ExpectedResult: true\n    Log: " + log + "\n");
    EXPECT_FALSE(HasErrors(loaded.diagnostics)) << log;
    EXPECT_EQ(loaded.set.rules.at(0).tests.at(0).log, json) << log;
  }
}

TEST(ReadRuleTests, KeepsTheLogTypeOfTheLog) {
  const std::vector<std::pair<std::string, std::string>> table = {
      {"{a: 1}", ""},
      {"{p_log_type: AWS.CloudTrail}", "AWS.CloudTrail"},
      {"{p_log_type: Okta.SystemLog}", "Okta.SystemLog"},
      {"{p_log_type: 5}", "5"},
      {"{p_log_type: null}", "null"},
  };
  for (const auto& [log, type] : table) {
    const LoadedText loaded = LoadTests("  - {Name: n, ExpectedResult: true, Log: " + log + "}\n");
    EXPECT_EQ(loaded.set.rules.at(0).tests.at(0).log_type, type) << log;
  }
}

TEST(ReadRuleTests, ReportsWhatIsWrong) {
  const std::vector<std::pair<std::string, std::string>> table = {
      {"text", "error wrong-type: an entry of Tests must be a mapping, not a string ^text"},
      {"{ExpectedResult: true, Log: {}}", "error missing-key: the test has no Name ^{"},
      {"{Name: n, Log: {}}", "error missing-key: the test has no ExpectedResult ^{"},
      {"{Name: n, ExpectedResult: true}", "error missing-key: the test has no Log ^{"},
      {"{Name: 5, ExpectedResult: true, Log: {}}",
       "error wrong-type: Name must be a string, not a number; quote it ^5"},
      {"{Name: '', ExpectedResult: true, Log: {}}",
       "error invalid-value: the Name of a test cannot be empty ^''"},
      {"{Name: n, ExpectedResult: yes, Log: {}}",
       "error wrong-type: ExpectedResult must be true or false, not a string ^yes"},
      {"{Name: n, ExpectedResult: true, Log: '{}'}",
       "error wrong-type: Log must be a mapping, not a string ^'{}'"},
      {"{Name: n, ExpectedResult: true, Log: {a: [.nan]}}",
       "error invalid-value: JSON has no .nan; quote it if it is a text ^.nan"},
      {"{Name: n, ExpectedResult: true, Log: {a: 1, a: 2}}", "error duplicate-key: the key"},
      {"{Name: n, ExpectedResult: true, Log: {}, LogType: 5}",
       "error wrong-type: LogType must be a string, not a number; quote it ^5"},
      {"{Name: n, ExpectedResult: true, Log: {}, Mock: []}",
       "warning unknown-key: unknown key \"Mock\" in a test, did you mean \"Mocks\"? ^Mock"},
      {"{Name: n, ExpectedResult: true, Log: {}, Mocks: {}}",
       "error wrong-type: Mocks must be a list, not a mapping ^{"},
  };
  for (const auto& [test, problem] : table) {
    EXPECT_THAT(LoadTests("  - " + test + "\n").problems, ElementsAre(HasSubstr(problem))) << test;
  }
}

TEST(ReadRuleTests, WarnsOfRepeatedNames) {
  const std::string test = "  - {Name: n, ExpectedResult: true, Log: {}}\n";
  const LoadedText loaded = LoadTests(test + test);
  EXPECT_THAT(loaded.problems,
              ElementsAre("10:12 warning repeated-name: another test of this rule has the same "
                          "name, at line 9 ^n"));
  EXPECT_EQ(loaded.set.rules.at(0).tests.size(), 2U);
}

TEST(ReadRuleTests, ChecksMocksAndWarnsOnceThatTheyAreIgnored) {
  const auto with_mocks = [](const std::string& mocks) {
    return "  - {Name: n" + std::to_string(mocks.size()) +
           ", ExpectedResult: true, Log: {}, Mocks: [" + mocks + "]}\n";
  };
  const std::string good = "{objectName: f, returnValue: x}, {objectName: g, returnValue: true}";
  EXPECT_THAT(
      LoadTests(with_mocks(good) + with_mocks(good + " ")).problems,
      ElementsAre("9:55 warning mocks-ignored: Mocks are ignored: a declarative rule has no "
                  "code to replace ^["));
  EXPECT_THAT(LoadTests(with_mocks("")).problems, IsEmpty());
  const std::vector<std::pair<std::string, std::string>> table = {
      {"{returnValue: x}", "error missing-key: the mock has no objectName ^{"},
      {"{objectName: f}", "error missing-key: the mock has no returnValue ^{"},
      {"{objectName: f, returnValue: 5}",
       "error wrong-type: returnValue must be a string or a boolean, not a number ^5"},
      {"{objectName: [], returnValue: x}",
       "error wrong-type: objectName must be a string, not a list ^["},
      {"{objectname: f, objectName: g, returnValue: x}",
       "warning unknown-key: unknown key \"objectname\" in a mock, did you mean \"objectName\"? "
       "^objectname"},
      {"x", "error wrong-type: an entry of Mocks must be a mapping, not a string ^x"},
  };
  for (const auto& [mock, problem] : table) {
    EXPECT_THAT(LoadTests(with_mocks(mock)).problems,
                ElementsAre(HasSubstr("warning mocks-ignored"), HasSubstr(problem)))
        << mock;
  }
  EXPECT_THAT(LoadedText(RuleText("Filename: a.py\nTests:\n" + with_mocks(good))).problems,
              ElementsAre(HasSubstr("note python-rule")))
      << "a Python rule has code, and its tests are not run";
}

}  // namespace
}  // namespace trailsift
