// The table of section 2.5 of the rule specification: every condition, in both forms, on every type
// of value, by both evaluators. Each cell is written down, the opposite ones as well.
#include <gtest/gtest.h>

#include <ostream>
#include <string>
#include <string_view>
#include <vector>

#include "unit/matcher/both_evaluators.h"
#include "unit/matcher/conditions.h"

namespace trailsift {
namespace {

// The columns: what a record holds at "f", by type and then by content. Empty: nothing.
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
    R"("10.1.2.3")",
    R"("8.8.8.8")",
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
    R"(["ABC"])",
    R"(["x","10.1.2.3"])",
    // objects
    "{}",
    R"({"abc":"abc"})",
};

constexpr bool kExact = false;
constexpr bool kFolded = true;  // Without letter case.

struct Row {
  const char* name;
  Operator op;
  bool ignores_case;
  std::vector<Literal> operands;
  // A letter for each of kValues, with blanks between the types.
  const char* expected;
  const char* expected_if_negated;
};

void PrintTo(const Row& row, std::ostream* out) { *out << row.name; }

Literal Text(const char* text) { return Literal::String(text); }
Literal Number(const char* token) { return Literal::Number(token); }
Literal Boolean(bool value) { return Literal::Boolean(value); }
const Literal kAbc = Text("abc");

// clang-format off
//    missing, null, "", then strings, numbers, booleans, lists, objects
const Row kRows[] = {
    {"EqualsText", Operator::kEquals, kExact, {kAbc},
     "FFF TFFFFFFF FFFF FF FFFFFFF FF",
     "TTT FTTTTTTT TTTT TT TTTTTTT TT"},
    {"EqualsEmptyText", Operator::kEquals, kExact, {Text("")},
     "FFT FFFFFFFF FFFF FF FFFFFFF FF",
     "TTF TTTTTTTT TTTT TT TTTTTTT TT"},
    {"EqualsDigitsAsText", Operator::kEquals, kExact, {Text("403")},
     "FFF FFFFFTFF FFFF FF FFFFFFF FF",
     "TTT TTTTTFTT TTTT TT TTTTTTT TT"},
    {"EqualsWordTrueAsText", Operator::kEquals, kExact, {Text("true")},
     "FFF FFFFFFFF FFFF FF FFFFFFF FF",
     "TTT TTTTTTTT TTTT TT TTTTTTT TT"},
    {"EqualsNumber", Operator::kEquals, kExact, {Number("403")},
     "FFF FFFFFFFF TTFF FF FFFFFFF FF",
     "TTT TTTTTTTT FFTT TT TTTTTTT TT"},
    {"EqualsNumberSpeltOtherwise", Operator::kEquals, kExact, {Number("40300e-2")},
     "FFF FFFFFFFF TTFF FF FFFFFFF FF",
     "TTT TTTTTTTT FFTT TT TTTTTTT TT"},
    {"EqualsZero", Operator::kEquals, kExact, {Number("-0.0")},
     "FFF FFFFFFFF FFTF FF FFFFFFF FF",
     "TTT TTTTTTTT TTFT TT TTTTTTT TT"},
    {"EqualsNeighbourInDoubles", Operator::kEquals, kExact, {Number("9007199254740992")},
     "FFF FFFFFFFF FFFF FF FFFFFFF FF",
     "TTT TTTTTTTT TTTT TT TTTTTTT TT"},
    {"EqualsLongInteger", Operator::kEquals, kExact, {Number("9007199254740993.0")},
     "FFF FFFFFFFF FFFT FF FFFFFFF FF",
     "TTT TTTTTTTT TTTF TT TTTTTTT TT"},
    {"EqualsTrue", Operator::kEquals, kExact, {Boolean(true)},
     "FFF FFFFFFFF FFFF TF FFFFFFF FF",
     "TTT TTTTTTTT TTTT FT TTTTTTT TT"},
    {"EqualsFalse", Operator::kEquals, kExact, {Boolean(false)},
     "FFF FFFFFFFF FFFF FT FFFFFFF FF",
     "TTT TTTTTTTT TTTT TF TTTTTTT TT"},
    {"IEqualsText", Operator::kEquals, kFolded, {Text("aBC")},
     "FFF TFFFTFFF FFFF FF FFFFFFF FF",
     "TTT FTTTFTTT TTTT TT TTTTTTT TT"},
    {"IEqualsEmptyText", Operator::kEquals, kFolded, {Text("")},
     "FFT FFFFFFFF FFFF FF FFFFFFF FF",
     "TTF TTTTTTTT TTTT TT TTTTTTT TT"},
    {"IEqualsNumber", Operator::kEquals, kFolded, {Number("403")},
     "FFF FFFFFFFF TTFF FF FFFFFFF FF",
     "TTT TTTTTTTT FFTT TT TTTTTTT TT"},
    {"IEqualsTrue", Operator::kEquals, kFolded, {Boolean(true)},
     "FFF FFFFFFFF FFFF TF FFFFFFF FF",
     "TTT TTTTTTTT TTTT FT TTTTTTT TT"},
    {"StartsWithText", Operator::kStartsWith, kExact, {kAbc},
     "FFF TFTFFFFF FFFF FF FFFFFFF FF",
     "TTT FTFTTTTT TTTT TT TTTTTTT TT"},
    {"StartsWithEmptyText", Operator::kStartsWith, kExact, {Text("")},
     "FFT TTTTTTTT FFFF FF FFFFFFF FF",
     "TTF FFFFFFFF TTTT TT TTTTTTT TT"},
    {"IStartsWithText", Operator::kStartsWith, kFolded, {Text("aBC")},
     "FFF TFTFTFFF FFFF FF FFFFFFF FF",
     "TTT FTFTFTTT TTTT TT TTTTTTT TT"},
    {"IStartsWithEmptyText", Operator::kStartsWith, kFolded, {Text("")},
     "FFT TTTTTTTT FFFF FF FFFFFFF FF",
     "TTF FFFFFFFF TTTT TT TTTTTTT TT"},
    {"EndsWithText", Operator::kEndsWith, kExact, {kAbc},
     "FFF TFFTFFFF FFFF FF FFFFFFF FF",
     "TTT FTTFTTTT TTTT TT TTTTTTT TT"},
    {"EndsWithEmptyText", Operator::kEndsWith, kExact, {Text("")},
     "FFT TTTTTTTT FFFF FF FFFFFFF FF",
     "TTF FFFFFFFF TTTT TT TTTTTTT TT"},
    {"IEndsWithText", Operator::kEndsWith, kFolded, {Text("aBC")},
     "FFF TFFTTFFF FFFF FF FFFFFFF FF",
     "TTT FTTFFTTT TTTT TT TTTTTTT TT"},
    {"IEndsWithEmptyText", Operator::kEndsWith, kFolded, {Text("")},
     "FFT TTTTTTTT FFFF FF FFFFFFF FF",
     "TTF FFFFFFFF TTTT TT TTTTTTT TT"},
    {"ContainsText", Operator::kContains, kExact, {kAbc},
     "FFF TTTTFFFF FFFF FF FTFFFFF FF",
     "TTT FFFFTTTT TTTT TT TFTTTTT TT"},
    {"ContainsEmptyText", Operator::kContains, kExact, {Text("")},
     "FFT TTTTTTTT FFFF FF FFFFTFF FF",
     "TTF FFFFFFFF TTTT TT TTTTFTT TT"},
    {"ContainsNumber", Operator::kContains, kExact, {Number("403")},
     "FFF FFFFFFFF FFFF FF FFFTFFF FF",
     "TTT TTTTTTTT TTTT TT TTTFTTT TT"},
    {"ContainsTrue", Operator::kContains, kExact, {Boolean(true)},
     "FFF FFFFFFFF FFFF FF FFFTFFF FF",
     "TTT TTTTTTTT TTTT TT TTTFTTT TT"},
    {"ContainsFalse", Operator::kContains, kExact, {Boolean(false)},
     "FFF FFFFFFFF FFFF FF FFFFFFF FF",
     "TTT TTTTTTTT TTTT TT TTTTTTT TT"},
    {"IContainsText", Operator::kContains, kFolded, {Text("aBC")},
     "FFF TTTTTFFF FFFF FF FTFFFTF FF",
     "TTT FFFFFTTT TTTT TT TFTTTFT TT"},
    {"IContainsEmptyText", Operator::kContains, kFolded, {Text("")},
     "FFT TTTTTTTT FFFF FF FFFFTFF FF",
     "TTF FFFFFFFF TTTT TT TTTTFTT TT"},
    {"IContainsNumber", Operator::kContains, kFolded, {Number("403")},
     "FFF FFFFFFFF FFFF FF FFFTFFF FF",
     "TTT TTTTTTTT TTTT TT TTTFTTT TT"},
    {"IsGreaterThan", Operator::kIsGreater, kExact, {Number("403")},
     "FFF FFFFFFFF FFFT FF FFFFFFF FF",
     "TTT TTTTTTTT TTTF TT TTTTTTT TT"},
    {"IsGreaterThanFraction", Operator::kIsGreater, kExact, {Number("402.9")},
     "FFF FFFFFFFF TTFT FF FFFFFFF FF",
     "TTT TTTTTTTT FFTF TT TTTTTTT TT"},
    {"IsGreaterThanNegative", Operator::kIsGreater, kExact, {Number("-1")},
     "FFF FFFFFFFF TTTT FF FFFFFFF FF",
     "TTT TTTTTTTT FFFF TT TTTTTTT TT"},
    {"IsGreaterThanNeighbourInDoubles", Operator::kIsGreater, kExact, {Number("9007199254740992")},
     "FFF FFFFFFFF FFFT FF FFFFFFF FF",
     "TTT TTTTTTTT TTTF TT TTTTTTT TT"},
    {"IsGreaterThanOrEqual", Operator::kIsGreaterOrEqual, kExact, {Number("403")},
     "FFF FFFFFFFF TTFT FF FFFFFFF FF",
     "TTT TTTTTTTT FFTF TT TTTTTTT TT"},
    {"IsGreaterThanOrEqualBetweenDoubles", Operator::kIsGreaterOrEqual, kExact,
     {Number("9007199254740993.5")},
     "FFF FFFFFFFF FFFF FF FFFFFFF FF",
     "TTT TTTTTTTT TTTT TT TTTTTTT TT"},
    {"IsLessThan", Operator::kIsLess, kExact, {Number("403")},
     "FFF FFFFFFFF FFTF FF FFFFFFF FF",
     "TTT TTTTTTTT TTFT TT TTTTTTT TT"},
    {"IsLessThanNeighbourInDoubles", Operator::kIsLess, kExact, {Number("9007199254740994")},
     "FFF FFFFFFFF TTTT FF FFFFFFF FF",
     "TTT TTTTTTTT FFFF TT TTTTTTT TT"},
    {"IsLessThanItself", Operator::kIsLess, kExact, {Number("9007199254740993")},
     "FFF FFFFFFFF TTTF FF FFFFFFF FF",
     "TTT TTTTTTTT FFFT TT TTTTTTT TT"},
    {"IsLessThanOrEqual", Operator::kIsLessOrEqual, kExact, {Number("403")},
     "FFF FFFFFFFF TTTF FF FFFFFFF FF",
     "TTT TTTTTTTT FFFT TT TTTTTTT TT"},
    {"IsLessThanOrEqualHuge", Operator::kIsLessOrEqual, kExact, {Number("1e400")},
     "FFF FFFFFFFF TTTT FF FFFFFFF FF",
     "TTT TTTTTTTT FFFF TT TTTTTTT TT"},
    {"IsInTexts", Operator::kIsIn, kExact, {kAbc, Text("ABC"), Text("")},
     "FFT TFFFTFFF FFFF FF FFFFFFF FF",
     "TTF FTTTFTTT TTTT TT TTTTTTT TT"},
    {"IsInOneText", Operator::kIsIn, kExact, {kAbc},
     "FFF TFFFFFFF FFFF FF FFFFFFF FF",
     "TTT FTTTTTTT TTTT TT TTTTTTT TT"},
    {"IsInDigitsAsText", Operator::kIsIn, kExact, {Text("403"), Text("0")},
     "FFF FFFFFTFF FFFF FF FFFFFFF FF",
     "TTT TTTTTFTT TTTT TT TTTTTTT TT"},
    {"IsInNumbers", Operator::kIsIn, kExact, {Number("0.0"), Number("403")},
     "FFF FFFFFFFF TTTF FF FFFFFFF FF",
     "TTT TTTTTTTT FFFT TT TTTTTTT TT"},
    {"IsInMixed", Operator::kIsIn, kExact, {Boolean(false), Number("403"), kAbc},
     "FFF TFFFFFFF TTFF FT FFFFFFF FF",
     "TTT FTTTTTTT FFTT TF TTTTTTT TT"},
    {"IsInNothing", Operator::kIsIn, kExact, {},
     "FFF FFFFFFFF FFFF FF FFFFFFF FF",
     "TTT TTTTTTTT TTTT TT TTTTTTT TT"},
    {"Exists", Operator::kExists, kExact, {},
     "FTT TTTTTTTT TTTT TT TTTTTTT TT",
     "TFF FFFFFFFF FFFF FF FFFFFFF FF"},
    {"IsNotNull", Operator::kIsNotNull, kExact, {},
     "FFT TTTTTTTT TTTT TT TTTTTTT TT",
     "TTF FFFFFFFF FFFF FF FFFFFFF FF"},
    {"IsNotNullOrEmpty", Operator::kIsNotEmpty, kExact, {},
     "FFF TTTTTTTT TTTT TT FTTTTTT FT",
     "TTT FFFFFFFF FFFF FF TFFFFFF TF"},
    {"IsIPAddress", Operator::kIsIpAddress, kExact, {},
     "FFF FFFFFFTT FFFF FF FFFFFFF FF",
     "TTT TTTTTTFF TTTT TT TTTTTTT TT"},
    {"IsIPv4Address", Operator::kIsIpv4Address, kExact, {},
     "FFF FFFFFFTT FFFF FF FFFFFFF FF",
     "TTT TTTTTTFF TTTT TT TTTTTTT TT"},
    {"IsIPv6Address", Operator::kIsIpv6Address, kExact, {},
     "FFF FFFFFFFF FFFF FF FFFFFFF FF",
     "TTT TTTTTTTT TTTT TT TTTTTTT TT"},
    {"IsIPAddressPublic", Operator::kIsPublicIpAddress, kExact, {},
     "FFF FFFFFFFT FFFF FF FFFFFFF FF",
     "TTT TTTTTTTF TTTT TT TTTTTTT TT"},
    {"IsIPAddressPrivate", Operator::kIsPrivateIpAddress, kExact, {},
     "FFF FFFFFFTF FFFF FF FFFFFFF FF",
     "TTT TTTTTTFT TTTT TT TTTTTTT TT"},
    {"IsIPAddressInCIDR", Operator::kIsInCidr, kExact, {Text("10.0.0.0/8")},
     "FFF FFFFFFTF FFFF FF FFFFFFF FF",
     "TTT TTTTTTFT TTTT TT TTTTTTT TT"},
    {"IsIPAddressInAnyCIDR", Operator::kIsInCidr, kExact, {Text("10.0.0.0/8"), Text("8.8.8.8")},
     "FFF FFFFFFTT FFFF FF FFFFFFF FF",
     "TTT TTTTTTFF TTTT TT TTTTTTT TT"},
    {"IsIPAddressInNoCIDR", Operator::kIsInCidr, kExact, {},
     "FFF FFFFFFFF FFFF FF FFFFFFF FF",
     "TTT TTTTTTTT TTTT TT TTTTTTT TT"},
    {"CIDRContainsIPAddresses", Operator::kCidrContains, kExact, {Text("10.0.0.0/8")},
     "FFF FFFFFFTF FFFF FF FFFFFFT FF",
     "TTT TTTTTTFT TTTT TT TTTTTTF TT"},
    {"AnyCIDRContainsIPAddresses", Operator::kCidrContains, kExact,
     {Text("10.0.0.0/8"), Text("8.8.8.8")},
     "FFF FFFFFFTT FFFF FF FFFFFFT FF",
     "TTT TTTTTTFF TTTT TT TTTTTTF TT"},
};
// clang-format on

class SemanticsTable : public testing::TestWithParam<Row> {};

TEST_P(SemanticsTable, BothEvaluatorsSayWhatTheCellsSay) {
  const Row& row = GetParam();
  for (const bool negated : {false, true}) {
    std::string cells = negated ? row.expected_if_negated : row.expected;
    std::erase(cells, ' ');
    ASSERT_EQ(cells.size(), std::size(kValues));
    const FieldTest test{*ParseKeyPath("f"), row.op, row.operands, negated, row.ignores_case};
    Condition condition;
    condition.root = condition.Add({test, {}});
    const BothEvaluators evaluators(condition);
    for (std::size_t i = 0; i < cells.size(); ++i) {
      const std::string value(kValues[i]);
      const std::string record = value.empty() ? R"({"g":1})" : R"({"f":)" + value + "}";
      EXPECT_EQ(evaluators.Judge(record), cells[i]) << Print(condition) << " on " << record;
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Conditions, SemanticsTable, testing::ValuesIn(kRows),
                         [](const auto& row) { return std::string(row.param.name); });

TEST(Semantics, AlwaysTrueAndAlwaysFalseAskForNothing) {
  for (const std::string_view value : kValues) {
    const std::string record = value.empty() ? "{}" : R"({"f":)" + std::string(value) + "}";
    EXPECT_EQ(Judge(All({}), record), 'T') << record;
    EXPECT_EQ(Judge(Any({}), record), 'F') << record;
  }
}

}  // namespace
}  // namespace trailsift
