// testdata/language-rules shows every word of the rule language at work: for each condition in
// every spelling, each combinator and each key specifier there is a rule with a case that matches
// and one that does not, in which that word decides.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdint>
#include <fstream>
#include <iterator>
#include <map>
#include <numeric>
#include <set>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include "event/json_value.h"
#include "loader/condition_names.h"
#include "loader/key_specifier.h"
#include "loader/rule_loader.h"
#include "loader/yaml_document.h"
#include "matcher/deciding_leaves.h"
#include "matcher/explain.h"
#include "ruletest/run_rule_tests.h"
#include "writer/diagnostic_text.h"

namespace trailsift {
namespace {

using Place = std::tuple<std::string, std::uint32_t, std::uint32_t>;  // File, line, column.
using Words = std::vector<std::string>;

// The words of the language by the place of the node that they make.
class WordFinder {
 public:
  void AddFile(const std::string& path) {
    std::ifstream stream(path, std::ios::binary);
    const std::string text{std::istreambuf_iterator<char>(stream), {}};
    const SourceText source(path, text);
    ProblemReporter problems(source);
    for (const YamlDocument& document : ReadYaml(source, problems)) {
      if (const YamlNode* detection = document.root.Find("Detection")) AddList(path, *detection);
    }
  }

  Words At(const std::string& file, const Position& position) const {
    const auto found = words_.find({file, position.line, position.column});
    return found == words_.end() ? Words() : found->second;
  }

 private:
  void AddList(const std::string& file, const YamlNode& list) {
    for (const YamlNode& expression : list.items) AddExpression(file, expression);
  }

  void AddExpression(const std::string& file, const YamlNode& expression) {
    Words& words = words_[PlaceOf(file, expression)];
    for (std::size_t i = 0; i < expression.keys.size(); ++i) {
      const std::string& key = expression.keys[i].text;
      const YamlNode& value = expression.items[i];
      if (key == "Condition") words.push_back(value.text);
      if (FindCombinatorName(key) != nullptr) words_[PlaceOf(file, value)].push_back(key);
      if (HoldsExpressions(key)) AddList(file, value);
      if (key == "Values") AddKeys(value, words);
    }
    AddKeySpecifier(expression, words);
  }

  // The two fields of a comparison.
  static void AddKeys(const YamlNode& values, Words& words) {
    for (const YamlNode& value : values.items) {
      if (HasKeySpecifier(value)) words.emplace_back("two fields");
      AddKeySpecifier(value, words);
    }
  }

  static void AddKeySpecifier(const YamlNode& mapping, Words& words) {
    for (const std::string_view name : KeySpecifierNames()) {
      if (mapping.Find(name) != nullptr) words.emplace_back(name);
    }
  }

  static Place PlaceOf(const std::string& file, const YamlNode& node) {
    return {file, node.place.line, node.place.column};
  }

  std::map<Place, Words> words_;
};

RuleSet LoadFolder() {
  Diagnostics diagnostics;
  RuleSet rules = LoadRules({{TRAILSIFT_LANGUAGE_RULES}, false}, diagnostics);
  for (const Diagnostic& diagnostic : diagnostics) {
    if (!diagnostic.advice) ADD_FAILURE() << FormatDiagnostic(diagnostic, false);
  }
  return rules;
}

// What was seen of a word: a case in which it decided that the rule matches, and one in which it
// decided that it does not.
struct Seen {
  bool match = false;
  bool no_match = false;
};

std::map<std::string, Seen> DecidingWords(const RuleSet& rules) {
  WordFinder finder;
  std::set<std::string> files;
  for (const Rule& rule : rules.rules) files.insert(rule.place.file);
  for (const std::string& file : files) finder.AddFile(file);
  std::map<std::string, Seen> seen;
  for (const Rule& rule : rules.rules) {
    for (const RuleTest& test : rule.tests) {
      const std::vector<NodeVerdict> verdicts = Explain(rule.condition, *ParseJson(test.log));
      const bool matches = verdicts[rule.condition.root].value;
      std::vector<Position> places;
      for (const DecidingLeaf& leaf : FindDecidingLeaves(rule.condition, verdicts)) {
        places.push_back(leaf.position);
      }
      for (NodeId node = 0; node < rule.condition.nodes.size(); ++node) {
        const bool is_group = std::holds_alternative<Group>(rule.condition.nodes[node].body);
        if (is_group && verdicts[node].value == matches) {
          places.push_back(rule.condition.nodes[node].position);
        }
      }
      for (const Position& place : places) {
        for (const std::string& word : finder.At(rule.place.file, place)) {
          (matches ? seen[word].match : seen[word].no_match) = true;
        }
      }
    }
  }
  return seen;
}

TEST(LanguageRules, PassTheirOwnTests) {
  const RuleSet rules = LoadFolder();
  ASSERT_GT(rules.rules.size(), 20U);
  std::vector<RuleNumber> all(rules.rules.size());
  std::iota(all.begin(), all.end(), RuleNumber{0});
  const RuleTestReport report = RunRuleTests(rules, all);
  for (const RuleTestOutcome& outcome : report.outcomes) {
    EXPECT_EQ(outcome.status, RuleTestOutcome::Status::kPassed)
        << rules.rules[outcome.rule].id << ": " << outcome.name << ": " << outcome.problem;
  }
  EXPECT_TRUE(report.skipped_rules.empty());
}

TEST(LanguageRules, ShowEveryWordOfTheLanguageDecidingBothWays) {
  std::vector<std::string> words = {"two fields"};
  for (const std::string_view name : AllConditionNames()) words.emplace_back(name);
  for (const GroupName& name : CombinatorNames()) words.emplace_back(name.name);
  for (const std::string_view name : KeySpecifierNames()) words.emplace_back(name);
  const std::map<std::string, Seen> seen = DecidingWords(LoadFolder());
  for (const std::string& word : words) {
    const auto found = seen.find(word);
    const Seen cases = found == seen.end() ? Seen{} : found->second;
    EXPECT_TRUE(cases.match) << "no case matches because of " << word;
    EXPECT_TRUE(cases.no_match) << "no case fails to match because of " << word;
  }
}

// What stands beside Detection.
TEST(LanguageRules, UseEveryKeyThatChangesAMatch) {
  bool filter = false;
  bool severities = false;
  bool grouped = false;
  bool context = false;
  for (const Rule& rule : LoadFolder().rules) {
    filter |= rule.inline_filter.has_value();
    severities |= !rule.dynamic_severities.empty();
    grouped |= !rule.group_by.empty();
    context |= rule.source.find("\nAlertContext:") != std::string::npos;
  }
  EXPECT_TRUE(filter && severities && grouped && context);
}

}  // namespace
}  // namespace trailsift
