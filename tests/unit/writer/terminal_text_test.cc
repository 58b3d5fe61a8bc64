#include "writer/terminal_text.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

namespace trailsift {
namespace {

using namespace std::string_view_literals;

struct EscapeCase {
  const char* what;
  std::string_view text;
  std::string_view shown;
};

TEST(EscapeForTerminal, ShowsWhatATerminalWouldObeyOrHide) {
  const std::vector<EscapeCase> cases = {
      {"nothing", "", ""},
      {"plain ASCII", "arn:aws:iam::111122223333:user/mallory ~!",
       "arn:aws:iam::111122223333:user/mallory ~!"},
      {"backslash", "a\\x1b", "a\\\\x1b"},
      {"escape sequence", "\x1b[31mred\x1b[0m", "\\x1b[31mred\\x1b[0m"},
      {"window title", "\x1b]0;owned\x07", "\\x1b]0;owned\\x07"},
      {"NUL", "a\0b"sv, "a\\x00b"},
      {"tab, carriage return, line feed", "a\tb\rc\nd", "a\\x09b\\x0dc\\x0ad"},
      {"DEL", "\x7f", "\\x7f"},
      {"first and last of C1", "\u0080\u009f", "\\x80\\x9f"},
      {"C1 as a control sequence introducer", "\u009b31m", "\\x9b31m"},
      {"bare byte",
       "a\xff"
       "b",
       "a\\xffb"},
      {"cut sequence", "a\xe4\xb8", "a\\xe4\\xb8"},
      {"overlong slash", "\xc0\xaf", "\\xc0\\xaf"},
      {"beyond Unicode", "\xf4\x90\x80\x80", "\\xf4\\x90\\x80\\x80"},
      {"surrogate pair as two three-byte forms", "\xed\xa0\x80\xed\xb0\x80", "\\u{d800}\\u{dc00}"},
      {"last surrogate", "\xed\xbf\xbf", "\\u{dfff}"},
      {"cut surrogate", "\xed\xa0", "\\xed\\xa0"},
      {"line and paragraph separator", "\u2028\u2029", "\\u{2028}\\u{2029}"},
      {"bidirectional override", "a\u202egpj.exe", "a\\u{202e}gpj.exe"},
      {"bidirectional marks", "\u061c\u200e\u200f\u202a\u2066\u2069",
       "\\u{61c}\\u{200e}\\u{200f}\\u{202a}\\u{2066}\\u{2069}"},
      {"zero width",
       "a\u200b\u200c\u200d\u2060\ufeff"
       "b",
       "a\\u{200b}\\u{200c}\\u{200d}\\u{2060}\\u{feff}b"},
      {"tags", "x\U000E0000\U000E0041\U000E007F", "x\\u{e0000}\\u{e0041}\\u{e007f}"},
      {"unassigned", "\u0378", "\\u{378}"},
      {"noncharacter", "\uffff", "\\u{ffff}"},
      {"soft hyphen", "a\u00adb", "a\\u{ad}b"},
      {"blank letters", "\u115f\u3164", "\\u{115f}\\u{3164}"},
      {"letters of many scripts", "Ünïcödé Ελλ עב 中文 한", "Ünïcödé Ελλ עב 中文 한"},
      {"emoji", "😀", "😀"},
      {"emoji with presentation selector", "❤\ufe0f", "❤\ufe0f"},
      {"presentation selector alone", "\ufe0f", "\\u{fe0f}"},
      {"four marks", "a\u0301\u0302\u0303\u0304b", "a\u0301\u0302\u0303\u0304b"},
      {"five marks", "a\u0301\u0302\u0303\u0304\u0305\u0306b",
       "a\u0301\u0302\u0303\u0304\\u{305}\\u{306}b"},
      {"marks counted anew", "a\u0301\u0302\u0303\u0304é\u0301",
       "a\u0301\u0302\u0303\u0304é\u0301"},
      {"mark at the start", "\u0301a", "\\u{301}a"},
      {"mark behind an escape", "ab\x1b\u0301", "ab\\x1b\\u{301}"},
      {"mark behind a backslash", "\\\u0301", "\\\\\u0301"},
      {"vowels of Hangul in a row", "\u1100\u1161\u1161\u1161\u1161\u1161",
       "\u1100\u1161\u1161\u1161\u1161\\u{1161}"},
  };
  for (const EscapeCase& c : cases) {
    SCOPED_TRACE(c.what);
    EXPECT_EQ(EscapeForTerminal(c.text), c.shown);
  }
}

TEST(EscapeForTerminal, NoTextIsACommandToGitHubActions) {
  struct Row {
    const char* text;
    const char* shown;
  };
  for (const auto& [text, shown] : {
           Row{"::error::x", "\\x3a:error::x"},
           Row{"  ::add-mask::x", "  \\x3a:add-mask::x"},
           Row{"wrapped ::debug::x", "wrapped \\x3a:debug::x"},
           Row{"\u00a0::error::x", "\u00a0\\x3a:error::x"},
           Row{"\u2003::error::x", "\u2003\\x3a:error::x"},
           Row{"\u00e9::error::x", "\u00e9::error::x"},
           Row{"##[group]x", "\\x23#[group]x"},
           Row{"x###[group]", "x#\\x23#[group]"},
           Row{"::1", "::1"},
           Row{"::ffff:192.0.2.1", "::ffff:192.0.2.1"},
           Row{"arn:aws:iam::123456789012:role/x", "arn:aws:iam::123456789012:role/x"},
           Row{"std::string", "std::string"},
           Row{"## [x]", "## [x]"},
       }) {
    EXPECT_EQ(EscapeForTerminal(text), shown);
  }
}

TEST(EscapeForTerminal, NoByteOrPairOfBytesGetsThroughRaw) {
  for (int first = 0; first < 256; ++first) {
    for (int second = 0; second < 256; ++second) {
      const std::string text = {static_cast<char>(first), static_cast<char>(second)};
      const std::string shown = EscapeForTerminal(text);
      for (const char byte : shown) {
        ASSERT_GE(static_cast<unsigned char>(byte), 0x20) << first << ' ' << second;
        ASSERT_NE(byte, '\x7f');
      }
      // Nothing invalid is left to be escaped a second time, only the backslashes double.
      std::size_t backslashes = 0;
      for (const char byte : shown) backslashes += byte == '\\' ? 1 : 0;
      ASSERT_EQ(EscapeForTerminal(shown).size(), shown.size() + backslashes);
    }
  }
}

TEST(EscapeCodeForTerminal, KeepsBackslashesAndIsElseTheSame) {
  const std::vector<EscapeCase> cases = {
      {"JSON string", R"("a\\b\u001b\n")", R"("a\\b\u001b\n")"},
      {"what looks like an escape", R"(\x1b \u{202e})", R"(\x1b \u{202e})"},
      {"escape sequence behind a backslash", "\\\x1b[2J", "\\\\x1b[2J"},
      {"line break", "a\r\nb", "a\\x0d\\x0ab"},
      {"bidirectional override", "\"\u202e\"", "\"\\u{202e}\""},
      {"bare byte", "\\\xff", "\\\\xff"},
      {"workflow commands", "::error:: ##[error]", "\\x3a:error:: \\x23#[error]"},
      {"five marks", "\\\u0301\u0302\u0303\u0304\u0305", "\\\u0301\u0302\u0303\u0304\\u{305}"},
  };
  for (const EscapeCase& c : cases) {
    SCOPED_TRACE(c.what);
    EXPECT_EQ(EscapeCodeForTerminal(c.text), c.shown);
  }
}

TEST(EscapeCodeForTerminal, NoByteOrPairOfBytesGetsThroughRaw) {
  for (int first = 0; first < 256; ++first) {
    for (int second = 0; second < 256; ++second) {
      const std::string text = {static_cast<char>(first), static_cast<char>(second)};
      const std::string shown = EscapeCodeForTerminal(text);
      for (const char byte : shown) {
        ASSERT_GE(static_cast<unsigned char>(byte), 0x20) << first << ' ' << second;
        ASSERT_NE(byte, '\x7f');
      }
      ASSERT_EQ(EscapeCodeForTerminal(shown), shown);
    }
  }
}

TEST(EscapeForTerminal, FloodOfMarksTakesSpace) {
  std::string flood = "Z";
  for (int i = 0; i < 1000; ++i) flood += "\u0335";
  EXPECT_EQ(DisplayWidth(EscapeForTerminal(flood)), 1U + 996U * 7U);
}

TEST(DisplayWidth, CountsColumns) {
  const std::vector<std::pair<std::string_view, std::size_t>> cases = {
      {"", 0},        {"abc", 3},          {"\\x1b", 4},        {"\\u{202e}", 8}, {"é", 1},
      {"e\u0301", 1}, {"中文", 4},         {"ｆｕ", 4},         {"😀", 2},         {"…", 1},
      {"한", 2},      {"\u1112\u1161", 2}, {"\u0915\u093e", 2}, {"\u00a0", 1},
  };
  for (const auto& [text, width] : cases) {
    SCOPED_TRACE(text);
    EXPECT_EQ(DisplayWidth(text), width);
  }
}

struct CutCase {
  std::string_view text;
  std::size_t width;
  std::string_view right;
  std::string_view left;
};

TEST(Cut, DividesNeitherGraphemesNorEscapes) {
  const std::vector<CutCase> cases = {
      {"abcdef", 6, "abcdef", "abcdef"},
      {"abcdef", 7, "abcdef", "abcdef"},
      {"abcdef", 5, "abcd…", "…cdef"},
      {"abcdef", 1, "…", "…"},
      {"abcdef", 0, "", ""},
      {"", 0, "", ""},
      {"中文字", 6, "中文字", "中文字"},
      {"中文字", 5, "中文…", "…文字"},
      {"中文字", 4, "中…", "…字"},
      {"e\u0301e\u0302e\u0303", 2, "e\u0301…", "…e\u0303"},
      {"ab\\x1bcd", 6, "ab…", "…cd"},
      {"ab\\x1bcd", 7, "ab\\x1b…", "…\\x1bcd"},
      {"a\\u{202e}b", 9, "a…", "…b"},
      {"\\u{202e}\\u{202e}", 15, "\\u{202e}…", "…\\u{202e}"},
      {"a\\\\b", 3, "a…", "…b"},
      {"\\\\\\\\", 3, "\\\\…", "…\\\\"},
      {"\\x1b", 3, "…", "…"},
      {"🇩🇪🇫🇷", 3, "🇩🇪…", "…🇫🇷"},
      {R"("\u202e}")", 7, "\"…", "…}\""},
      {R"("\u202e}")", 8, R"("\u202e…)", "…}\""},
      {R"(\n\t)", 3, R"(\n…)", R"(…\t)"},
      {R"(\user)", 4, R"(\us…)", "…ser"},
      {"\\é\\", 2, "\\…", "…\\"},
  };
  for (const CutCase& c : cases) {
    SCOPED_TRACE(std::string(c.text) + " to " + std::to_string(c.width));
    EXPECT_EQ(CutRight(c.text, c.width), c.right);
    EXPECT_EQ(CutLeft(c.text, c.width), c.left);
  }
}

TEST(Cut, NeverExceedsItsWidth) {
  constexpr std::string_view kText = "x\x1b[2J中\u0301\u0301é\\\u202e😀\xff한글\\한\\u1\\xend\\";
  for (const std::string& text : {EscapeForTerminal(kText), EscapeCodeForTerminal(kText)}) {
    for (std::size_t width = 0; width <= DisplayWidth(text) + 1; ++width) {
      EXPECT_LE(DisplayWidth(CutRight(text, width)), width);
      EXPECT_LE(DisplayWidth(CutLeft(text, width)), width);
      EXPECT_EQ(EscapeCodeForTerminal(CutRight(text, width)), CutRight(text, width));
    }
  }
}

}  // namespace
}  // namespace trailsift
