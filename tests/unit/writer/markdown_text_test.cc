#include "writer/markdown_text.h"

#include <gtest/gtest.h>

namespace trailsift {
namespace {

TEST(MarkdownText, IsNoMarkup) {
  EXPECT_EQ(MarkdownText("[a](http://b) <i> | *c*"),
            "\\[a\\]\\(http\\:<!-- -->//b\\) \\<i\\> \\| \\*c\\*");
  EXPECT_EQ(MarkdownText("a@b.c"), "a\\@<!-- -->b\\.c");
  EXPECT_EQ(MarkdownText("  \\ \x1b\u202E"), "\\\\ \\\\x1b\\\\u\\{202e\\}");
}

TEST(MarkdownText, IsNoReference) {
  struct Row {
    const char* text;
    const char* markdown;
  };
  for (const auto& [text, markdown] : {
           Row{"@name, a@b", "\\@<!-- -->name, a\\@<!-- -->b"},
           Row{"#12 o/r#7", "\\#<!-- -->12 o/r\\#<!-- -->7"},
           Row{"GH-12 and JIRA-7", "GH\\-<!-- -->12 and JIRA\\-<!-- -->7"},
           Row{":smile: :+1:", "\\:<!-- -->smile\\: \\:<!-- -->\\+1\\:"},
           Row{"https://x WWW.x", "https\\:<!-- -->//x WWW<!-- -->\\.x"},
           Row{"0123abc", "0123ab<!-- -->c"},
           Row{"a5c3785ed8d6a", "a5c378<!-- -->5ed8d6<!-- -->a"},
           // None of these is one.
           Row{"a: b", "a\\: b"},
           Row{"no. # 1 @ home:", "no\\. \\# 1 \\@ home\\:"},
           Row{"well-known 1-2", "well\\-known 1\\-2"},
           Row{"abc123 fade succeeded x0123abc 0123abc_",
               "abc123 fade succeeded x0123abc 0123abc\\_"},
           Row{"", ""},
       }) {
    EXPECT_EQ(MarkdownText(text), markdown);
  }
}

TEST(MarkdownParagraphs, PartsParagraphsAndTakesBlanksAway) {
  EXPECT_EQ(MarkdownParagraphs("\n    a  \nb\n\n\n# c\n\n"), "a\nb\n\n\\# c\n");
  EXPECT_EQ(MarkdownParagraphs(" \n"), "");
}

TEST(MarkdownParagraphsWithoutHtml, ShowsReferencesAsCode) {
  EXPECT_EQ(MarkdownParagraphsWithoutHtml("# see http://x/y_z  or ask\n\n a@b.c, **now** <b>\x1b"),
            "\\# see `http://x/y_z`  or ask\n\n`a@b.c,` \\*\\*now\\*\\* \\<b\\>\\\\x1b\n");
  EXPECT_EQ(MarkdownParagraphsWithoutHtml("`@x` w\\[a](b)"), "`` `@x` `` w\\\\\\[a\\]\\(b\\)\n");
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
