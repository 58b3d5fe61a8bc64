// The readers of this folder see what they are there to see.
#include <gtest/gtest.h>

#include <string>

#include "harmless/characters.h"
#include "harmless/documents.h"
#include "writer/sarif_message.h"

namespace trailsift {
namespace {

TEST(FindForbidden, FindsWhatSteersHidesOrCommands) {
  for (const std::string text : {"\x1b[31m", "a\r\n", "\t", "\x7f", "\u009b", "\x9b", "\u202e",
                                 "\u2028", "\u200b", "\ufeff", "\U000e0041", "\xed\xa0\x80",
                                 "\xc0\xaf", "x\n::error::y", "\u2003::error::x", "a ##[error]"}) {
    EXPECT_NE(FindForbidden(text, Sink::kText), "") << testing::PrintToString(text);
  }
  EXPECT_EQ(FindForbidden("é 中 ::1 arn:aws:iam::1:x\n", Sink::kText), "");
  EXPECT_EQ(FindForbidden("\x1b[1;31mx\x1b[0m", Sink::kColoured), "");
  EXPECT_NE(FindForbidden("\x1b[2J", Sink::kColoured), "");
  EXPECT_EQ(FindForbidden("a,b\r\n", Sink::kCsv), "");
  EXPECT_NE(FindForbidden("a\rb\r\n", Sink::kCsv), "");
  EXPECT_NE(FindForbidden("\u2066", Sink::kJson), "");
  EXPECT_NE(FindForbiddenInAnnotations("::error file=a::b\n::add-mask::x\n"), "");
  EXPECT_EQ(FindForbiddenInAnnotations("::error file=a::b\n::warning::x\n"), "");
}

TEST(FindLiveMarkdown, FindsMarkupAndReferences) {
  for (const std::string text :
       {"<b>", "a ![](x)", "[a](x)", "[a]: x", "a@b", "https://x", "www.x", "`a` <b>", "\\\\<b>",
        "| a | b |\n| - | - |\n| a | b | c |\n", "```\na"}) {
    EXPECT_NE(FindLiveMarkdown(text), "") << text;
  }
  // Escaped it is no markup, but still a reference.
  EXPECT_NE(FindLiveMarkdown(EscapeMarkdown("a@b.c")), "");
  EXPECT_EQ(FindLiveMarkdown(
                "\\<b\\> `<b>` `a@b` a\\@<!-- -->b\n```\n<b>\n```\n| `a\\|b` | c |\n| - | - |\n"),
            "");
}

TEST(ReadCsv, RefusesWhatIsNotInTheForm) {
  for (const std::string text : {"a,b\n", "a,\"b\r\n", "a\"b,c\r\n"}) {
    std::string problem;
    ReadCsv(text, problem);
    EXPECT_NE(problem, "") << text;
  }
  EXPECT_TRUE(IsFormula(" \u3000=1"));
  EXPECT_FALSE(IsFormula("'=1"));
  EXPECT_TRUE(HoldsFormulaBehindSemicolon("a,\"b;\"\" =1\""));
  EXPECT_FALSE(HoldsFormulaBehindSemicolon("a,\"b;'=1;c=1\""));
}

TEST(ReadXml, RefusesWhatIsNotInTheForm) {
  for (const std::string inner :
       {"<b>", "</a>", "a ]]> b", "&x;", "&#x1b;", "&#xfffe;", "<b c=\"<\"/>", "&"}) {
    std::string problem;
    ReadXml("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<a>" + inner + "</a>\n", "b", problem);
    EXPECT_NE(problem, "") << inner;
  }
}

}  // namespace
}  // namespace trailsift
