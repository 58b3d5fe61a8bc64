#include "base/text_hash.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace trailsift {
namespace {

// Each byte counts, wherever it stands, and so does the length; nothing behind the text does.
TEST(TextHash, DependsOnEachByteAndOnNothingElse) {
  std::vector<std::uint64_t> hashes;
  for (std::size_t size = 0; size <= 40; ++size) {
    std::string text(size, 'a');
    const std::string followed = text + 'b';
    hashes.push_back(TextHash::Of(text));
    EXPECT_EQ(TextHash::Of(std::string_view(followed).substr(0, size)), hashes.back()) << size;
    for (char& c : text) {
      ++c;
      hashes.push_back(TextHash::Of(text));
      --c;
    }
  }
  std::ranges::sort(hashes);
  EXPECT_TRUE(std::ranges::adjacent_find(hashes) == hashes.end());
}

}  // namespace
}  // namespace trailsift
