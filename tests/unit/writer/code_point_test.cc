#include "writer/code_point.h"

#include <gtest/gtest.h>

#include <string_view>
#include <vector>

namespace trailsift {
namespace {

struct DecodeCase {
  std::string_view text;
  std::int32_t value;
  std::size_t length;
};

TEST(DecodeFirst, TellsCharactersSurrogatesAndOtherBytesApart) {
  const std::vector<DecodeCase> cases = {
      {"ab", 'a', 1},
      {{"\0", 1}, 0, 1},
      {"é", 0xE9, 2},
      {"中x", 0x4E2D, 3},
      {"\U0010FFFF", 0x10FFFF, 4},
      {"\xed\x9f\xbf", 0xD7FF, 3},
      {"\xed\xa0\x80", 0xD800, 3},
      {"\xed\xbf\xbf", 0xDFFF, 3},
      {"\xed\xa0", -1, 1},
      {"\xed\xa0"
       "a",
       -1, 1},
      {"\x80", -1, 1},
      {"\xc3", -1, 1},
      {"\xc0\x80", -1, 1},
      {"\xe0\x80\x80", -1, 1},
      {"\xf5\x80\x80\x80", -1, 1},
      {"\xff", -1, 1},
  };
  for (const DecodeCase& c : cases) {
    SCOPED_TRACE(c.text);
    const CodePoint first = DecodeFirst(c.text);
    EXPECT_EQ(first.value, c.value);
    EXPECT_EQ(first.length, c.length);
  }
}

}  // namespace
}  // namespace trailsift
