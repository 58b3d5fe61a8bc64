#include "event/json_value.h"

#include <gtest/gtest.h>

#include <string>

namespace trailsift {
namespace {

TEST(ParseJson, ReadsEveryKindOfValue) {
  const char* const cases[] = {
      "null",     "true",
      "false",    "0",
      "-1.5e+10", "12345678901234567890123",
      R"("")",    "[]",
      "{}",       R"({"a":[1,{"b":null}],"a":2})",
  };
  for (const char* text : cases) {
    SCOPED_TRACE(text);
    const auto value = ParseJson(text);
    ASSERT_TRUE(value.has_value()) << value.error().message;
    EXPECT_EQ(ToCompactJson(*value), text);
    EXPECT_EQ(value->source, text);
  }
}

TEST(ParseJson, RefusesWhatRfc8259RefusesWithThePlace) {
  struct Case {
    std::string text;
    std::size_t offset;
  };
  const Case cases[] = {
      {"", 0},
      {"tru", 0},
      {"01", 1},
      {"1.", 2},
      {"+1", 0},
      {"[1,]", 3},
      {"[1 2]", 3},
      {R"({"a" 1})", 5},
      {R"({"a":1,})", 7},
      {R"({a:1})", 1},
      {R"("a)", 2},
      {"\"a\nb\"", 2},
      {R"("\x")", 1},
      {R"("\u12g4")", 1},
      {"\"\xff\"", 1},
      {"\"\xed\xa0\x80\"", 1},
      {"1 2", 2},
      {"{}}", 2},
      {std::string("\"\0\"", 3), 1},
  };
  for (const Case& entry : cases) {
    SCOPED_TRACE(entry.text);
    const auto value = ParseJson(entry.text);
    ASSERT_FALSE(value.has_value());
    EXPECT_EQ(value.error().offset, entry.offset);
    EXPECT_FALSE(value.error().message.empty());
  }
}

TEST(ParseJson, DecodesEscapesAndNotesLoneSurrogates) {
  struct Case {
    const char* text;
    std::string decoded;
    bool lone;
  };
  const Case cases[] = {
      {R"("\"\\\/\b\f\n\r\t")", "\"\\/\b\f\n\r\t", false},
      {R"("\u0041\u00e9\u20ac")", "A\xC3\xA9\xE2\x82\xAC", false},
      {R"("\ud83d\ude00")", "\xF0\x9F\x98\x80", false},
      {R"("\ud800")", "\xEF\xBF\xBD", true},
      {R"("\ude00\ud83d")", "\xEF\xBF\xBD\xEF\xBF\xBD", true},
      {R"("\ud83dx")", "\xEF\xBF\xBDx", true},
      {R"("a\u0000b")", std::string("a\0b", 3), false},
  };
  for (const Case& entry : cases) {
    SCOPED_TRACE(entry.text);
    JsonOddities oddities;
    const auto value = ParseJson(entry.text, 512, &oddities);
    ASSERT_TRUE(value.has_value());
    EXPECT_EQ(value->text, entry.decoded);
    EXPECT_EQ(oddities.lone_surrogate, entry.lone);
  }
}

TEST(ParseJson, BoundsTheDepth) {
  EXPECT_TRUE(ParseJson("[[[]]]", 3).has_value());
  const auto deep = ParseJson("[[[]]]", 2);
  ASSERT_FALSE(deep.has_value());
  EXPECT_TRUE(deep.error().too_deep);
  EXPECT_FALSE(ParseJson(std::string(1'000'000, '['), 512).has_value());
}

TEST(ParseJson, NotesDuplicateKeysAtAnyDepthEscapedOnesToo) {
  for (const char* text :
       {R"({"a":1,"a":2})", R"({"a":1,"\u0061":2})", R"([{"x":{"b":1,"b":1}}])"}) {
    JsonOddities oddities;
    ASSERT_TRUE(ParseJson(text, 512, &oddities).has_value());
    EXPECT_TRUE(oddities.duplicate_key()) << text;
  }
  JsonOddities oddities;
  ASSERT_TRUE(ParseJson(R"({"a":1,"A":2,"b":{"a":1}})", 512, &oddities).has_value());
  EXPECT_FALSE(oddities.duplicate_key());
}

TEST(Find, TakesTheExactNameThenTheFirstFoldedSpellingAndOfEachTheLastValue) {
  struct Case {
    const char* object;
    const char* found;  // Null: missing.
  };
  const Case cases[] = {
      {R"({"name":1})", "1"},          {R"({"name":1,"name":2})", "2"},
      {R"({"NAME":1,"name":2})", "2"}, {R"({"name":2,"NAME":1})", "2"},
      {R"({"NAME":1,"Name":2})", "1"}, {R"({"NAME":1,"Name":2,"NAME":3})", "3"},
      {R"({"na":1})", nullptr},        {R"([1])", nullptr},
  };
  for (const Case& entry : cases) {
    SCOPED_TRACE(entry.object);
    const auto object = ParseJson(entry.object);
    ASSERT_TRUE(object.has_value());
    const JsonValue* found = object->Find("name");
    ASSERT_EQ(found != nullptr, entry.found != nullptr);
    if (found != nullptr) {
      EXPECT_EQ(found->text, entry.found);
    }
  }
}

TEST(ParseJsonPart, ReadsPastMisspeltScalarsAndUpToOtherFaults) {
  EXPECT_EQ(ToCompactJson(ParseJsonPart(R"({"a":tru,"b":01x,"c":"d"})")),
            R"({"a":"tru","b":"01x","c":"d"})");
  EXPECT_EQ(ToCompactJson(*ParseJsonPart(R"({"a":"b","c":"unclosed)").Find("a")), R"("b")");
}

TEST(EqualValues, ComparesByStructure) {
  struct Case {
    const char* left;
    const char* right;
    bool equal;
  };
  const Case cases[] = {
      {"null", "null", true},
      {"null", "false", false},
      {"true", "true", true},
      {"true", "false", false},
      {"403", "4.03e2", true},
      {"403", R"("403")", false},
      {R"("a")", R"("\u0061")", true},
      {R"("a")", R"("A")", false},
      {"[]", "{}", false},
      {"[1,2]", "[1.0,2]", true},
      {"[1,2]", "[2,1]", false},
      {"[1]", "[1,1]", false},
      {R"({"a":1,"b":[2]})", R"({"b":[2.0],"a":1})", true},
      {R"({"a":1})", R"({"A":1})", false},
      {R"({"a":1})", R"({"a":1,"b":null})", false},
      {"{}", R"({"a":null})", false},
      // The last value of a repeated name counts, on either side and at any depth.
      {R"({"a":0,"a":1})", R"({"a":1})", true},
      {R"({"a":1})", R"({"a":0,"b":2,"a":1})", false},
      {R"({"a":1,"a":0})", R"({"a":1})", false},
      {R"({"a":{"b":0,"b":1}})", R"({"a":7,"a":{"b":1}})", true},
  };
  for (const Case& each : cases) {
    const JsonValue left = *ParseJson(each.left);
    const JsonValue right = *ParseJson(each.right);
    SCOPED_TRACE(std::string(each.left) + " " + each.right);
    EXPECT_EQ(EqualValues(left, right), each.equal);
    EXPECT_EQ(EqualValues(right, left), each.equal);
    EXPECT_EQ(EqualValues(WithoutRepeats(left), WithoutRepeats(right)), each.equal);
  }
}

TEST(WithoutRepeats, KeepsTheLastValueOfEachName) {
  const JsonValue value = *ParseJson(R"([{"b":1,"a":{"x":1,"x":[2]},"b":"t"},null,true,1.50])");
  EXPECT_EQ(ToCompactJson(WithoutRepeats(value)), R"([{"b":"t","a":{"x":[2]}},null,true,1.50])");
}

TEST(WithoutRepeats, TakesTheOccurrenceAskedForOrTheLast) {
  JsonOddities oddities;
  const JsonValue value = *ParseJson(
      R"({"a":1,"b":[{"x":1,"x":2}],"\u0061":2,"c":0,"a":{"y":1,"y":2,"y":3}})", 512, &oddities);
  EXPECT_EQ(oddities.occurrences, 3U);
  const char* const expected[] = {
      R"({"a":1,"b":[{"x":1}],"c":0})",
      R"({"a":2,"b":[{"x":2}],"c":0})",
      R"({"a":{"y":3},"b":[{"x":2}],"c":0})",
      R"({"a":{"y":3},"b":[{"x":2}],"c":0})",
  };
  for (std::size_t i = 0; i < std::size(expected); ++i) {
    EXPECT_EQ(ToCompactJson(WithoutRepeats(value, i)), expected[i]) << i;
  }
  EXPECT_EQ(ToCompactJson(WithoutRepeats(value)), expected[3]);
}

TEST(CompareNumbers, OrdersByMathematicalValueAtAnySize) {
  struct Case {
    const char* left;
    const char* right;
    int order;
  };
  const Case cases[] = {
      {"403", "403.0", 0},
      {"403", "4.030e2", 0},
      {"0", "-0", 0},
      {"0.000", "0e5", 0},
      {"1", "2", -1},
      {"-1", "-2", 1},
      {"-1", "1", -1},
      {"10", "9", 1},
      {"0.1", "0.09", 1},
      {"9223372036854775807", "9223372036854775808", -1},
      {"18446744073709551615", "18446744073709551615.0000000001", -1},
      {"1e400", "1e401", -1},
      {"1e-400", "0", 1},
      {"123e-2", "1.23", 0},
      {"1e99999999999999999999", "1e5", 1},
      {"1e-99999999999999999999", "1e-5", -1},
      {"9007199254740992", "9007199254740993", -1},
      {"9007199254740993", "9007199254740993.0", 0},
      {"9007199254740993", "9007199254740992.999999999999999999", 1},
      {"18446744073709551616", "1.8446744073709551616E19", 0},
      {"0.05", "5e-2", 0},
      {"0.05", "0.005e1", 0},
      {"0.050", "0.0500001", -1},
      {"100", "1E+2", 0},
      {"100", "1e0000000000000000000000000000002", 0},
      {"-0.0", "0e999999999999999999999", 0},
      {"-1e3", "-999.9", -1},
      {"-1e3", "-1000.000", 0},
      {"12.5", "125", -1},
      {"1e1", "1e-1", 1},
      // Exponents beyond 64 bits, and powers that digits in front of them make up for.
      {"1e99999999999999999999", "1e99999999999999999998", 1},
      {"1e99999999999999999999", "10e99999999999999999998", 0},
      {"0.01e100000000000000000001", "1e99999999999999999999", 0},
      {"1e99999999999999999999", "1e-99999999999999999999", 1},
      {"1e-99999999999999999999", "1e-100000000000000000000", 1},
      {"-1e99999999999999999999", "-1e100000000000000000000", 1},
      {"1e-99999999999999999999", "0", 1},
  };
  for (const Case& entry : cases) {
    SCOPED_TRACE(std::string(entry.left) + " " + entry.right);
    EXPECT_EQ(CompareNumbers(entry.left, entry.right), entry.order);
    EXPECT_EQ(CompareNumbers(entry.right, entry.left), -entry.order);
  }
}

}  // namespace
}  // namespace trailsift
