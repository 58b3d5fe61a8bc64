#include "event/text_window.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "support/string_source.h"

namespace trailsift {
namespace {

std::string RandomText(std::mt19937& random, std::size_t size) {
  constexpr std::string_view kPieces[] = {"\n", ",", "\xC3\xA9", "\xF0\x9F\x98\x80",
                                          "\xE2\x82\xAC"};
  std::string text;
  while (text.size() < size) {
    text += std::string(random() % 3000, 'x');
    text += kPieces[random() % std::size(kPieces)];
  }
  return text;
}

TextPosition CountPlainly(std::string_view text) {
  TextPosition position;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    ++position.offset;
    ++position.column;
    if ((byte & 0xC0) != 0x80) position.utf16_column += byte >= 0xF0 ? 2 : 1;
    if (c != '\n') continue;
    ++position.line;
    position.column = position.utf16_column = 1;
  }
  return position;
}

// Pieces smaller and larger than what the window copies of one.
TEST(TextWindow, ShowsTheTextAndCountsItsLines) {
  std::mt19937 random(5);
  for (const std::size_t piece : {7U, 900U, 16'384U, 70'000U, 1'000'000U}) {
    SCOPED_TRACE(piece);
    const std::string text = RandomText(random, 300'000);
    StringSource source(text, piece);
    TextWindow window(source);
    std::size_t position = 0;
    std::uint64_t asked = 0;
    bool ended = false;
    [[maybe_unused]] volatile char padding = 0;
    while (position < text.size()) {
      const std::string_view rest = window.rest();
      ASSERT_EQ(window.offset(), position);
      ASSERT_EQ(rest, std::string_view(text).substr(position, rest.size()));
      // AddressSanitizer knows what may be read.
      if (!rest.empty()) padding = rest.data()[rest.size() + ByteSource::kPadding - 1];
      switch (random() % 5) {
        case 0: {
          const std::size_t before = rest.size();
          const bool more = window.More();
          ASSERT_EQ(more, !ended && position + before < text.size());
          ended = !more;
          if (more) {
            EXPECT_GT(window.rest().size(), before);
          }
          break;
        }
        case 1: {
          const std::size_t wanted = random() % 40'000;
          ended = !window.Require(wanted);
          ASSERT_EQ(ended, position + wanted > text.size());
          break;
        }
        case 2: {
          const std::size_t count = std::min<std::size_t>(rest.size(), random() % 30'000);
          window.Advance(count);
          position += count;
          break;
        }
        case 3: {
          // What stands before the next line break or other character.
          const std::size_t plain = std::min(rest.find_first_not_of('x'), rest.size());
          window.KnowPlain(plain);
          // As a reader does with a record and the byte behind it.
          if (random() % 2 == 0 && plain < rest.size()) {
            window.Advance(plain + 1);
            position += plain + 1;
            window.KnowPlain(std::min(window.rest().find_first_not_of('x'), window.rest().size()));
          }
          break;
        }
        default: {
          asked = std::max<std::uint64_t>(asked, position);
          if (!rest.empty()) asked = std::max(asked, position + random() % rest.size());
          const TextPosition expected = CountPlainly(std::string_view(text).substr(0, asked));
          const TextPosition found = window.PositionAt(asked);
          ASSERT_EQ(found.offset, expected.offset);
          ASSERT_EQ(found.line, expected.line);
          ASSERT_EQ(found.column, expected.column);
          ASSERT_EQ(found.utf16_column, expected.utf16_column);
        }
      }
      if (ended && window.rest().empty()) break;
    }
    EXPECT_EQ(position, text.size());
  }
}

// The source gives pieces one by one, and leaves out those in between that others have read.
TEST(TextWindow, CountsLinesThatAreReadElsewhere) {
  class Pieces final : public ByteSource {
   public:
    std::string_view Next() override {
      given_ = pieces_.empty() ? "" : pieces_.front() + std::string(kPadding, ' ');
      const std::size_t size = pieces_.empty() ? 0 : pieces_.front().size();
      if (!pieces_.empty()) pieces_.erase(pieces_.begin());
      return std::string_view(given_).substr(0, size);
    }

   private:
    std::vector<std::string> pieces_ = {"a\nb\xC3\xA9\n", "e\n\xC3\xA9x"};
    std::string given_;
  };
  Pieces source;
  TextWindow window(source);
  EXPECT_TRUE(window.at_piece_end());
  ASSERT_TRUE(window.More());
  EXPECT_FALSE(window.at_piece_end());
  window.Advance(window.rest().size());
  EXPECT_TRUE(window.at_piece_end());
  window.Pass(100, 7);
  EXPECT_TRUE(window.at_piece_end());
  EXPECT_EQ(window.offset(), 106U);
  const TextPosition here = window.PositionAt(106);
  EXPECT_EQ(here.line, 10U);
  EXPECT_EQ(here.column, 1U);
  ASSERT_TRUE(window.More());
  EXPECT_EQ(window.rest(), "e\n\xC3\xA9x");
  const TextPosition last = window.PositionAt(110);
  EXPECT_EQ(last.line, 11U);
  EXPECT_EQ(last.column, 3U);
  EXPECT_EQ(last.utf16_column, 2U);
  window.Advance(window.rest().size());
  EXPECT_FALSE(window.More());
}

}  // namespace
}  // namespace trailsift
