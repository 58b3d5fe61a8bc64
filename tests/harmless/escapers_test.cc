// Escapers by themselves, with random bytes.
#include <gtest/gtest.h>

#include <random>
#include <string>

#include "harmless/characters.h"
#include "harmless/documents.h"
#include "harmless/hostile_strings.h"
#include "writer/csv_writer.h"
#include "writer/diagnostic_text.h"
#include "writer/json_text.h"
#include "writer/markdown_text.h"
#include "writer/terminal_text.h"
#include "writer/xml_text.h"

namespace trailsift {
namespace {

constexpr int kRounds = 20'000;

// Random bytes, characters and hostile strings, one behind the other.
class RandomText {
 public:
  std::string Next() {
    std::string text;
    for (unsigned left = Below(6); left > 0; --left) AddPiece(text);
    return text;
  }

  unsigned Below(unsigned end) {
    return std::uniform_int_distribution<unsigned>(0, end - 1)(random_);
  }

 private:
  void AddPiece(std::string& text) {
    constexpr std::string_view kSteering = "\x1b[]#:;=\\`|<@\t\r\n '\"";
    switch (Below(4)) {
      case 0:
        text += static_cast<char>(Below(256));
        return;
      case 1:
        text += kSteering[Below(kSteering.size())];
        return;
      case 2:
        AppendCharacter(text, static_cast<char32_t>(Below(0x110000)));
        return;
      default:
        text += HostileStrings()[Below(static_cast<unsigned>(HostileStrings().size()))];
    }
  }

  // Surrogates too, as nobody should write them.
  static void AppendCharacter(std::string& text, char32_t value) {
    const auto tail = [value](unsigned shift) {
      return static_cast<char>(0x80 | ((value >> shift) & 0x3F));
    };
    if (value >= 0x10000) {
      text += {static_cast<char>(0xF0 | (value >> 18)), tail(12), tail(6), tail(0)};
    } else {
      text += {static_cast<char>(0xE0 | (value >> 12)), tail(6), tail(0)};
    }
  }

  std::mt19937 random_{20261103};
};

TEST(Escapers, NothingForbiddenGetsThrough) {
  RandomText random;
  for (int i = 0; i < kRounds; ++i) {
    const std::string text = random.Next();
    SCOPED_TRACE(testing::PrintToString(text));
    const std::string shown = EscapeForTerminal(text);
    ASSERT_EQ(FindForbidden(shown, Sink::kText), "");
    const std::string code = EscapeCodeForTerminal(text);
    ASSERT_EQ(FindForbidden(code, Sink::kText), "");
    ASSERT_EQ(EscapeCodeForTerminal(code), code);
    ASSERT_EQ(FindForbidden(CsvCell(text), Sink::kText), "");
    std::string json;
    AppendJsonString(json, text);
    ASSERT_EQ(FindForbidden(json, Sink::kJson), "");
    ASSERT_EQ(FindForbidden(XmlContent(text), Sink::kXml), "");
    ASSERT_EQ(FindForbidden(XmlAttribute(text), Sink::kXml), "");
    const std::string markdown = MarkdownText(text);
    ASSERT_EQ(FindForbidden(markdown, Sink::kText), "");
    ASSERT_EQ(FindLiveMarkdown(markdown), "");
    ASSERT_EQ(FindLiveMarkdown("| " + MarkdownText(text) + " | " + MarkdownCodeCell(text) +
                               " |\n| a | b |\n"),
              "");
    ASSERT_EQ(FindLiveMarkdown(MarkdownCodeBlock(text, "text")), "");
  }
}

TEST(Escapers, CutTextIsHarmlessAndFits) {
  RandomText random;
  for (int i = 0; i < kRounds; ++i) {
    const std::string shown = EscapeForTerminal(random.Next());
    const std::size_t width = random.Below(30);
    for (const std::string& cut : {CutRight(shown, width), CutLeft(shown, width)}) {
      ASSERT_EQ(FindForbidden(cut, Sink::kText), "");
      ASSERT_LE(DisplayWidth(cut), width);
      ASSERT_EQ(CutRight(cut, width), cut);
      ASSERT_EQ(CutLeft(cut, width), cut);
    }
  }
}

TEST(Escapers, CsvCellsAreOneCellAndNoFormula) {
  RandomText random;
  for (int i = 0; i < kRounds; ++i) {
    const std::string text = random.Next();
    SCOPED_TRACE(testing::PrintToString(text));
    std::string problem;
    const auto rows = ReadCsv(CsvCell(text) + ",x\r\n", problem);
    ASSERT_EQ(problem, "");
    ASSERT_EQ(rows.size(), 1U);
    ASSERT_EQ(rows.front().size(), 2U);
    ASSERT_FALSE(IsFormula(rows.front().front()));
    ASSERT_FALSE(HoldsFormulaBehindSemicolon(CsvCell(text)));
  }
}

TEST(Escapers, XmlKeepsWhatItMayHold) {
  RandomText random;
  for (int i = 0; i < kRounds; ++i) {
    const std::string text = random.Next();
    SCOPED_TRACE(testing::PrintToString(text));
    std::string problem;
    const auto values = ReadXml("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<a b=\"" +
                                    XmlAttribute(text) + "\">" + XmlContent(text) + "</a>\n",
                                "b", problem);
    ASSERT_EQ(problem, "");
    ASSERT_EQ(values.size(), 1U);
    if (IsWellFormed(text) && FindForbidden(Without("\t\n", text), Sink::kJson).empty() &&
        text.find("\uffff") == std::string::npos && text.find("\ufffe") == std::string::npos) {
      ASSERT_EQ(values.front(), text);
    }
  }
}

// The line is shown in three parts, which are escaped one by one.
TEST(Escapers, MarkedLinesAreHarmlessWherever) {
  RandomText random;
  for (int i = 0; i < kRounds; ++i) {
    const std::string line = random.Next();
    Diagnostic diagnostic;
    diagnostic.place = {line, 1, 1 + random.Below(static_cast<unsigned>(line.size()) + 2)};
    diagnostic.message = line;
    diagnostic.source_line = line;
    diagnostic.length = 1 + random.Below(8);
    ASSERT_EQ(FindForbidden(FormatDiagnostic(diagnostic, true), Sink::kColoured), "");
    ASSERT_EQ(FindForbidden(FormatFinding(diagnostic, false), Sink::kText), "");
  }
}

}  // namespace
}  // namespace trailsift
