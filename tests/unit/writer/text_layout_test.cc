#include "writer/text_layout.h"

#include <gtest/gtest.h>

#include "writer/terminal_text.h"

namespace trailsift {
namespace {

using Lines = std::vector<std::string>;

TEST(CutLine, TakesLinesWithoutTheirEnds) {
  std::string_view text = "a\r\n\nb\rc\nd";
  Lines lines;
  while (!text.empty()) lines.emplace_back(CutLine(text));
  EXPECT_EQ(lines, (Lines{"a", "", "b\rc", "d"}));
}

TEST(FlowWords, FillsLinesByDisplayWidth) {
  EXPECT_EQ(FlowWords(WordsOf("one two three"), 7), (Lines{"one two", "three"}));
  EXPECT_EQ(FlowWords(WordsOf("one two three"), 6), (Lines{"one", "two", "three"}));
  EXPECT_EQ(FlowWords(WordsOf("  one   two "), 0), Lines{"one two"});
  EXPECT_EQ(FlowWords(WordsOf("日本 語"), 7), Lines{"日本 語"});
  EXPECT_EQ(FlowWords(WordsOf("日本 語"), 6), (Lines{"日本", "語"}));
  EXPECT_EQ(FlowWords({}, 10), Lines{});
}

TEST(FlowWords, IndentsAllLinesButTheFirst) {
  EXPECT_EQ(FlowWords(WordsOf("one two three four"), 8, 2),
            (Lines{"one two", "  three", "  four"}));
}

TEST(FlowWords, DividesWideWordsBetweenGraphemesButNeverAsciiWords) {
  EXPECT_EQ(FlowWords(WordsOf("a https://example.com/long b"), 8),
            (Lines{"a", "https://example.com/long", "b"}));
  EXPECT_EQ(FlowWords(WordsOf("一二三四五六"), 8), (Lines{"一二三四", "五六"}));
  const Lines lines =
      FlowWords(WordsOf("e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301 x"), 8);
  EXPECT_EQ(lines, (Lines{"e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301", "e\u0301 x"}))
      << "an accent stays with its letter";
}

TEST(FlowWords, NoLineBeginsWithACommandToGitHubActions) {
  EXPECT_EQ(FlowWords(WordsOf("一二三四::error::x"), 8), (Lines{"一二三", "四::erro", "r::x"}));
  EXPECT_EQ(FlowWords(WordsOf("一二三四::1"), 8), (Lines{"一二三四", "::1"}));
  EXPECT_EQ(FlowWords(WordsOf("一二三x::error::y"), 8, 2),
            (Lines{"一二三x:", "  :erro", "  r::y"}));
}

TEST(FlowWords, NeverWidensALineAndLosesNothing) {
  const std::string text =
      "Ein längerer Text mit 日本語の長い文章がここにあります und \u202Eesrever.";
  for (std::size_t width = 8; width < 60; ++width) {
    std::string joined;
    for (const std::string& line : FlowWords(WordsOf(text), width)) {
      EXPECT_LE(DisplayWidth(line), std::max<std::size_t>(width, 16)) << width;
      joined += line;
    }
    std::erase(joined, ' ');
    std::string wanted = EscapeForTerminal(text);
    std::erase(wanted, ' ');
    EXPECT_EQ(joined, wanted) << width;
  }
}

TEST(NotationWords, KeepsStringsWhole) {
  EXPECT_EQ(NotationWords("a eq \"x \\\" y\" and b in [\"p q\", \"r\"]"),
            (Words{"a", "eq", "\"x \\\" y\"", "and", "b", "in", "[\"p q\",", "\"r\"]"}));
  EXPECT_EQ(NotationWords("a eq \"\\\\\" and b"), (Words{"a", "eq", "\"\\\\\"", "and", "b"}));
}

TEST(WrapText, WrapsEachLineAndKeepsItsIndentation) {
  EXPECT_EQ(WrapText("one two\n\n  three four\nfive\n\n", 9),
            (Lines{"one two", "", "  three", "  four", "five"}));
  EXPECT_EQ(WrapText("tab\there\r\nx", 0), (Lines{"tab\\x09here", "x"}));
  EXPECT_EQ(WrapText(" \n", 9), Lines{});
}

TextTable SampleTable() {
  TextTable table({"ID", "NAME", "N"});
  table.AddRow({{{"first"}}, {WordsOf("some words here")}, {{"1"}}});
  table.AddRow({{{"second.id"}, "<"}, {WordsOf("x")}, {}});
  return table;
}

TEST(TextTable, AlignsColumnsAndWrapsTheWidestFirst) {
  EXPECT_EQ(SampleTable().Format(0),
            "  ID         NAME             N\n"
            "  first      some words here  1\n"
            "  <second.id\x1b[0m  x\n");
  EXPECT_EQ(SampleTable().Format(26),
            "  ID         NAME        N\n"
            "  first      some words  1\n"
            "             here\n"
            "  <second.id\x1b[0m  x\n");
}

TEST(TextTable, BecomesListsWhereItDoesNotFit) {
  EXPECT_EQ(SampleTable().Format(18),
            "  first\n"
            "    name  some\n"
            "          words\n"
            "          here\n"
            "    n     1\n"
            "  <second.id\x1b[0m\n"
            "    name  x\n"
            "    n\n");
  EXPECT_EQ(SampleTable().Format(1), SampleTable().Format(16)) << "narrower ones overflow";
}

TEST(TextTable, ManyLinesAreAlignedWithWideCharacters) {
  TextTable table({"A", "B"});
  table.AddRow({{{"日本"}}, {{"x"}}});
  table.AddRow({{{"abc"}}, {{"y"}}});
  EXPECT_EQ(table.Format(80), "  A     B\n  日本  x\n  abc   y\n");
}

}  // namespace
}  // namespace trailsift
