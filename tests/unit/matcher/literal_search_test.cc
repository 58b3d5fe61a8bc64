#include "matcher/literal_search.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace trailsift {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

std::vector<std::string> Normal(const std::vector<std::string>& texts) {
  std::set<std::string> normal;
  for (const std::string& text : texts) normal.insert(LiteralSearch::Normalise(text));
  return {normal.begin(), normal.end()};
}

// The texts found in a stream that comes in pieces of a size.
std::vector<std::string> Find(const std::vector<std::string>& texts, std::string_view stream,
                              std::size_t piece = std::string_view::npos) {
  const LiteralSearch search(texts);
  LiteralSearch::Stream place(search);
  for (std::size_t at = 0; at < stream.size();) {
    const std::string_view bytes = stream.substr(at, piece);
    place.Feed(bytes);
    at += bytes.size();
  }
  std::vector<std::string> found;
  for (const std::uint32_t number : place.Finish()) found.push_back(texts[number]);
  return found;
}

TEST(LiteralSearch, FindsTextsInAnyCaseAndBehindEscapes) {
  struct Case {
    std::string stream;
    bool found;
  };
  const std::vector<std::string> texts =
      Normal({"StopLogging", "a\"b\\c\nd/\xC3\xA9\xF0\x9F\x98\x80"});
  const Case cases[] = {
      {"StopLogging", true},
      {"xxSTOPlogging", true},
      {"StopStopLogging", true},
      {"StopLoggin", false},
      {"Stop Logging", false},
      {R"(\u0053topLo\u0067ging)", true},
      {R"(\\u0053topLogging)", false},
      {R"(\nStopLogging)", true},
      {R"(\StopLogging)", true},
      {R"(\u00StopLogging)", true},
      {R"(\\\StopLogging)", true},
      {R"(\ud83dStopLogging)", true},
      {R"(\ud83d\uStopLogging)", true},
      {R"(\ud83d\u0053topLogging)", true},
      {R"(Stop\/Logging)", false},
      {R"(a\"b\\c\nd\/\u00e9\ud83d\ude00)", true},
      {"A\\\"B\\\\C\\nD/\xC3\xA9\\uD83D\\uDE00", true},
      {R"(a\"b\\c\nd\/\u00e9\ud83d)", false},
      {std::string("Stop\0Logging StopLogging", 24), true},
  };
  for (const Case& each : cases) {
    SCOPED_TRACE(each.stream);
    for (const std::size_t piece : {1U, 2U, 3U, 5U, 1000U}) {
      EXPECT_EQ(!Find(texts, each.stream, piece).empty(), each.found) << piece;
    }
  }
}

TEST(LiteralSearch, StartsAnewAfterEachStream) {
  const LiteralSearch search(Normal({"ab", "cd"}));
  LiteralSearch::Stream stream(search);
  stream.Feed("xxcd");
  stream.Feed("a");
  EXPECT_THAT(stream.Finish(), ElementsAre(1));
  stream.Feed("b");
  EXPECT_THAT(stream.Finish(), IsEmpty());
  stream.Feed("ab\\");
  EXPECT_THAT(stream.Finish(), ElementsAre(0));
  stream.Feed("u0061b");
  EXPECT_THAT(stream.Finish(), IsEmpty());
}

TEST(LiteralSearch, ALongTextIsFoundByItsBeginning) {
  const std::string text(LiteralSearch::kLongest * 2, 'x');
  const std::vector<std::string> texts = {LiteralSearch::Normalise(text)};
  EXPECT_EQ(texts[0].size(), LiteralSearch::kLongest);
  EXPECT_THAT(Find(texts, text), ElementsAre(texts[0]));
  EXPECT_THAT(Find(texts, text.substr(0, LiteralSearch::kLongest - 1)), IsEmpty());
}

TEST(LiteralSearch, NoTextsFindNothing) { EXPECT_THAT(Find({}, "anything"), IsEmpty()); }

// Many texts that end and begin alike, against a search for each alone.
TEST(LiteralSearch, EqualsASearchForEachTextAlone) {
  for (unsigned seed = 0; seed < 300; ++seed) {
    std::mt19937 random(seed);
    const auto text = [&](std::size_t most) {
      std::string made(1 + random() % most, ' ');
      for (char& c : made) c = "abAB"[random() % 4];
      return made;
    };
    std::vector<std::string> texts;
    for (std::size_t i = random() % 30; i > 0; --i) texts.push_back(text(7));
    texts = Normal(texts);
    const std::string stream = text(200);
    std::vector<std::string> expected;
    const std::string folded = [&] {
      std::string lower = stream;
      std::ranges::transform(lower, lower.begin(), [](char c) {
        return c == 'A' ? 'a' : c == 'B' ? 'b' : c;
      });
      return lower;
    }();
    std::ranges::copy_if(texts, std::back_inserter(expected), [&](const std::string& each) {
      return folded.find(each) != std::string::npos;
    });
    ASSERT_EQ(Find(texts, stream, 1 + random() % 20), expected) << "seed " << seed;
  }
}

}  // namespace
}  // namespace trailsift
