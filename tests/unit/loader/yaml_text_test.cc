#include "loader/yaml_text.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace trailsift {
namespace {

TEST(SkipProperties, FindsWhereTheNodeItselfBegins) {
  struct Row {
    std::string text;
    std::string rest;
    bool string_tag;
  };
  const std::vector<Row> table = {
      {"a", "a", false},
      {"!!str a", "a", false},
      {"&x a", "a", false},
      {"&x  !!str\ta", "a", false},
      {"!!str &x a", "a", false},
      {"! a", "a", true},
      {"&x ! a", "a", true},
      {"!", "", true},
      {"!!str\na", "\na", false},
      {"!!str, b]", ", b]", false},
      {"&x]", "]", false},
      {"!<tag:yaml.org,2002:str> a", "a", false},
      {"", "", false},
  };
  for (const Row& row : table) {
    const NodeStart start = SkipProperties("- " + row.text, 2);
    EXPECT_EQ(("- " + row.text).substr(start.offset), row.rest) << row.text;
    EXPECT_EQ(start.string_tag, row.string_tag) << row.text;
  }
  EXPECT_EQ(SkipProperties("a", 9).offset, 1U) << "behind the end";
}

TEST(FindContent, SkipsBlanksBreaksAndComments) {
  EXPECT_EQ(FindContent(" \t\r\n # c\n#\n  a", 0), 13U);
  EXPECT_EQ(FindContent("a", 0), 0U);
  EXPECT_EQ(FindContent("# c", 0), 3U);
  EXPECT_EQ(FindContent("", 4), 0U);
}

TEST(FindScalarExtent, UnderlinesTheFirstLineAndKnowsWhatIsVerbatim) {
  struct Row {
    std::string text;
    std::string value;
    std::size_t length;
    bool verbatim;
  };
  const std::vector<Row> table = {
      {"plain # c", "plain", 5, true},
      {"two\n  lines", "two lines", 3, false},
      {"\"q\" # c", "q", 3, true},
      {"'q'", "q", 3, true},
      {"''", "", 2, true},
      {R"("a\"b" c)", "a\"b", 6, false},
      {"'it''s' c", "it's", 7, false},
      {"\"two\n lines\"", "two lines", 4, false},
      {"|\n  x\n", "x\n", 1, false},
      {">-\n  x\n", "x", 1, false},
      {"\r\n", "", 1, false},
      {"", "", 1, false},
  };
  for (const Row& row : table) {
    const ScalarExtent extent = FindScalarExtent(row.text, 0, row.value);
    EXPECT_EQ(extent.length, row.length) << row.text;
    EXPECT_EQ(extent.verbatim, row.verbatim) << row.text;
  }
}

TEST(FindQuotedEnd, SkipsEscapedQuotationMarks) {
  const std::vector<std::pair<std::string, std::size_t>> table = {
      {R"("a")", 3}, {R"("a\"b")", 6}, {R"("a\\")", 5}, {R"("a\\" "b")", 5}, {"\"a\n b\" c", 6},
      {"'a'", 3},    {"'a''b'", 6},    {"''", 2},       {"'''' x", 4},       {R"('a\')", 4},
  };
  for (const auto& [text, end] : table) EXPECT_EQ(FindQuotedEnd(text, 0), end) << text;
  for (const char* text : {"\"", "\"a", R"("a\")", "'", "'a''", "'''"}) {
    EXPECT_EQ(FindQuotedEnd(text, 0), std::string_view::npos) << text;
  }
}

TEST(NullWordAt, KnowsTheFourWords) {
  for (const char* word : {"~", "null", "Null", "NULL"}) {
    for (const char* behind : {"", " x", "\n", ",", "]", "}", ":"}) {
      EXPECT_EQ(NullWordAt(std::string(word) + behind, 0), word);
    }
    EXPECT_EQ(NullWordAt(std::string(word) + "x", 0), "");
  }
  EXPECT_EQ(NullWordAt("nULL", 0), "");
  EXPECT_EQ(NullWordAt("", 5), "");
}

TEST(ContentBefore, LooksBackOverBlanksAndBreaks) {
  EXPECT_EQ(ContentBefore("a:  \n\t b", 7), 1U);
  EXPECT_EQ(ContentBefore("  ", 2), 0U);
  EXPECT_EQ(ContentBefore("ab", 0), 0U);
  EXPECT_EQ(ContentBefore("ab", 99), 1U);
  EXPECT_EQ(ContentBefore("a" + std::string(10'000, ' '), 10'001), 5905U) << "not farther";
}

TEST(HasColon, FindsAColonBehindOrAQuestionMarkBefore) {
  struct Row {
    std::string before;
    std::string behind;
    bool expected;
  };
  for (const Row& row : std::vector<Row>{{"", ": x", true},
                                         {"", "  : x", true},
                                         {"? ", "\n", true},
                                         {"?\t", "", true},
                                         {"", "", false},
                                         {"", "\n: x", false},
                                         {"?\n", "\n", false},
                                         {"- ", " x:", false}}) {
    const std::string text = row.before + "key" + row.behind;
    EXPECT_EQ(HasColon(text, row.before.size(), row.before.size() + 3), row.expected) << text;
  }
}

}  // namespace
}  // namespace trailsift
