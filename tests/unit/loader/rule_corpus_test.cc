// The corpus of the fuzz target `rule_loader` has every way to write an expression.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include "loader/condition_names.h"
#include "loader/key_specifier.h"

namespace trailsift {
namespace {

TEST(RuleCorpus, HasEachShape) {
  std::string texts;
  for (const auto& entry : std::filesystem::directory_iterator(TRAILSIFT_SOURCE_FOLDER
                                                               "/tests/fuzz/corpus/rule_loader")) {
    std::ifstream file(entry.path(), std::ios::binary);
    texts += std::string{std::istreambuf_iterator<char>(file), {}};
  }
  const auto has = [&](const std::string& text) {
    // As a whole word.
    for (std::size_t at = texts.find(text); at != std::string::npos;
         at = texts.find(text, at + 1)) {
      const std::size_t end = at + text.size();
      if (end < texts.size() && std::string(",:}\n").find(texts[end]) != std::string::npos) {
        return true;
      }
    }
    return false;
  };
  for (const std::string_view name : KeySpecifierNames()) EXPECT_TRUE(has(std::string(name)));
  for (const auto& name : CombinatorNames()) EXPECT_TRUE(has(std::string(name.name))) << name.name;
  const auto has_condition = [&](std::string_view name) {
    EXPECT_TRUE(has("Condition: " + std::string(name))) << name;
  };
  for (const ConditionName& name : ConditionNames()) has_condition(name.name);
  for (const auto& name : ComprehensionNames()) has_condition(name.name);
  for (const auto& name : AbsoluteNames()) has_condition(name.name);
}

}  // namespace
}  // namespace trailsift
