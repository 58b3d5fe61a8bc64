#include "writer/diagnostic_text.h"

#include <gtest/gtest.h>

#include <sstream>
#include <string>
#include <vector>

#include "writer/terminal_text.h"

namespace trailsift {
namespace {

Diagnostic At(std::uint32_t line, std::uint32_t column, std::string source,
              std::uint32_t length = 1) {
  Diagnostic diagnostic;
  diagnostic.place = {"r.yml", line, column};
  diagnostic.message = "bad";
  diagnostic.source_line = std::move(source);
  diagnostic.length = length;
  return diagnostic;
}

TEST(FormatDiagnostic, PointsAtThePlace) {
  Diagnostic diagnostic = At(14, 18, "    - Condition: Equal", 5);
  diagnostic.place.file = "rules/stop_logging.yml";
  diagnostic.message = "unknown condition \"Equal\", did you mean \"Equals\"?";
  EXPECT_EQ(FormatDiagnostic(diagnostic, false),
            "rules/stop_logging.yml:14:18: error: unknown condition \"Equal\", did you mean "
            "\"Equals\"?\n"
            "  14 |     - Condition: Equal\n"
            "     |                  ^~~~~\n");
}

struct PlaceCase {
  SourceLocation place;
  Diagnostic::Level level;
  std::string text;
};

TEST(FormatDiagnostic, ShowsAsMuchOfThePlaceAsIsKnown) {
  using enum Diagnostic::Level;
  const std::vector<PlaceCase> cases = {
      {{"", 0, 0}, kError, "error: bad\n"},
      {{"a.yml", 0, 0}, kWarning, "a.yml: warning: bad\n"},
      {{"a.yml", 0, 5}, kWarning, "a.yml: warning: bad\n"},
      {{"a.yml", 3, 0}, kNote, "a.yml:3: note: bad\n"},
      {{"a\nb\x1b.yml", 3, 4}, kError, "a\\x0ab\\x1b.yml:3:4: error: bad\n"},
  };
  for (const PlaceCase& c : cases) {
    Diagnostic diagnostic;
    diagnostic.place = c.place;
    diagnostic.level = c.level;
    diagnostic.message = "bad";
    EXPECT_EQ(FormatDiagnostic(diagnostic, false), c.text);
  }
}

struct CaretCase {
  const char* what;
  Diagnostic diagnostic;
  std::string source;
  std::string caret;
};

TEST(FormatDiagnostic, KeepsTheCaretUnderTheMarkedText) {
  const std::vector<CaretCase> cases = {
      {"first column", At(1, 1, "abc", 3), "   1 | abc", "     | ^~~"},
      {"end of the line", At(1, 4, "abc"), "   1 | abc", "     |    ^"},
      {"behind the line", At(1, 99, "abc", 7), "   1 | abc", "     |    ^"},
      {"length beyond the line", At(1, 2, "abc", 99), "   1 | abc", "     |  ^~"},
      {"two-byte letters before", At(1, 6, "éé: x"), "   1 | éé: x", "     |    ^"},
      {"wide letters before", At(1, 7, "中文x"), "   1 | 中文x", "     |     ^"},
      {"wide letters marked", At(1, 2, "a中文x", 6), "   1 | a中文x", "     |  ^~~~"},
      {"inside a letter", At(1, 3, "中文x"), "   1 | 中文x", "     | ^~"},
      {"tab before", At(1, 2, "\tx"), "   1 | \\x09x", "     |     ^"},
      {"control marked",
       At(1, 2,
          "a\x1b"
          "b"),
       "   1 | a\\x1bb", "     |  ^~~~"},
      {"invalid byte before", At(1, 2, "\xffx"), "   1 | \\xffx", "     |     ^"},
      {"carriage return of the line break", At(1, 2, "abc\r", 99), "   1 | abc", "     |  ^~"},
      {"large line number", At(123456, 2, "abc"), "123456 | abc", "       |  ^"},
  };
  for (const CaretCase& c : cases) {
    SCOPED_TRACE(c.what);
    const std::string text = FormatDiagnostic(c.diagnostic, false);
    EXPECT_EQ(text.substr(text.find('\n') + 1), c.source + "\n" + c.caret + "\n");
  }
}

// The parts of a line are painted one by one.
TEST(FormatDiagnostic, PartsOfALineAreNoCommandTogether) {
  EXPECT_EQ(FormatDiagnostic(At(1, 3, "a##[error]x"), false),
            "r.yml:1:3: error: bad\n   1 | a\\x23#[error]x\n     |      ^\n");
}

TEST(FormatDiagnostic, WithoutAColumnThereIsNoCaret) {
  EXPECT_EQ(FormatDiagnostic(At(7, 0, "abc"), false), "r.yml:7: error: bad\n   7 | abc\n");
}

TEST(FormatDiagnostic, CutsALongLineAroundTheCaret) {
  const std::string line = std::string(500, 'a') + "MARK" + std::string(500, 'b');
  EXPECT_EQ(FormatDiagnostic(At(1, 501, line, 4), false),
            "r.yml:1:501: error: bad\n   1 | …" + std::string(59, 'a') + "MARK" +
                std::string(55, 'b') + "…\n     | " + std::string(60, ' ') + "^~~~\n");
  for (std::uint32_t column = 1; column < 1'100; ++column) {
    for (const std::uint32_t length : {1U, 30U, 2'000U}) {
      std::istringstream lines(FormatDiagnostic(At(1, column, line, length), false));
      for (std::string shown; std::getline(lines, shown);) ASSERT_LE(DisplayWidth(shown), 127U);
    }
  }
}

TEST(FormatDiagnostic, EscapesTheMessage) {
  Diagnostic diagnostic;
  diagnostic.message = "unknown key \"\x1b[2J\n\u202e\"";
  EXPECT_EQ(FormatDiagnostic(diagnostic, false), "error: unknown key \"\\x1b[2J\\x0a\\u{202e}\"\n");
}

TEST(FormatDiagnostic, ShowsBackslashesAsTheyStandInTheFile) {
  Diagnostic diagnostic = At(1, 2, R"("\d \x1b")", 2);
  diagnostic.message = R"(no escape '\d'; write '\\d')";
  diagnostic.fix = R"(\\d)";
  diagnostic.code = "c";
  EXPECT_EQ(FormatFinding(diagnostic, false),
            "r.yml:1:2: error: no escape '\\d'; write '\\\\d' [c]\n"
            "   1 | \"\\d \\x1b\"\n"
            "     |  ^~\n"
            "     | fix: \\\\d\n");
}

TEST(FormatDiagnostic, ColoursOnRequest) {
  EXPECT_EQ(FormatDiagnostic(At(1, 1, "abc"), true),
            "\x1b[1mr.yml:1:1:\x1b[0m \x1b[1;31merror:\x1b[0m bad\n"
            "   1 | abc\n"
            "     | \x1b[1;32m^\x1b[0m\n");
}

}  // namespace
}  // namespace trailsift
