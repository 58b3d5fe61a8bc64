// The table of codes is whole: what the sources report stands in it, and what stands in it is
// reported somewhere and described in docs/lint.md.
#include "lint/lint_codes.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstddef>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <set>
#include <sstream>
#include <string>
#include <string_view>

namespace trailsift {
namespace {

std::string ReadFile(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

// What stands in double quotes and has no characters but those of a code.
void AddLiterals(std::string_view text, std::set<std::string>& literals) {
  constexpr std::string_view kCharacters = "abcdefghijklmnopqrstuvwxyz0123456789-";
  for (std::size_t quote = text.find('"'); quote != std::string_view::npos;) {
    const std::size_t end = std::min(text.find_first_not_of(kCharacters, quote + 1), text.size());
    const bool is_literal = end > quote + 1 && end < text.size() && text[end] == '"';
    if (is_literal) literals.emplace(text.substr(quote + 1, end - quote - 1));
    quote = text.find('"', is_literal ? end + 1 : quote + 1);
  }
}

// Every string literal in the sources that find problems in rule files, but for the table itself.
std::set<std::string> LiteralsOfSources() {
  std::set<std::string> literals;
  for (const char* folder : {"loader", "lint"}) {
    const std::filesystem::path path =
        std::filesystem::path(TRAILSIFT_SOURCE_FOLDER "/src") / folder;
    for (const auto& entry : std::filesystem::directory_iterator(path)) {
      if (entry.path().extension() != ".cc" || entry.path().filename() == "lint_codes.cc") continue;
      const std::string text = ReadFile(entry.path());
      AddLiterals(text, literals);
    }
  }
  return literals;
}

TEST(LintCodes, AreSorted) {
  for (std::size_t i = 1; i < LintCodes().size(); ++i) {
    EXPECT_LT(LintCodes()[i - 1].code, LintCodes()[i].code);
  }
  for (const LintCode& code : LintCodes()) {
    EXPECT_EQ(FindLintCode(code.code), &code);
    EXPECT_NE(code.code.find('-'), std::string_view::npos) << code.code;
  }
  EXPECT_EQ(FindLintCode("no-such-code"), nullptr);
}

TEST(LintCodes, AreThoseThatAreReported) {
  const std::set<std::string> literals = LiteralsOfSources();
  ASSERT_FALSE(literals.empty());
  for (const std::string& literal : literals) {
    // Words with hyphens between them are codes and nothing else.
    const std::size_t hyphen = literal.find('-');
    if (hyphen == std::string::npos || hyphen == 0 || hyphen + 1 == literal.size()) continue;
    EXPECT_NE(FindLintCode(literal), nullptr) << literal << " is missing in the table";
  }
  for (const LintCode& code : LintCodes()) {
    EXPECT_TRUE(literals.contains(std::string(code.code))) << code.code << " is never reported";
  }
}

TEST(LintCodes, AreDocumented) {
  std::map<std::string, std::string> rows;
  std::istringstream document(ReadFile(TRAILSIFT_SOURCE_FOLDER "/docs/lint.md"));
  for (std::string line; std::getline(document, line);) {
    if (line.starts_with("| `")) rows[line.substr(3, line.find('`', 3) - 3)] = line;
  }
  for (const LintCode& code : LintCodes()) {
    const std::string row = std::string("| `") + std::string(code.code) + "` | " +
                            LevelName(code.level) + " | " + std::string(code.summary) + " | " +
                            std::string(code.help) + " |";
    EXPECT_EQ(rows[std::string(code.code)], row);
    rows.erase(std::string(code.code));
  }
  for (const auto& [code, row] : rows) ADD_FAILURE() << code << " is documented and no code";
}

}  // namespace
}  // namespace trailsift
