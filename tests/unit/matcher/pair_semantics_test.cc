// Section 2.7 of the rule specification: conditions that compare two fields, by both evaluators.
#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "unit/matcher/both_evaluators.h"
#include "unit/matcher/conditions.h"

namespace trailsift {
namespace {

struct Pair {
  std::string_view left;  // Empty: missing.
  std::string_view right;
};

// The columns.
constexpr Pair kPairs[] = {
    // Missing or null on either side.
    {"", ""},
    {"", R"("abc")"},
    {R"("abc")", ""},
    {"null", "null"},
    {"null", R"("abc")"},
    {R"("abc")", "null"},
    // Texts.
    {R"("abc")", R"("abc")"},
    {R"("abc")", R"("ABC")"},
    {R"("abc")", R"("ab")"},
    {R"("abc")", R"("BC")"},
    {R"("abc")", R"("b")"},
    {R"("abc")", R"("")"},
    {R"("ab")", R"("abc")"},
    // Numbers.
    {"403", "4.03e2"},
    {"9007199254740992", "9007199254740993"},
    {"2", "1.5"},
    // Types that do not fit.
    {"1", R"("1")"},
    {"true", R"("true")"},
    {R"("abc")", "[\"abc\"]"},
    {"true", "true"},
    {"true", "false"},
    // A list that holds the right value, and one that does not.
    {R"(["x","abc"])", R"("abc")"},
    {R"(["x","abc"])", R"("ABC")"},
    {R"(["x",1.0])", "1"},
    {R"([["x"],{"a":1}])", R"({"a":1.0})"},
    {R"([null])", R"("abc")"},
    {"[null]", "null"},
    // Lists and objects by structure.
    {R"(["x",{"a":1,"b":null}])", R"([ "x", {"b":null,"a":1.0} ])"},
    {R"(["x","y"])", R"(["y","x"])"},
    {R"({"a":["X"]})", R"({"a":["x"]})"},
    {"[]", "{}"},
};

struct Row {
  Operator op;
  bool ignores_case;
  // A letter for each of kPairs, with blanks between their kinds.
  const char* expected;
  const char* expected_if_negated;
};

// clang-format off
const Row kRows[] = {
    {Operator::kEquals, false,
     "FFFFFF TFFFFFF TFF FFFTF FFFFFF TFFF",
     "TTTTTT FTTTTTT FTT TTTFT TTTTTT FTTT"},
    {Operator::kEquals, true,
     "FFFFFF TTFFFFF TFF FFFTF FFFFFF TFFF",
     "TTTTTT FFTTTTT FTT TTTFT TTTTTT FTTT"},
    {Operator::kContains, false,
     "FFFFFF TFTFTTF FFF FFFFF TFTTFF FFFF",
     "TTTTTT FTFTFFT TTT TTTTT FTFFTT TTTT"},
    {Operator::kContains, true,
     "FFFFFF TTTTTTF FFF FFFFF TTTTFF FFFF",
     "TTTTTT FFFFFFT TTT TTTTT FFFFTT TTTT"},
    {Operator::kStartsWith, false,
     "FFFFFF TFTFFTF FFF FFFFF FFFFFF FFFF",
     "TTTTTT FTFTTFT TTT TTTTT TTTTTT TTTT"},
    {Operator::kStartsWith, true,
     "FFFFFF TTTFFTF FFF FFFFF FFFFFF FFFF",
     "TTTTTT FFFTTFT TTT TTTTT TTTTTT TTTT"},
    {Operator::kEndsWith, false,
     "FFFFFF TFFFFTF FFF FFFFF FFFFFF FFFF",
     "TTTTTT FTTTTFT TTT TTTTT TTTTTT TTTT"},
    {Operator::kEndsWith, true,
     "FFFFFF TTFTFTF FFF FFFFF FFFFFF FFFF",
     "TTTTTT FFTFTFT TTT TTTTT TTTTTT TTTT"},
    {Operator::kIsGreater, false,
     "FFFFFF FFFFFFF FFT FFFFF FFFFFF FFFF",
     "TTTTTT TTTTTTT TTF TTTTT TTTTTT TTTT"},
    {Operator::kIsGreaterOrEqual, false,
     "FFFFFF FFFFFFF TFT FFFFF FFFFFF FFFF",
     "TTTTTT TTTTTTT FTF TTTTT TTTTTT TTTT"},
    {Operator::kIsLess, false,
     "FFFFFF FFFFFFF FTF FFFFF FFFFFF FFFF",
     "TTTTTT TTTTTTT TFT TTTTT TTTTTT TTTT"},
    {Operator::kIsLessOrEqual, false,
     "FFFFFF FFFFFFF TTF FFFFF FFFFFF FFFF",
     "TTTTTT TTTTTTT FFT TTTTT TTTTTT TTTT"},
};
// clang-format on

TEST(PairSemantics, BothEvaluatorsSayWhatTheTableSays) {
  for (const Row& row : kRows) {
    for (const bool negated : {false, true}) {
      std::string cells = negated ? row.expected_if_negated : row.expected;
      std::erase(cells, ' ');
      ASSERT_EQ(cells.size(), std::size(kPairs));
      Condition condition = Fields("left", row.op, "right");
      if (row.ignores_case) condition = Folded(condition);
      if (negated) condition = Not(condition);
      const BothEvaluators evaluators(condition);
      for (std::size_t i = 0; i < cells.size(); ++i) {
        const auto& [left, right] = kPairs[i];
        std::string record = R"({"z":0)";
        if (!left.empty()) record += R"(,"left":)" + std::string(left);
        if (!right.empty()) record += R"(,"right":)" + std::string(right);
        EXPECT_EQ(evaluators.Judge(record + "}"), cells[i]) << Print(condition) << " on " << record;
      }
    }
  }
}

TEST(PairSemantics, FieldsMayBeDerivedOrTheSame) {
  const char* const record =
      R"({"userIdentity":{"type":"IAMUser","userName":"eve"},"u":"EVE","l":[{"a":"eve"}]})";
  EXPECT_EQ(Judge(Fields("userIdentity.userName", Operator::kEquals, "p_udm.actor_user"), record),
            'T');
  EXPECT_EQ(Judge(Folded(Fields("u", Operator::kEquals, "actor_user")), record), 'T');
  EXPECT_EQ(Judge(Fields("l[*].a", Operator::kContains, "actor_user"), record), 'T');
  EXPECT_EQ(Judge(Fields("p_any_usernames", Operator::kEquals, "l[*].a"), record), 'T');
  EXPECT_EQ(Judge(Fields("l", Operator::kEquals, "l"), record), 'T');
  EXPECT_EQ(Judge(Fields("none", Operator::kEquals, "none"), record), 'F');
}

// A list of many elements and a large value that it is asked for.
std::string HostileRecord(std::string_view element, const std::string& wanted) {
  constexpr int kMany = 60'000;
  std::string list = "null";
  for (int i = 0; i < kMany; ++i) list.append(",").append(element);
  return "{\"l\":[" + list + "],\"w\":" + wanted + "}";
}

// None of these ends soon if the cost is that of one value times the other.
TEST(PairSemantics, ALongValueCostsNoMoreForALargeOne) {
  constexpr std::size_t kLarge = 1'000'000;
  std::string object = R"("b":1)";
  for (std::size_t i = 0; i < kLarge / 20; ++i) object += R"(,"a":2)";
  const std::string records[] = {
      HostileRecord(R"({"a":1})", "{" + object + "}"),
      HostileRecord(R"([{"a":1}])", "[{" + object + "}]"),
      HostileRecord(R"("x")", "\"x" + std::string(kLarge, 'X') + "\""),
      HostileRecord("1", "1" + std::string(kLarge, '0')),
      HostileRecord("1", "1." + std::string(kLarge, '0') + "1"),
      HostileRecord("1e1", "1e" + std::string(kLarge, '9')),
      HostileRecord("1e1", "1e" + std::string(kLarge, '0')),
      R"({"l":")" + std::string(2 * kLarge, 'x') + R"(","w":")" + std::string(kLarge, 'X') + "y\"}",
  };
  const RuleSet rules = RulesOf({Folded(Fields("l", Operator::kContains, "w"))});
  Projection projection;
  const RuleIndex index(rules, {0}, projection);
  RuleIndex::Scratch scratch(index);
  Event event(projection);
  std::vector<RuleNumber> matches;
  for (const std::string& record : records) {
    ASSERT_FALSE(event.Assign(record));
    index.FindMatches(event, scratch, matches);
    EXPECT_TRUE(matches.empty());
  }
}

// The predicate that compares a field with itself is not the one that compares it with nothing.
TEST(PairSemantics, IsNotMistakenForAComparisonWithNoValues) {
  const Condition nothing = Leaf("f", Operator::kEquals, {});
  EXPECT_EQ(Judge(All({Fields("f", Operator::kEquals, "f"), Not(nothing)}), R"({"f":1})"), 'T');
  EXPECT_EQ(Judge(Any({nothing, Not(Fields("f", Operator::kEquals, "f"))}), R"({"f":1})"), 'F');
}

}  // namespace
}  // namespace trailsift
