#include "loader/yaml_scalar.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace trailsift {
namespace {

std::string KindName(ScalarKind kind) {
  switch (kind) {
    case ScalarKind::kNull:
      return "null";
    case ScalarKind::kBoolean:
      return "boolean";
    case ScalarKind::kInteger:
      return "integer";
    case ScalarKind::kFloat:
      return "float";
    case ScalarKind::kString:
      return "string";
  }
  return "";
}

TEST(ResolvePlainScalar, FollowsTheCoreSchema) {
  const std::vector<std::pair<std::string, std::vector<std::string>>> table = {
      {"null", {"", "~", "null", "Null", "NULL"}},
      {"boolean", {"true", "True", "TRUE", "false", "False", "FALSE"}},
      {"integer",
       {"0", "7", "-7", "+7", "007", "-007", "123456789012", "0x0", "0x1F", "0xff",
        "99999999999999999999"}},
      {"float",
       {"1.5", "-1.5", "+1.5", ".5", "-.5", "5.", "1e3", "1E3", "1e+3", "1.e-3", ".5e1", "007.5",
        ".inf", "-.inf", "+.Inf", ".INF", ".nan", ".NaN", ".NAN"}},
      {"string", {"yes",   "no",    "on",    "off",   "y",          "n",
                  "Yes",   "NO",    "tRUE",  "nULL",  "none",       "None",
                  "0o17",  "0b1",   "1_000", "1:30",  "2024-01-15", "2024-01-15T10:30:00Z",
                  "0x",    "0X1F",  "-0x1F", "+0x1F", "0xG",        ".",
                  "+",     "-",     "+.",    "e3",    "1e",         "1e+",
                  "1e1.5", "1.2.3", "--1",   "1-",    "-.nan",      ".iNF",
                  "inf",   "nan",   " 1",    "1 ",    "1,5",        "\xD9\xA1",
                  "<<",    "="}},
  };
  for (const auto& [kind, texts] : table) {
    for (const std::string& text : texts) {
      EXPECT_EQ(KindName(ResolvePlainScalar(text)), kind) << '"' << text << '"';
    }
  }
}

TEST(DoubtAbout, NamesWhatOtherReadersTakeForANumberOrAnIdentifier) {
  const std::vector<std::pair<ScalarDoubt, std::vector<std::string>>> table = {
      {ScalarDoubt::kNone,
       {"", "0", "10", "-10", "0x10", "1.5", "00.5", "a", "_1", "1__a", "0o8", "0b2", "0o", "0b",
        "1:30", "us_west_2", "_"}},
      {ScalarDoubt::kLeadingZeros, {"00", "007", "-007", "+00", "012345678901"}},
      {ScalarDoubt::kNotANumber,
       {"0o17", "-0o17", "0o1_7", "0b1", "0b1_0", "1_000", "-1_000", "1_000.5", "1_"}},
  };
  for (const auto& [doubt, texts] : table) {
    for (const std::string& text : texts) EXPECT_EQ(DoubtAbout(text), doubt) << text;
  }
}

TEST(FitsIn64Bits, TakesTheRangesOfSignedAndUnsigned) {
  for (const char* text :
       {"0", "-0", "18446744073709551615", "-9223372036854775808", "+18446744073709551615",
        "000000000000000000000000000001", "0xFFFFFFFFFFFFFFFF", "0x00000000000000000001"}) {
    EXPECT_TRUE(FitsIn64Bits(text)) << text;
  }
  for (const char* text : {"18446744073709551616", "-9223372036854775809", "0x10000000000000000",
                           "99999999999999999999999999999999"}) {
    EXPECT_FALSE(FitsIn64Bits(text)) << text;
  }
}

TEST(JsonNumber, SpellsTheNumberAsJsonDoesWithoutLosingDigits) {
  const std::vector<std::pair<std::string, std::string>> table = {
      {"0", "0"},
      {"-0", "-0"},
      {"+5", "5"},
      {"007", "7"},
      {"-007", "-7"},
      {"000", "0"},
      {"18446744073709551615", "18446744073709551615"},
      {"0x1F", "31"},
      {"0xFFFFFFFFFFFFFFFF", "18446744073709551615"},
      {".5", "0.5"},
      {"-.5", "-0.5"},
      {"5.", "5"},
      {"5.e3", "5e3"},
      {"+1.50", "1.50"},
      {"00.10", "0.10"},
      {"1e+3", "1e+3"},
      {"1E-3", "1E-3"},
      {"9007199254740993.0", "9007199254740993.0"},
  };
  for (const auto& [text, token] : table) EXPECT_EQ(JsonNumber(text), token) << text;
}

TEST(IsFinite, IsFalseForWhatJsonLacks) {
  EXPECT_TRUE(IsFinite("1e400"));
  for (const char* text : {".inf", "-.Inf", "+.INF", ".nan", ".NAN"}) {
    EXPECT_FALSE(IsFinite(text)) << text;
  }
}

}  // namespace
}  // namespace trailsift
