// A folder of 5,000 generated rules, a tenth of them broken in different ways: the program reports
// every broken one with its place, and none of the others.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/wait.h>

#include <chrono>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <iterator>
#include <map>
#include <string>
#include <utility>

#include "event/json_value.h"
#include "lint/defects.h"
#include "lint/generated_rule.h"
#include "support/temp_dir.h"

namespace trailsift {
namespace {

constexpr int kRules = 5000;
constexpr int kBrokenOneIn = 10;

struct Expected {
  std::string code;
  std::uint32_t line = 0;
};

// Writes the rules, and returns what must be found, by file.
std::map<std::string, Expected> WriteRules(const TempDir& folder) {
  RuleGenerator generator(5000);
  std::map<std::string, Expected> expected;
  std::size_t broken = 0;
  for (int number = 0; number < kRules; ++number) {
    RuleLines rule = generator.Make(number);
    const std::string name =
        "rules/" + std::to_string(number % 50) + "/" + std::to_string(number) + ".yml";
    if (number % kBrokenOneIn == kBrokenOneIn - 1) {
      // One more than the defects: the id of the rule before, which is in another folder.
      const std::size_t kind = broken++ % (Defects().size() + 1);
      Expected& finding = expected[folder.Path(name)];
      if (kind == Defects().size()) {
        const std::string id = "RuleID: Generated." + std::to_string(number - 1);
        finding = {"duplicate-rule", rule.Replace("RuleID:", id)};
      } else {
        finding = {std::string(Defects()[kind].code), Defects()[kind].apply(rule)};
      }
    }
    folder.Write(name, rule.Text());
  }
  return expected;
}

std::string ReadFile(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

// Runs `trailsift lint` on the rules and returns its exit status.
int RunLint(const TempDir& folder, const std::string& options, const std::string& output) {
  const std::string command = std::string("'") + TRAILSIFT_PROGRAM + "' lint " + options + " '" +
                              folder.Path("rules") + "' >'" + folder.Path(output) + "' 2>'" +
                              folder.Path("stderr") + "'";
  const int status = std::system(command.c_str());
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

std::uint64_t NumberAt(const JsonValue& object, std::string_view name) {
  const JsonValue* const member = object.Find(name);
  return member != nullptr && member->kind == ValueKind::kNumber ? std::stoull(member->text) : 0;
}

TEST(LintCorpus, FindsTheBrokenRulesAndNoOthers) {
  ASSERT_GE(Defects().size(), 25U);
  const TempDir folder;
  const std::map<std::string, Expected> expected = WriteRules(folder);
  ASSERT_EQ(expected.size(), static_cast<std::size_t>(kRules / kBrokenOneIn));

  const auto start = std::chrono::steady_clock::now();
  ASSERT_EQ(RunLint(folder, "-f json", "report.json"), 1);
  const std::chrono::duration<double> time = std::chrono::steady_clock::now() - start;
  std::cout << kRules << " rules checked in " << time.count() << " s\n";

  const std::string text = ReadFile(folder.Path("report.json"));
  const auto report = ParseJson(text);
  ASSERT_TRUE(report);
  EXPECT_EQ(NumberAt(*report->Find("summary"), "files"), static_cast<std::uint64_t>(kRules));
  std::map<std::string, bool> found;
  for (const JsonValue& finding : report->Find("findings")->elements) {
    const std::string path(finding.TextAt({"path"}));
    const std::string code(finding.TextAt({"code"}));
    const auto wanted = expected.find(path);
    if (wanted == expected.end()) {
      ADD_FAILURE() << path << ": " << code << " in a sound rule: " << finding.TextAt({"message"});
      continue;
    }
    found[path] |= code == wanted->second.code && NumberAt(finding, "line") == wanted->second.line;
  }
  for (const auto& [path, finding] : expected) {
    EXPECT_TRUE(found[path]) << path << ':' << finding.line << " " << finding.code
                             << " was not found in\n"
                             << ReadFile(path);
  }
}

TEST(LintCorpus, SaysTheSameAsText) {
  const TempDir folder;
  const std::map<std::string, Expected> expected = WriteRules(folder);
  ASSERT_EQ(RunLint(folder, "", "report.txt"), 1);
  const std::string text = "\n" + ReadFile(folder.Path("report.txt"));
  for (const auto& [path, finding] : expected) {
    const std::string head = "\n" + path + ':' + std::to_string(finding.line) + ':';
    bool found = false;
    for (std::size_t at = text.find(head); at != std::string::npos && !found;
         at = text.find(head, at + 1)) {
      const std::string line = text.substr(at + 1, text.find('\n', at + 1) - at - 1);
      found = line.ends_with("[" + finding.code + "]");
    }
    EXPECT_TRUE(found) << path << ':' << finding.line << " " << finding.code;
  }
}

}  // namespace
}  // namespace trailsift
