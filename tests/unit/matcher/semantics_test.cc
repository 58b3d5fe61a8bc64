#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "event/event.h"
#include "matcher/explain.h"
#include "matcher/program.h"
#include "matcher/rule_index.h"
#include "unit/matcher/conditions.h"

namespace trailsift {
namespace {

// The columns of the semantics table: what a record holds at "f", by type and then by content.
// Empty: nothing.
constexpr std::string_view kValues[] = {
    // missing, null, ""
    "",
    "null",
    R"("")",
    // strings
    R"("abc")",
    R"("xabcx")",
    R"("abcx")",
    R"("xabc")",
    R"("ABC")",
    R"("403")",
    // numbers
    "403",
    "4.030e2",
    "0",
    "9007199254740993",
    // booleans
    "true",
    "false",
    // lists
    "[]",
    R"(["x","abc"])",
    R"(["xabcx",["abc"],null])",
    "[true,403.0]",
    "[\"\"]",
    // objects
    "{}",
    R"({"abc":"abc"})",
};

struct Row {
  const char* name;
  Operator op;
  std::vector<Literal> operands;
  // A letter for each of kValues, with blanks between the types.
  const char* expected;
};

const Literal kAbc = Literal::String("abc");
const Literal kEmpty = Literal::String("");
const Literal k403 = Literal::Number("403");

// clang-format off
//                                                        ""       number     list
//                                               missing | string  |     bool |       object
//                                                     \ | |       |     |    |       |
const Row kRows[] = {
    {"EqualsString", Operator::kEquals, {kAbc},         "FFF TFFFFF FFFF FF FFFFF FF"},
    {"EqualsEmptyString", Operator::kEquals, {kEmpty},  "FFT FFFFFF FFFF FF FFFFF FF"},
    {"EqualsNumber", Operator::kEquals, {k403},         "FFF FFFFFF TTFF FF FFFFF FF"},
    {"EqualsNumberOtherSpelling", Operator::kEquals, {Literal::Number("40300e-2")},
                                                        "FFF FFFFFF TTFF FF FFFFF FF"},
    {"EqualsZero", Operator::kEquals, {Literal::Number("-0.0")},
                                                        "FFF FFFFFF FFTF FF FFFFF FF"},
    {"EqualsOneBelowInDoubles", Operator::kEquals, {Literal::Number("9007199254740992")},
                                                        "FFF FFFFFF FFFF FF FFFFF FF"},
    {"EqualsLongInteger", Operator::kEquals, {Literal::Number("9007199254740993.0")},
                                                        "FFF FFFFFF FFFT FF FFFFF FF"},
    {"EqualsTrue", Operator::kEquals, {Literal::Boolean(true)},
                                                        "FFF FFFFFF FFFF TF FFFFF FF"},
    {"EqualsFalse", Operator::kEquals, {Literal::Boolean(false)},
                                                        "FFF FFFFFF FFFF FT FFFFF FF"},
    {"StartsWith", Operator::kStartsWith, {kAbc},       "FFF TFTFFF FFFF FF FFFFF FF"},
    {"StartsWithEmpty", Operator::kStartsWith, {kEmpty},
                                                        "FFT TTTTTT FFFF FF FFFFF FF"},
    {"EndsWith", Operator::kEndsWith, {kAbc},           "FFF TFFTFF FFFF FF FFFFF FF"},
    {"EndsWithEmpty", Operator::kEndsWith, {kEmpty},    "FFT TTTTTT FFFF FF FFFFF FF"},
    {"ContainsString", Operator::kContains, {kAbc},     "FFF TTTTFF FFFF FF FTFFF FF"},
    {"ContainsEmpty", Operator::kContains, {kEmpty},    "FFT TTTTTT FFFF FF FFFFT FF"},
    {"ContainsNumber", Operator::kContains, {k403},     "FFF FFFFFF FFFF FF FFFTF FF"},
    {"ContainsBoolean", Operator::kContains, {Literal::Boolean(true)},
                                                        "FFF FFFFFF FFFF FF FFFTF FF"},
    {"IsInStrings", Operator::kIsIn, {kAbc, Literal::String("ABC"), kEmpty},
                                                        "FFT TFFFTF FFFF FF FFFFF FF"},
    {"IsInOneString", Operator::kIsIn, {kAbc},          "FFF TFFFFF FFFF FF FFFFF FF"},
    {"IsInNumbers", Operator::kIsIn, {Literal::Number("0.0"), k403},
                                                        "FFF FFFFFF TTTF FF FFFFF FF"},
    {"IsInMixed", Operator::kIsIn, {Literal::Boolean(false), k403, kAbc},
                                                        "FFF TFFFFF TTFF FT FFFFF FF"},
    {"IsInNothing", Operator::kIsIn, {},                "FFF FFFFFF FFFF FF FFFFF FF"},
    {"Exists", Operator::kExists, {},                   "FTT TTTTTT TTTT TT TTTTT TT"},
    {"IsNotNull", Operator::kIsNotNull, {},             "FFT TTTTTT TTTT TT TTTTT TT"},
};
// clang-format on

class SemanticsTable : public testing::TestWithParam<Row> {};

TEST_P(SemanticsTable, BothEvaluatorsAgreeInEveryCellAndItsOpposite) {
  std::string cells = GetParam().expected;
  std::erase(cells, ' ');
  ASSERT_EQ(cells.size(), std::size(kValues));
  const Condition positive = Leaf("f", GetParam().op, GetParam().operands);
  for (const bool negated : {false, true}) {
    const RuleSet rules = RulesOf({negated ? Not(positive) : positive});
    Projection projection;
    const RuleIndex index(rules, {0}, projection);
    RuleIndex::Scratch scratch(index);
    Event event(projection);
    std::vector<RuleNumber> matches;
    for (std::size_t i = 0; i < cells.size(); ++i) {
      SCOPED_TRACE(std::string(negated ? "negated, " : "") + "value " + std::string(kValues[i]));
      const std::string record =
          kValues[i].empty() ? "{}" : "{\"f\":" + std::string(kValues[i]) + "}";
      const bool expected = (cells[i] == 'T') != negated;
      EXPECT_EQ(Evaluate(rules.rules[0].condition, *ParseJson(record)), expected);
      ASSERT_FALSE(event.Assign(record));
      index.FindMatches(event, scratch, matches);
      EXPECT_EQ(!matches.empty(), expected);
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Operators, SemanticsTable, testing::ValuesIn(kRows),
                         [](const auto& row) { return std::string(row.param.name); });

struct GroupRow {
  Group::Kind kind;
  // Verdicts with no children, then with three of which none, one, two and all hold.
  const char* expected;
};

TEST(GroupSemantics, CountsChildren) {
  const GroupRow rows[] = {{Group::Kind::kAll, "TFFFT"},
                           {Group::Kind::kAny, "FFTTT"},
                           {Group::Kind::kOnlyOne, "FFTFF"},
                           {Group::Kind::kNone, "TTFFF"}};
  const std::string records[] = {"{}", "{}", R"({"b":0})", R"({"a":0,"c":0})",
                                 R"({"a":0,"b":0,"c":0})"};
  for (const GroupRow& row : rows) {
    for (std::size_t i = 0; i < std::size(records); ++i) {
      SCOPED_TRACE(testing::Message() << static_cast<int>(row.kind) << " on " << records[i]);
      std::vector<Condition> children;
      if (i > 0) children = {Exists("a"), Exists("b"), Exists("c")};
      const Condition condition = MakeGroup(row.kind, children);
      const bool expected = row.expected[i] == 'T';
      EXPECT_EQ(Evaluate(condition, *ParseJson(records[i])), expected);
      Projection projection;
      Program program;
      const Program::Entry entry = program.Add(condition, projection);
      ProgramMemory memory = program.MakeMemory();
      memory.StartEvent();
      Event event(projection);
      ASSERT_FALSE(event.Assign(records[i]));
      EXPECT_EQ(program.Holds(entry, event, memory), expected);
    }
  }
}

// What a condition sees through a path, most of all through [*], whose result is a list.
TEST(PathSemantics, ReadsAsTheSpecificationSays) {
  struct Case {
    const char* path;
    Operator op;
    Literal operand;
    const char* record;
    bool expected;
  };
  const Case cases[] = {
      {"l[*].a", Operator::kContains, kAbc, R"({"l":[{"b":1},{"a":"abc"}]})", true},
      {"l[*].a", Operator::kEquals, kAbc, R"({"l":[{"a":"abc"}]})", false},
      {"l[*].a", Operator::kContains, kAbc, R"({"l":{"a":"abc"}})", false},
      {"l.a", Operator::kEquals, kAbc, R"({"l":[{"a":"abc"}]})", false},
      {"l[1]", Operator::kEquals, kAbc, R"({"l":["x","abc"]})", true},
      {"l[2]", Operator::kEquals, kAbc, R"({"l":["x","abc"]})", false},
      {"F", Operator::kEquals, kAbc, R"({"f":"abc"})", true},
      {"F", Operator::kEquals, kAbc, R"({"f":"abc","F":"other"})", false},
      {R"(["a.b"])", Operator::kEquals, kAbc, R"({"a.b":"abc"})", true},
      {"p_log_type", Operator::kEquals, Literal::String("AWS.CloudTrail"), "{}", true},
      {"p_log_type", Operator::kEquals, Literal::String("AWS.CloudTrail"),
       R"({"p_log_type":"own"})", false},
      {"p_udm.actor_user", Operator::kEquals, Literal::String("eve"),
       R"({"userIdentity":{"type":"IAMUser","userName":"eve"}})", true},
      {"p_udm.actor_user", Operator::kEquals, Literal::String("eve"),
       R"({"userIdentity":{"type":"IAMUser","userName":"x"},"p_udm":{"actor_user":"eve"}})", true},
      {"p_any_usernames", Operator::kContains, Literal::String("eve"),
       R"({"userIdentity":{"userName":"eve"}})", true},
  };
  for (const Case& each : cases) {
    SCOPED_TRACE(std::string(each.path) + " in " + each.record);
    const RuleSet rules = RulesOf({Leaf(each.path, each.op, {each.operand})});
    EXPECT_EQ(Evaluate(rules.rules[0].condition, *ParseJson(each.record)), each.expected);
    Projection projection;
    const RuleIndex index(rules, {0}, projection);
    RuleIndex::Scratch scratch(index);
    Event event(projection);
    ASSERT_FALSE(event.Assign(each.record));
    std::vector<RuleNumber> matches;
    index.FindMatches(event, scratch, matches);
    EXPECT_EQ(!matches.empty(), each.expected);
  }
}

}  // namespace
}  // namespace trailsift
