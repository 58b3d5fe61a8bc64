#include "writer/markdown_text.h"

#include <gtest/gtest.h>

namespace trailsift {
namespace {

TEST(MarkdownText, IsNoMarkup) {
  EXPECT_EQ(MarkdownText("[a](http://b) <i> | *c*"), "\\[a\\]\\(http\\://b\\) \\<i\\> \\| \\*c\\*");
  EXPECT_EQ(MarkdownText("a@b.c"), "a\\@<!-- -->b\\.c");
  EXPECT_EQ(MarkdownText("  \\ \x1b\u202E"), "\\\\ \\\\x1b\\\\u\\{202e\\}");
}

TEST(MarkdownParagraphs, PartsParagraphsAndTakesBlanksAway) {
  EXPECT_EQ(MarkdownParagraphs("\n    a  \nb\n\n\n# c\n\n"), "a\nb\n\n\\# c\n");
  EXPECT_EQ(MarkdownParagraphs(" \n"), "");
}

TEST(MarkdownCode, FencesAreLongerThanAnyInTheText) {
  EXPECT_EQ(MarkdownCode("a.b"), "`a.b`");
  EXPECT_EQ(MarkdownCode("a`b``c"), "```a`b``c```");
  EXPECT_EQ(MarkdownCode("`a"), "`` `a ``");
  EXPECT_EQ(MarkdownCode(" a"), "`  a `");
  EXPECT_EQ(MarkdownCode(""), "");
  EXPECT_EQ(MarkdownCode("a\n\\n"), "`a\\x0a\\n`");
}

TEST(MarkdownCodeCell, EscapesWhatWouldEndTheCell) {
  EXPECT_EQ(MarkdownCodeCell("a|b\\|c"), "`a\\|b\\\\|c`");
}

TEST(MarkdownCodeBlock, FencesAreLongerThanAnyInTheText) {
  EXPECT_EQ(MarkdownCodeBlock("a: \"\\e\"\r\nb\x1b", "yaml"), "```yaml\na: \"\\e\"\nb\\x1b\n```\n");
  EXPECT_EQ(MarkdownCodeBlock("```\n````\n", "text"), "`````text\n```\n````\n`````\n");
  EXPECT_EQ(MarkdownCodeBlock("", "text"), "```text\n```\n");
}

}  // namespace
}  // namespace trailsift
