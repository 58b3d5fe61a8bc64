#include "matcher/text_table.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "support/choices.h"

namespace trailsift {
namespace {

using testing::UnorderedElementsAre;

bool HoldsText(std::string_view value, const PlacedText& text) {
  switch (text.place) {
    case TextPlace::kAnywhere:
      return value.find(text.text) != std::string_view::npos;
    case TextPlace::kAtStart:
      return value.starts_with(text.text);
    case TextPlace::kAtEnd:
      return value.ends_with(text.text);
  }
  return false;
}

std::string RandomText(Choices& choices, std::size_t length) {
  std::string text(length, ' ');
  for (char& c : text) c = "aab\xff"[choices.Below(4)];
  return text;
}

TEST(TextTable, FindsWhatLookingForEachTextFinds) {
  SeededChoices choices(1);
  FoundTexts found;
  std::size_t all_found = 0;
  for (std::uint64_t round = 0; round < Rounds(2000); ++round) {
    std::set<PlacedText> distinct;
    const std::uint32_t longest = choices.Below(12) + 1;
    for (std::uint32_t i = choices.Below(30) + 1; i > 0; --i) {
      distinct.insert({static_cast<TextPlace>(choices.Below(3)),
                       RandomText(choices, choices.Below(longest) + 1)});
    }
    const std::vector<PlacedText> texts(distinct.begin(), distinct.end());
    const TextTable table(texts);
    for (int i = 0; i < 10; ++i) {
      const std::string value = RandomText(choices, choices.Below(25));
      std::vector<std::uint32_t> anywhere;
      std::vector<std::uint32_t> expected;
      for (std::uint32_t number = 0; number < texts.size(); ++number) {
        if (!HoldsText(value, texts[number])) continue;
        expected.push_back(number);
        if (texts[number].place == TextPlace::kAnywhere) anywhere.push_back(number);
      }
      all_found += expected.size();
      table.FindAnywhere(value, found);
      ASSERT_THAT(found.numbers(), testing::UnorderedElementsAreArray(anywhere)) << value;
      table.Find(value, found);
      ASSERT_THAT(found.numbers(), testing::UnorderedElementsAreArray(expected)) << value;
      found.Clear();
    }
  }
  EXPECT_GT(all_found, Rounds(2000) * 10);
}

TEST(TextTable, GivesWhatSeveralValuesHoldOnce) {
  const TextTable table({{TextPlace::kAnywhere, "a"},
                         {TextPlace::kAnywhere, "bb"},
                         {TextPlace::kAtStart, "a"},
                         {TextPlace::kAtEnd, "a"}});
  FoundTexts found;
  table.Find("aabba", found);
  table.Find("bba", found);
  EXPECT_THAT(found.numbers(), UnorderedElementsAre(0, 1, 2, 3));
  found.Clear();
  EXPECT_TRUE(found.numbers().empty());
  table.Find("bb", found);
  EXPECT_THAT(found.numbers(), UnorderedElementsAre(1));
}

TEST(TextTable, OfALongTextItLooksForTheEndThatItsPlaceHoldsOnTo) {
  const std::string text = std::string(200, 'a') + std::string(200, 'z');
  const PlacedText at_start = TextTable::Shorten({TextPlace::kAtStart, text});
  const PlacedText anywhere = TextTable::Shorten({TextPlace::kAnywhere, text});
  const PlacedText at_end = TextTable::Shorten({TextPlace::kAtEnd, text});
  EXPECT_LT(at_start.text.size(), text.size());
  EXPECT_TRUE(text.starts_with(at_start.text));
  EXPECT_NE(text.find(anywhere.text), std::string::npos);
  EXPECT_TRUE(text.ends_with(at_end.text));
  EXPECT_EQ(TextTable::Shorten({TextPlace::kAtEnd, "short"}).text, "short");
}

}  // namespace
}  // namespace trailsift
