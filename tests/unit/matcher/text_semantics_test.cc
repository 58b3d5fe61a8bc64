// Letter case and numbers in conditions, by both evaluators: what the table of section 2.5 of the
// rule specification says of them under its rows.
#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "unit/matcher/both_evaluators.h"
#include "unit/matcher/conditions.h"

namespace trailsift {
namespace {

std::string Quoted(std::string_view text) {
  return ToCompactJson(JsonValue::String(std::string(text)));
}

// Unicode simple case folding: one code point for one, no locale, no normalisation.
TEST(FoldingSemantics, LetterCaseIsIgnoredByCodePoints) {
  struct Row {
    const char* value;
    const char* operand;
    const char* expected;  // ieq, istarts_with, iends_with, icontains; then eq.
  };
  const Row rows[] = {
      {"Root", "ROOT", "TTTTF"},
      {"Root", "root", "TTTTF"},
      {"xRootx", "rOOT", "FFFTF"},
      {"Rootx", "rOOT", "FTFTF"},
      {"xRoot", "rOOT", "FFTTF"},
      {"Ro", "root", "FFFFF"},
      // The capital sharp s folds to the small one, which is not "ss".
      {"stra\u00dfe", "STRA\u1e9eE", "TTTTF"},
      {"STRA\u1e9eE", "stra\u00dfe", "TTTTF"},
      {"strasse", "stra\u00dfe", "FFFFF"},
      // Three sigmas are one.
      {"\u03c2", "\u03a3", "TTTTF"},
      {"\u03c3", "\u03c2", "TTTTF"},
      {"\u03a3", "\u03c3", "TTTTF"},
      // The Kelvin and Angstrom signs are letters; the long s is one, too.
      {"\u212a", "k", "TTTTF"},
      {"k", "\u212a", "TTTTF"},
      {"K", "\u212a", "TTTTF"},
      {"\u212b", "\u00e5", "TTTTF"},
      {"\u017f", "S", "TTTTF"},
      // Cherokee folds to its capitals.
      {"\uab70", "\u13a0", "TTTTF"},
      {"\u13f8", "\u13f0", "TTTTF"},
      // No Turkish: a dotted capital I is no i, and a dotless i no I.
      {"\u0130", "i", "FFFFF"},
      {"\u0130", "I", "FFFFF"},
      {"\u0131", "I", "FFFFF"},
      {"I", "i", "TTTTF"},
      // Beyond 16 bits.
      {"\U00010400", "\U00010428", "TTTTF"},
      // No normalisation: e with a combining accent is not one letter.
      {"\u00c9", "\u00e9", "TTTTF"},
      {"\u00c9", "e\u0301", "FFFFF"},
      // The folding of a value may be longer or shorter than the value.
      {"a\u212az", "AKZ", "TTTTF"},
      {"\u023a\u023a", "\u2c65\u2c65", "TTTTF"},
      {"", "", "TTTTT"},
      {"x", "", "FTTTF"},
  };
  constexpr Operator kOperators[] = {Operator::kEquals, Operator::kStartsWith, Operator::kEndsWith,
                                     Operator::kContains};
  for (const Row& row : rows) {
    const std::string record = "{\"f\":" + Quoted(row.value) + ",\"g\":" + Quoted(row.operand) +
                               ",\"l\":[1," + Quoted(row.value) + "]}";
    for (std::size_t i = 0; i < std::size(kOperators); ++i) {
      const Condition leaf = Folded(Leaf("f", kOperators[i], {Literal::String(row.operand)}));
      EXPECT_EQ(Judge(leaf, record), row.expected[i]) << Print(leaf) << " on " << record;
      const Condition fields = Folded(Fields("f", kOperators[i], "g"));
      EXPECT_EQ(Judge(fields, record), row.expected[i]) << Print(fields) << " on " << record;
    }
    const Condition in_list =
        Folded(Leaf("l", Operator::kContains, {Literal::String(row.operand)}));
    EXPECT_EQ(Judge(in_list, record), row.expected[0]) << Print(in_list) << " on " << record;
    EXPECT_EQ(Judge(Equals("f", row.operand), record), row.expected[4]) << record;
  }
}

TEST(FoldingSemantics, EscapesAreReadBeforeCaseIsIgnored) {
  EXPECT_EQ(Judge(Folded(Equals("f", "k")), R"({"f":"\u212a"})"), 'T');
  EXPECT_EQ(Judge(Folded(Equals("f", "\U00010428")), R"({"f":"\ud801\udc00"})"), 'T');
  EXPECT_EQ(Judge(Folded(Contains("f", "\nB")), R"({"f":"a\nb"})"), 'T');
}

TEST(NumberSemantics, OrderIsThatOfMathematics) {
  struct Row {
    const char* value;
    const char* operand;
    const char* expected;  // eq, gt, gte, lt, lte
  };
  const Row rows[] = {
      {"403", "403.0", "TFTFT"},
      {"403", "4.03e2", "TFTFT"},
      {"4030e-1", "403", "TFTFT"},
      {"0", "-0.0", "TFTFT"},
      {"0e7", "0", "TFTFT"},
      {"-1", "1", "FFFTT"},
      {"-2", "-1", "FFFTT"},
      {"0.1", "0.10000000000000000001", "FFFTT"},
      // Neighbours that doubles cannot tell apart.
      {"9007199254740992", "9007199254740993", "FFFTT"},
      {"9007199254740993", "9007199254740992", "FTTFF"},
      {"9007199254740993", "9007199254740993.0", "TFTFT"},
      {"-9007199254740993", "-9007199254740992", "FFFTT"},
      // The ends of 64 bits and what is behind them.
      {"9223372036854775807", "9223372036854775808", "FFFTT"},
      {"18446744073709551615", "18446744073709551616", "FFFTT"},
      {"18446744073709551616", "1.8446744073709551616e19", "TFTFT"},
      {"-9223372036854775809", "-9223372036854775808", "FFFTT"},
      {"123456789012345678901234567890", "123456789012345678901234567891", "FFFTT"},
      // Beyond what a double holds, and below.
      {"1e400", "1e401", "FFFTT"},
      {"1e400", "9e399", "FTTFF"},
      {"1e-400", "0", "FTTFF"},
      {"-1e-400", "0", "FFFTT"},
      {"10e399", "1e400", "TFTFT"},
      {"1e99999999999999999999", "1e99999999999999999998", "FTTFF"},
      {"1e99999999999999999999", "10e99999999999999999998", "TFTFT"},
  };
  constexpr Operator kOperators[] = {Operator::kEquals, Operator::kIsGreater,
                                     Operator::kIsGreaterOrEqual, Operator::kIsLess,
                                     Operator::kIsLessOrEqual};
  for (const Row& row : rows) {
    const std::string record = std::string("{\"f\":") + row.value + ",\"g\":" + row.operand +
                               ",\"l\":[" + row.value + "]}";
    for (std::size_t i = 0; i < std::size(kOperators); ++i) {
      const Condition leaf = Leaf("f", kOperators[i], {Literal::Number(row.operand)});
      EXPECT_EQ(Judge(leaf, record), row.expected[i]) << Print(leaf) << " on " << record;
      const Condition fields = Fields("f", kOperators[i], "g");
      EXPECT_EQ(Judge(fields, record), row.expected[i]) << Print(fields) << " on " << record;
    }
    const Literal operand = Literal::Number(row.operand);
    EXPECT_EQ(Judge(Leaf("f", Operator::kIsIn, {Literal::Number("7"), operand}), record),
              row.expected[0]);
    EXPECT_EQ(Judge(Leaf("l", Operator::kContains, {operand}), record), row.expected[0]);
  }
}

}  // namespace
}  // namespace trailsift
