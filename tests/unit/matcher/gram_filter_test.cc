#include "matcher/gram_filter.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "support/choices.h"

namespace trailsift {
namespace {

std::string RandomText(Choices& choices, std::string_view alphabet, std::size_t length) {
  std::string text(length, ' ');
  for (char& c : text) c = alphabet[choices.Below(static_cast<std::uint32_t>(alphabet.size()))];
  return text;
}

bool MayHoldSome(const GramFilter& filter, std::string_view value) {
  // A copy of exact size, so that AddressSanitizer sees a byte read behind it.
  const std::vector<char> copy(value.begin(), value.end());
  return filter.MayHoldSome({copy.data(), copy.size()});
}

TEST(GramFilter, SuspectsEveryValueThatHoldsAText) {
  SeededChoices choices(1);
  for (std::uint64_t round = 0; round < Rounds(5000); ++round) {
    std::vector<std::string> texts;
    const std::uint32_t shortest = choices.Below(20) + 1;
    for (std::uint32_t i = choices.Below(4) + 1; i > 0; --i) {
      texts.push_back(RandomText(choices, "ab\0c", shortest + choices.Below(5)));
    }
    const GramFilter filter({texts.begin(), texts.end()});
    for (const std::string& text : texts) {
      const std::string value = RandomText(choices, "abcd", choices.Below(20)) + text +
                                RandomText(choices, "abcd", choices.Below(20));
      EXPECT_TRUE(MayHoldSome(filter, value)) << text << " in " << value;
    }
  }
}

TEST(GramFilter, SuspectsFewOtherValues) {
  constexpr std::string_view kAlphabet = "abcdefghijklmnopqrstuvwxyz0123456789-/";
  SeededChoices choices(1);
  for (const std::size_t shortest : {std::size_t{6}, std::size_t{10}, std::size_t{30}}) {
    std::vector<std::string> texts;
    for (std::size_t i = 0; i < 5000; ++i) {
      // What many values hold as well must not count.
      texts.push_back("arn:aws:" + RandomText(choices, kAlphabet, shortest));
    }
    const GramFilter filter({texts.begin(), texts.end()});
    std::size_t suspected = 0;
    for (int i = 0; i < 1000; ++i) {
      const std::string value = "arn:aws:iam:" + RandomText(choices, kAlphabet, 60);
      suspected += MayHoldSome(filter, value) ? 1U : 0U;
    }
    EXPECT_LT(suspected, 50U) << shortest;
  }
}

TEST(GramFilter, SuspectsNothingInAShorterValue) {
  const GramFilter filter({"aaa", "aaaa"});
  EXPECT_FALSE(MayHoldSome(filter, ""));
  EXPECT_FALSE(MayHoldSome(filter, "aa"));
  EXPECT_TRUE(MayHoldSome(filter, "aaa"));
}

}  // namespace
}  // namespace trailsift
