#include "loader/yaml_document.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "support/diagnostic_lines.h"
#include "support/yaml_json.h"

namespace trailsift {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::StartsWith;

struct ReadText {
  explicit ReadText(const std::string& text) : content(text), source("rule.yml", content) {
    ProblemReporter reporter(source);
    documents = ReadYaml(source, reporter);
    Diagnostics found;
    reporter.MoveTo(found);
    problems = DiagnosticLines(found);
  }
  std::string Json() const {
    std::string json;
    for (const YamlDocument& document : documents) {
      if (!json.empty()) json += ' ';
      json += ToCompactJson(YamlToJson(document.root));
    }
    return json;
  }

  std::string content;
  SourceText source;
  std::vector<YamlDocument> documents;
  std::vector<std::string> problems;
};

TEST(ReadYaml, GivesTheValuesOfPlainAndQuotedScalars) {
  const std::vector<std::pair<std::string, std::string>> table = {
      {"a: yes", R"({"a":"yes"})"},
      {"a: True", R"({"a":true})"},
      {"a: FALSE", R"({"a":false})"},
      {"a: \"true\"", R"({"a":"true"})"},
      {"a: 'null'", R"({"a":"null"})"},
      {"a:", R"({"a":null})"},
      {"a: ~", R"({"a":null})"},
      {"a: \"\"", R"({"a":""})"},
      {"a: 12", R"({"a":12})"},
      {"a: 0x1F", R"({"a":31})"},
      {"a: .5", R"({"a":0.5})"},
      {"a: '12'", R"({"a":"12"})"},
      {"a: |\n  12\n", R"({"a":"12\n"})"},
      {"a: >-\n  true\n", R"({"a":"true"})"},
      {"a: 2024-01-15T10:30:00Z", R"({"a":"2024-01-15T10:30:00Z"})"},
      {"a: 1:30", R"({"a":"1:30"})"},
      {"a: ! 12", R"({"a":"12"})"},
      {"a: ! ~", R"({"a":"~"})"},
      {"a: !!str 12", R"({"a":"12"})"},
      {"a: !!str", R"({"a":""})"},
      {"a: !!str\nb: &x # c\n  \"5\"\nc: *x", R"({"a":"","b":"5","c":"5"})"},
      {"a: !!int \"12\"", R"({"a":12})"},
      {"a: !!float 12", R"({"a":12})"},
      {"a: !!bool 'true'", R"({"a":true})"},
      {"a: !!null ''", R"({"a":null})"},
      {"a: !!seq [!!str 1, !<tag:yaml.org,2002:str> 2]", R"({"a":["1","2"]})"},
      {"a: !!map {b: c}", R"({"a":{"b":"c"}})"},
      {"None: [no]", R"({"None":["no"]})"},
      {"~: 1\nnull: 2\ntrue: 3\n4: 5", R"({"~":1,"null":2,"true":3,"4":5})"},
      {"\"<<\": {a: b}", R"({"<<":{"a":"b"}})"},
      {"a: \"\\x04\\uFEFF\"", "{\"a\":\"\\u0004\xEF\xBB\xBF\"}"},
      {"010: a\n99999999999999999999: b\n1_0: c",
       R"({"010":"a","99999999999999999999":"b","1_0":"c"})"},
      {"a:\nnull: 1", R"({"a":null,"null":1})"},
      {"a: 1\r\nb: |\r\n  c\r\n  d\r\n", R"({"a":1,"b":"c\nd\n"})"},
      {"? a\n: b\n? c\n", R"({"a":"b","c":null})"},
      {"{a, b: c}", R"({"a":null,"b":"c"})"},
  };
  for (const auto& [text, json] : table) {
    const ReadText read(text);
    EXPECT_EQ(read.Json(), json) << text;
    EXPECT_THAT(read.problems, IsEmpty()) << text;
  }
}

TEST(ReadYaml, ReportsProblemsWithPlaceAndCaret) {
  const std::vector<std::pair<std::string, std::vector<std::string>>> table = {
      {"a: b\xFF", {"1:5 error invalid-utf8: the byte at offset 4 is not UTF-8 ^\xFF"}},
      {"\xED\xA0\x80", {"1:1 error invalid-utf8: the byte at offset 0 is not UTF-8 ^\xED"}},
      {"a: b\x04\nc: d",
       {"1:5 error invalid-character: a control character; write \"\\x04\" in double quotes "
        "^\x04"}},
      {"a: b\rc: d",
       {"1:5 error invalid-character: a carriage return that no line feed follows ^\r"}},
      {"a: b\n\xEF\xBB\xBF",
       {"2:1 error invalid-character: a byte order mark inside the text; write \"\\uFEFF\" in "
        "double quotes ^\xEF"}},
      {"a: 1\nb:\n  a: 2\n\"a\": 3",
       {"4:1 error duplicate-key: the key \"a\" stands twice in this mapping, first at line 1, "
        "column 1 ^\"a\""}},
      {"l: {\"x\": 1, y: 2, 'x': 3}",
       {"1:19 error duplicate-key: the key \"x\" stands twice in this mapping, first at line 1, "
        "column 5 ^'x'"}},
      {"[a]: 1", {"1:1 error key-not-scalar: a key must be a scalar, not a list ^["}},
      {": 1", {"1:1 error empty-key: there is no key before ':' ^:"}},
      {"b: &x {a: 1}\nc:\n  <<: *x",
       {"3:3 error merge-key: merge keys (<<) are not supported; write the members out ^<<"}},
      {"a: !x 1",
       {"1:7 error unknown-tag: unknown tag !x; only the core tags of YAML are accepted ^1"}},
      {"a: !!binary aGk=",
       {"1:13 error wrong-tag: the tag !!binary does not fit this scalar ^aGk="}},
      {"a: !!int x", {"1:10 error wrong-tag: the tag !!int does not fit this scalar ^x"}},
      {"a: !!int 1.5", {"1:10 error wrong-tag: the tag !!int does not fit this scalar ^1.5"}},
      {"a: !!bool yes", {"1:11 error wrong-tag: the tag !!bool does not fit this scalar ^yes"}},
      {"a: !!seq {}", {"1:10 error wrong-tag: the tag !!seq does not fit a mapping ^{"}},
      {"a: !x []", {"1:7 error unknown-tag: the tag !x does not fit a list ^["}},
      {"a: 18446744073709551616",
       {"1:4 error integer-too-large: the integer does not fit in 64 bits; quote it if it is an "
        "identifier ^18446744073709551616"}},
      {"a: 0644",
       {"1:4 warning leading-zeros: 0644 is read as the decimal number 644; quote it if it is an "
        "identifier ^0644"}},
      {"a: 0o17",
       {"1:4 warning not-a-number: 0o17 is read as a string, not as a number; quote it if that is "
        "meant ^0o17"}},
      {"a: 1_000",
       {"1:4 warning not-a-number: 1_000 is read as a string, not as a number; quote it if that is "
        "meant ^1_000"}},
      {"a: *x",
       {"1:4 error invalid-yaml: invalid YAML: the alias names an anchor that is not defined "
        "before it ^*"}},
      {"a: &x\n  b: *x", {"2:6 error recursive-alias: the alias stands inside itself ^*x"}},
      {"&x [*x]", {"1:5 error recursive-alias: the alias stands inside itself ^*x"}},
      {"a: b: c",
       {"1:5 error invalid-yaml: invalid YAML: unexpected \":\"; quote a text that holds \": \", "
        "and check the indentation ^:"}},
      {"a: \"b", {"1:4 error invalid-yaml: invalid YAML: the quotation mark is never closed ^\"b"}},
      {"a: !!str # c\n\n  \"b\nc: d",
       {"3:3 error invalid-yaml: invalid YAML: the quotation mark is never closed ^\"b"}},
      {"!\n'", {"2:1 error invalid-yaml: invalid YAML: the quotation mark is never closed ^'"}},
      {"a: 'it''s",
       {"1:4 error invalid-yaml: invalid YAML: the quotation mark is never closed ^'it''s"}},
      {"a: [b, c", {"1:9 error invalid-yaml: invalid YAML: expected \",\" or \"]\" here"}},
      {"a: [b, , c]",
       {"1:6 error invalid-yaml: invalid YAML: an entry of the list is missing here ^,"}},
      {"a: b\nword\n",
       {"2:1 error invalid-yaml: invalid YAML: expected a key with \":\" behind it ^word"}},
      {"a:\n    b: 1\n  c: 2\n",
       {"3:3 error invalid-yaml: invalid YAML: expected the next key of the mapping here; check "
        "the indentation ^c"}},
      {"a: b\n]\n",
       {"2:1 error invalid-yaml: invalid YAML: a bracket is closed that was not opened ^]"}},
      {"- a\nb: c\n",
       {"2:1 error invalid-yaml: invalid YAML: this does not belong to what stands above it; check "
        "the indentation ^b"}},
      {"a:\n\tb: c",
       {"2:3 error invalid-yaml: invalid YAML: a tab in the indentation; use blanks ^:"}},
      {"a: @b",
       {"1:4 error invalid-yaml: invalid YAML: a plain text cannot begin with this character; "
        "quote it ^@"}},
      {"a: \"\n\n\"",
       {"1:4 error invalid-yaml: a quoted text of line breaks only is not supported; write "
        "\"\\n\" for each of them ^\""}},
      {"a: b\n%c: d\n",
       {"2:1 error invalid-yaml: invalid YAML: a directive that no document follows ^%"}},
  };
  for (const auto& [text, problems] : table) EXPECT_EQ(ReadText(text).problems, problems) << text;
}

TEST(ReadYaml, GoesOnAfterAProblemThatIsNotOfGrammar) {
  const ReadText read("a: 1\na: !x 2\n[b]: 08\n---\nc: *d\n");
  EXPECT_THAT(
      read.problems,
      ElementsAre(StartsWith("2:1 error duplicate-key"), StartsWith("2:7 error unknown-tag"),
                  StartsWith("3:1 error key-not-scalar"), StartsWith("3:6 warning leading-zeros"),
                  StartsWith("5:4 error invalid-yaml")));
}

TEST(ReadYaml, PlacesNodesBehindTagsAndAnchorsAndBesideWhatIsNotWritten) {
  const ReadText read("a: &x !!str  b\nc: \"d e\" # f\ng:\nh:\n  -\n  - ~\n");
  ASSERT_EQ(read.Json(), R"({"a":"b","c":"d e","g":null,"h":[null,null]})");
  const YamlNode& root = read.documents[0].root;
  const auto place = [](const YamlNode& node) {
    return std::vector<std::uint32_t>{node.place.line, node.place.column, node.place.length};
  };
  EXPECT_THAT(place(*root.Find("a")), ElementsAre(1, 14, 1));
  EXPECT_THAT(place(*root.Find("c")), ElementsAre(2, 4, 5));
  EXPECT_THAT(place(*root.Find("g")), ElementsAre(3, 1, 1));
  EXPECT_THAT(place(root.Find("h")->items[0]), ElementsAre(5, 3, 1));
  EXPECT_THAT(place(root.Find("h")->items[1]), ElementsAre(6, 5, 1));
  EXPECT_EQ(root.Find("x"), nullptr);
}

TEST(ReadYaml, PlacesBytesInsideATextThatStandsAsItIs) {
  const ReadText read("a: plain\nb: 'quoted'\nc: \"es\\x63aped\"\nd: two\n  lines\n");
  const YamlNode& root = read.documents[0].root;
  const auto column = [&](const char* key) { return root.Find(key)->PlaceInside(3).column; };
  EXPECT_EQ(column("a"), 7U);
  EXPECT_EQ(column("b"), 8U);
  EXPECT_EQ(column("c"), 4U) << "the start: an offset in the value is none in the file";
  EXPECT_EQ(column("d"), 4U);
}

TEST(ReadYaml, GivesEachDocumentItsPartOfTheText) {
  const std::string first = "# one\na: 1\n\n";
  const std::string second = "---\n# two\nb: 2\n...\n";
  const std::string third = "# three\n---\nc: 3\n";
  const ReadText read(first + second + third);
  ASSERT_EQ(read.documents.size(), 3U) << testing::PrintToString(read.problems);
  EXPECT_EQ(read.documents[0].source, first);
  EXPECT_EQ(read.documents[1].source, second);
  EXPECT_EQ(read.documents[2].source, third);
  EXPECT_EQ(read.documents[2].root.place.line, 10U);
}

TEST(ReadYaml, KeepsNoEmptyDocuments) {
  for (const char* text :
       {"", "\n", "# only a comment\n", "---\n", "---\n---\n...\n---\n", "~", "%YAML 1.2\n---\n"}) {
    const ReadText read(text);
    EXPECT_THAT(read.documents, IsEmpty()) << text;
    EXPECT_THAT(read.problems, IsEmpty()) << text;
  }
  EXPECT_EQ(ReadText("---\n---\na: 1\n---\n---\nb: 2\n---\n").Json(), R"({"a":1} {"b":2})");
}

// yaml-cpp takes each of them for a new document.
TEST(ReadYaml, TakesNothingForADocumentThatIsNotMarkedAsOne) {
  for (const char* text :
       {"a: 1\n... b\n", "a: [1]\nb]\n", "[a]\nb: 1\n", "\"a\"\nb: 1\n",
        "a: 1\n%YAML 1.2\n---\nb: 2\n", "---\n{a: b}\n, c\n", "...\n, a\n", "- a\n-b\n"}) {
    const ReadText read(text);
    ASSERT_FALSE(read.problems.empty()) << text;
    EXPECT_THAT(read.problems[0], testing::HasSubstr("error invalid-yaml")) << text;
  }
}

TEST(ReadYaml, ExpandsAliasesToWhatTheirAnchorHolds) {
  EXPECT_EQ(ReadText("a: &x {b: [1, 2]}\nc: *x\nd: [*x, &y 3, *y]\n*y : e\n").Json(),
            R"({"a":{"b":[1,2]},"c":{"b":[1,2]},"d":[{"b":[1,2]},3,3],"3":"e"})");
  EXPECT_EQ(ReadText("a: &x 1\nb: &x 2\nc: *x\n").Json(), R"({"a":1,"b":2,"c":2})");
  EXPECT_EQ(ReadText("a: &x 1\n---\nb: *x\n").problems.size(), 1U) << "anchors end with a document";
}

// `levels` lists of ten aliases each to the level before.
std::string AliasBomb(int levels) {
  std::string text = "l0: &l0 x\n";
  for (int level = 1; level <= levels; ++level) {
    const std::string alias = "*l" + std::to_string(level - 1) + ",";
    text += "l" + std::to_string(level) + ": &l" + std::to_string(level) + " [";
    for (int i = 0; i < 10; ++i) text += alias;
    text += "]\n";
  }
  return text;
}

TEST(ReadYaml, LimitsWhatAliasesStandFor) {
  EXPECT_THAT(ReadText(AliasBomb(3)).problems, IsEmpty());
  const ReadText bomb(AliasBomb(50));
  EXPECT_THAT(bomb.problems,
              ElementsAre("5:38 error alias-expansion: the aliases of this document stand for more "
                          "than 10000 values ^*l3"));
  std::string exact = "a: &a x\nb: [";
  for (std::size_t i = 0; i < kMaximumAliasNodes; ++i) exact += "*a,";
  EXPECT_THAT(ReadText(exact + "]").problems, IsEmpty());
  EXPECT_THAT(ReadText(exact + "*a]").problems,
              ElementsAre(testing::HasSubstr("error alias-expansion")));
}

std::string Nested(std::size_t levels) {
  return std::string(levels, '[') + std::string(levels, ']');
}

TEST(ReadYaml, LimitsNesting) {
  EXPECT_THAT(ReadText(Nested(kMaximumYamlNesting)).problems, IsEmpty());
  EXPECT_THAT(ReadText(Nested(kMaximumYamlNesting + 1)).problems,
              ElementsAre("1:65 error nesting-too-deep: nested more than 64 levels deep ^["));
  // 40 levels, and 30 more by an alias.
  const std::string text =
      "a: &a " + Nested(30) + "\nb: " + std::string(33, '[') + "*a" + std::string(33, ']');
  EXPECT_THAT(ReadText(text).problems, IsEmpty());
  const std::string deep = std::string(32, '[') + "&a " + Nested(30) + std::string(32, ']');
  EXPECT_THAT(ReadText("x: [" + deep + ", *a]\n").problems, IsEmpty())
      << "the alias stands higher than its anchor";
  EXPECT_THAT(
      ReadText("a: &a " + Nested(30) + "\nb: " + std::string(34, '[') + "*a" + std::string(34, ']'))
          .problems,
      ElementsAre(testing::HasSubstr(
          "error nesting-too-deep: the alias makes this nested more than 64 levels deep")));
}

// So that as many combinators as expressions may have fit into the limit.
TEST(ReadYaml, CountsACombinatorAndItsListAsOneLevel) {
  const auto nested = [](const std::string& key, std::size_t levels) {
    std::string text = "x";
    for (std::size_t i = 0; i < levels; ++i) text = "{" + key + ": [" + text + "]}";
    return text;
  };
  for (const char* key : {"All", "Any", "OnlyOne", "None", "Expressions"}) {
    EXPECT_THAT(ReadText(nested(key, kMaximumYamlNesting)).problems, IsEmpty()) << key;
    EXPECT_THAT(ReadText(nested(key, kMaximumYamlNesting + 1)).problems,
                ElementsAre(testing::HasSubstr("error nesting-too-deep")))
        << key;
    EXPECT_THAT(ReadText("a: &a " + nested(key, 33) + "\nb: " + std::string(31, '[') + "*a" +
                         std::string(31, ']'))
                    .problems,
                ElementsAre(testing::HasSubstr("error nesting-too-deep: the alias")))
        << key;
  }
  EXPECT_THAT(ReadText(nested("Other", kMaximumYamlNesting / 2)).problems, IsEmpty());
  EXPECT_THAT(ReadText(nested("Other", kMaximumYamlNesting / 2 + 1)).problems,
              ElementsAre(testing::HasSubstr("error nesting-too-deep")));
}

std::string Filled(const std::string& unit, std::size_t size) {
  std::string text;
  while (text.size() + unit.size() <= size) text += unit;
  return text;
}

// yaml-cpp calls itself for each level.
TEST(ReadYaml, KeepsTheStackWithFilesThatAreNothingButNesting) {
  for (const char* unit : {"[", "{a: ", "- ", "? ", "{All: ["}) {
    EXPECT_THAT(ReadText(Filled(unit, kMaximumRuleFileBytes)).problems,
                ElementsAre(testing::HasSubstr("error nesting-too-deep")))
        << unit;
  }
}

// Among them texts before which yaml-cpp finds documents without end.
TEST(ReadYaml, EndsWithFilesThatAreTheSameAllThrough) {
  constexpr std::size_t kSize = 16 * 1024;
  for (const char* unit :
       {"\"",    "'",     "a: ",     ": ",      "\n",       "#",     "%",        "|\n",
        "---\n", "...\n", ",",       "]",       "}",        "*a ",   "&a ",      "! ",
        "a\n",   "- a\n", "-\n",     "? a\n",   "a:\n",     "\\",    "a ",       "\n ",
        "[]",    "{},",   "--- [\n", "--- ,\n", "%T ! !\n", "- |\n", "- \"\n\n", "...\n,\n"}) {
    EXPECT_LE(ReadText(Filled(unit, kSize)).problems.size(), ProblemReporter::kMaximumKept + 1)
        << unit;
  }
}

// A list of values that some program wrote. To look for the end of the line from each of them would
// take minutes.
TEST(ReadYaml, ReadsALineThatHoldsVeryManyScalars) {
  for (const char* unit : {"\"a\",", "'a',", "a,"}) {
    const std::string list = Filled(unit, kMaximumRuleFileBytes - 5);
    EXPECT_THAT(ReadText("a: [" + list.substr(0, list.rfind(',')) + "]").problems, IsEmpty())
        << unit;
  }
}

TEST(ReadYaml, TellsTheNumberOfProblemsBeyondTheFirstHundred) {
  std::string text = "a: 1\n";
  for (int i = 0; i < 102; ++i) text += "a: 01\n";
  const std::vector<std::string> problems = ReadText(text).problems;
  EXPECT_EQ(problems.size(), 202U);
  EXPECT_THAT(std::vector(problems.end() - 2, problems.end()),
              ElementsAre("0:0 error more-problems: 2 more of the level error in this file",
                          "0:0 warning more-problems: 2 more of the level warning in this file"));
}

TEST(ReadYaml, QuotesNoLineThatIsVeryLong) {
  const std::string value(20'000, 'x');
  const ReadText read("a: !x " + value);
  EXPECT_THAT(read.problems,
              ElementsAre("1:7 error unknown-tag: unknown tag !x; only the core tags of YAML are "
                          "accepted"));
}

TEST(ReadYaml, LimitsTheSize) {
  std::string text(kMaximumRuleFileBytes, '#');
  EXPECT_THAT(ReadText(text).problems, IsEmpty());
  EXPECT_THAT(ReadText(text + '#').problems,
              ElementsAre(StartsWith(
                  "1:1 error file-too-large: a rule file may have at most 1048576 bytes")));
}

}  // namespace
}  // namespace trailsift
