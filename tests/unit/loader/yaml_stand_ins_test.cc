// The short way of reading YAML next to its twin, which reads the text as it is written.
#include "loader/yaml_stand_ins.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstddef>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "event/json_value.h"
#include "loader/builtin_rules.h"
#include "support/yaml_twins.h"

namespace trailsift {
namespace {

constexpr const char* kSuite = TRAILSIFT_PUBLIC_DATA "/yaml-test-suite/cases.jsonl";

struct Case {
  std::string_view text;
  std::string_view shortened;
  bool taken = true;  // The guess where words are holds.
};

// Words that are values and keys have stand-ins; what is not sure to be one word has none.
const std::vector<Case>& Cases() {
  static const std::vector<Case> cases = {
      {"Severity: Medium\n", "x: x\n"},
      {"Severity: Medium", "x: x"},
      {"Severity:   Medium   # of old\r\nb: c\r\n", "x:   x   # of old\r\nb: c\r\n"},
      {"Tags:\n  - one tag\n  - 'another'\n- \"no list\"\n", "x:\n  - x\n  - 'x'\n- \"x\"\n",
       false},
      {"Tags: [one, two words, \"three, four\"]\n", "x: [x, x, \"x\"]\n"},
      {"- {KeyPath: a.b, Value: \"it's\"}\n", "- {x: x, x: \"x\"}\n"},
      {"many: words, with (signs) and arn:aws:iam\n", "x: x\n"},
      {"sea : green\n", "x : x\n"},
      {"key: null\nNULL: Null\n", "x: null\nNULL: Null\n"},
      {"a: ~\nb: 12\nc: 123\nd: true\n", "a: ~\nb: 12\nc: x\nd: x\n"},
      {"text: |\n  word: word\n\n  word\nkey: word\n", "x: |\n  word: word\n\n  word\nx: x\n"},
      {"list:\n- text: >-\n    word: word\n  key: word\n", "x:\n- x: >-\n    word: word\n  x: x\n"},
      {"text: goes\n  on here\nkey: word\n", "x: goes\n  on here\nx: x\n"},
      {"text: \"goes\n  on: here\"\nkey: word\n", "x: \"goes\n  on: x\nx: x\n", false},
      {"'it''s': \"a\\tb\"\n", "'it''s': \"a\\tb\"\n"},
      {"&anchor word: *anchor\n", "&anchor word: *anchor\n"},
      {"word: &anchor word\nother: *anchor\n", "x: &anchor word\nx: *anchor\n"},
      {"word: !!str word\n", "x: !!str word\n"},
      {"? word\n: word\n", "? word\n: word\n"},
      {"key: caf\xC3\xA9 word\n", "x: caf\xC3\xA9 word\n"},
      {"one: two: three\n", "x: x: x\n", false},
      {"plain text\n", "plain text\n"},
      {"key: word]\n", "x: x\n"},
      {"key: [\n  \"two\n  lines\",\n  word, word: word, ]\n",
       "x: [\n  \"two\n  lines\",\n  x: x\n", false},
      {"key: [\n  &a b,\n  abc, def: ghi\n]\n", "x: [\n  &a b,\n  x: x\n]\n", false},
      {"key: [\n  # \"word\n  abc, def: ghi\n]\n", "x: [\n  # \"word\n  x, x: x\n]\n"},
      {"key: [word\n  word]\n", "x: [x\n  x]\n", false},
  };
  return cases;
}

TEST(YamlStandIns, StandForWordsOnly) {
  for (const Case& item : Cases()) {
    EXPECT_EQ(YamlStandIns(item.text).text(), item.shortened) << item.text;
    EXPECT_EQ(ReadYamlByStandIns(SourceText("case.yml", item.text)).has_value(), item.taken)
        << item.text;
    EXPECT_TRUE(StandInsAgree(item.text)) << item.text;
  }
}

TEST(YamlStandIns, OffsetsAreThoseOfTheText) {
  constexpr std::string_view kText = "Severity: 'Medium' # x\nTags: [one, two]\n";
  const YamlStandIns stand_ins(kText);
  ASSERT_EQ(stand_ins.text(), "x: 'x' # x\nx: [x, x]\n");
  ASSERT_EQ(stand_ins.size(), 5U);
  for (const std::string_view mark : {"'", "#", "[", "]", "\n", ","}) {
    EXPECT_EQ(stand_ins.OriginalOffset(stand_ins.text().find(mark)), kText.find(mark)) << mark;
  }
  const auto* const medium = stand_ins.At(3);
  ASSERT_NE(medium, nullptr);
  EXPECT_EQ(YamlStandIns::WordOf(*medium, kText), "Medium");
  EXPECT_EQ(stand_ins.At(4), nullptr);
}

std::vector<std::string> Texts() {
  std::vector<std::string> texts;
  for (const std::string_view rule : BuiltinRuleTexts()) texts.emplace_back(rule);
  for (const Case& item : Cases()) texts.emplace_back(item.text);
  std::vector<std::filesystem::path> paths;
  for (const auto& entry : std::filesystem::directory_iterator(TRAILSIFT_SOURCE_FOLDER
                                                               "/tests/fuzz/corpus/rule_loader")) {
    paths.push_back(entry.path());
  }
  std::ranges::sort(paths);  // The same texts in each run.
  for (const auto& path : paths) {
    std::ifstream file(path, std::ios::binary);
    texts.emplace_back(std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>());
  }
  return texts;
}

TEST(YamlStandIns, TheBuiltInRulesAreReadByThem) {
  for (const std::string_view rule : BuiltinRuleTexts()) {
    EXPECT_TRUE(ReadYamlByStandIns(SourceText("builtin.yml", rule)).has_value()) << rule;
  }
}

// Texts with signs of YAML put in, left out or doubled.
TEST(YamlStandIns, AgreeOnDamagedTexts) {
  constexpr std::string_view kSigns = ":::---  \n\n\"\"''#[]{},,|>&*!?x~\t\\%@`\xC3";
  std::mt19937_64 random(11);
  const std::vector<std::string> texts = Texts();
  std::size_t taken = 0;
  for (int round = 0; round < 6'000; ++round) {
    std::string text = texts[random() % texts.size()];
    for (auto changes = random() % 4; changes > 0 && !text.empty(); --changes) {
      const std::size_t at = random() % text.size();
      switch (random() % 3) {
        case 0:
          text.insert(at, 1, kSigns[random() % kSigns.size()]);
          break;
        case 1:
          text.erase(at, 1 + random() % 3);
          break;
        default:
          text.insert(at, text.substr(random() % text.size(), random() % 40));
      }
    }
    ASSERT_TRUE(StandInsAgree(text)) << text;
    if (ReadYamlByStandIns(SourceText("twin.yml", text))) ++taken;
  }
  EXPECT_GT(taken, 1'000U);
}

TEST(YamlStandIns, AgreeOnTheYamlSuite) {
  std::ifstream stream(kSuite);
  if (!stream) GTEST_SKIP() << "no yaml-test-suite at " << kSuite;
  std::size_t taken = 0;
  for (std::string line; std::getline(stream, line);) {
    std::string text = ParseJson(line)->Find("yaml")->text;
    if (text.starts_with("\xEF\xBB\xBF")) text.erase(0, 3);
    EXPECT_TRUE(StandInsAgree(text)) << text;
    if (ReadYamlByStandIns(SourceText("suite.yml", text))) ++taken;
  }
  EXPECT_GT(taken, 100U);
}

}  // namespace
}  // namespace trailsift
