#include "event/case_fold.h"

#include <gtest/gtest.h>

#include <charconv>
#include <fstream>
#include <map>
#include <string>
#include <string_view>

#include "event/utf8.h"

namespace trailsift {
namespace {

std::string Encode(char32_t code_point) {
  std::string text;
  AppendUtf8(text, code_point);
  return text;
}

TEST(FoldCase, FoldsCodePointByCodePoint) {
  struct Case {
    const char* text;
    const char* folded;
  };
  const Case cases[] = {
      {"", ""},
      {"Stop Logging 1.0_[~]", "stop logging 1.0_[~]"},
      {"@AZ[`az{", "@az[`az{"},
      {"\u00c9T\u00c9", "\u00e9t\u00e9"},
      {"\u00d7\u00f7", "\u00d7\u00f7"},              // Signs between the letters.
      {"\u1e9e\u00df", "\u00df\u00df"},              // Not "ss".
      {"\u03a3\u03c2", "\u03c3\u03c3"},              // Every sigma.
      {"\u212a\u212b", "k\u00e5"},                   // Kelvin, Angstrom.
      {"\u017f", "s"},                               // The long s.
      {"\u0130I\u0131", "\u0130i\u0131"},            // No Turkish.
      {"\uab70\u13a0\u13f8", "\u13a0\u13a0\u13f0"},  // Cherokee folds to capitals.
      {"\U00010400", "\U00010428"},
      {"\u023a", "\u2c65"},  // Two bytes become three.
      {"E\u0301", "e\u0301"},
      // Not UTF-8: bytes stay, letters beside them do not.
      {"A\xff"
       "B\xc3",
       "a\xff"
       "b\xc3"},
      {"A\xed\xa0\x80Z", "a\xed\xa0\x80z"},
  };
  for (const Case& each : cases) EXPECT_EQ(FoldCase(each.text), each.folded) << each.text;
}

TEST(FoldCase, ReusesItsMemoryWithoutLeavingAnythingInIt) {
  std::string folded = "something that was there before";
  FoldCase("AB", folded);
  EXPECT_EQ(folded, "ab");
  FoldCase("\u00c9", folded);
  EXPECT_EQ(folded, "\u00e9");
  FoldCase("", folded);
  EXPECT_EQ(folded, "");
}

// The simple foldings (statuses C and S) of the Unicode Character Database, as Debian ships it.
std::map<char32_t, char32_t> ReadDatabase(std::istream& stream) {
  std::map<char32_t, char32_t> foldings;
  std::string line;
  while (std::getline(stream, line)) {
    const std::size_t first = line.find("; ");
    if (line.starts_with('#') || first == std::string::npos) continue;
    const char status = line[first + 2];
    if (status != 'C' && status != 'S') continue;
    unsigned from = 0;
    unsigned to = 0;
    const char* mapping = line.data() + first + 5;
    std::from_chars(line.data(), line.data() + first, from, 16);
    std::from_chars(mapping, line.data() + line.size(), to, 16);
    foldings[from] = to;
  }
  return foldings;
}

TEST(FoldCase, IsThatOfTheUnicodeCharacterDatabase) {
  constexpr const char* kDatabase = "/usr/share/unicode/CaseFolding.txt";
  std::ifstream stream(kDatabase);
  if (!stream) GTEST_SKIP() << kDatabase << " is not here; Debian's package is unicode-data";
  std::string version;
  std::getline(stream, version);
  if (!version.starts_with("# CaseFolding-15.")) GTEST_SKIP() << "another version: " << version;
  const std::map<char32_t, char32_t> foldings = ReadDatabase(stream);
  ASSERT_GT(foldings.size(), 1400U);
  for (char32_t code_point = 0; code_point <= 0x10FFFF; ++code_point) {
    if (code_point >= 0xD800 && code_point <= 0xDFFF) continue;
    const auto found = foldings.find(code_point);
    const char32_t expected = found == foldings.end() ? code_point : found->second;
    ASSERT_EQ(FoldCase(Encode(code_point)), Encode(expected))
        << std::hex << static_cast<unsigned>(code_point);
  }
}

}  // namespace
}  // namespace trailsift
