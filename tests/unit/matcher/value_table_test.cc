#include "matcher/value_table.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/text_hash.h"

namespace trailsift {
namespace {

TEST(ValueTable, FindsEveryValueAndNothingElse) {
  std::vector<std::string> values = {"", std::string(1, '\0'), std::string("a\0b", 3)};
  // Every length around the word sizes of the hash, differing in the first, a middle or the last
  // byte alone.
  for (std::size_t length = 1; length < 40; ++length) {
    for (const std::size_t at : {std::size_t{0}, length / 2, length - 1}) {
      std::string value(length, 'm');
      value[at] = static_cast<char>('0' + (at == 0 ? 0 : at == length - 1 ? 1 : 2));
      if (std::find(values.begin(), values.end(), value) == values.end()) values.push_back(value);
    }
  }
  const ValueTable table(values);
  for (std::uint32_t i = 0; i < values.size(); ++i) {
    // A copy of exact size, so that AddressSanitizer sees a byte read behind it.
    const std::vector<char> copy(values[i].begin(), values[i].end());
    EXPECT_EQ(table.Find(std::string_view(copy.data(), copy.size())), i) << values[i];
    EXPECT_EQ(table.Find(values[i] + "x"), ValueTable::kNotFound);
  }
  EXPECT_EQ(table.Find("m"), ValueTable::kNotFound);
  EXPECT_EQ(table.Find(std::string_view()), 0U);
}

TEST(ValueTable, EmptyTableFindsNothing) {
  const ValueTable table({});
  EXPECT_EQ(table.Find(""), ValueTable::kNotFound);
  EXPECT_EQ(table.Find("x"), ValueTable::kNotFound);
}

// Texts of one length whose hashes agree in all that a small table looks at: its upper half and the
// place of the cell.
TEST(ValueTable, EqualHashesAreNotEqualValues) {
  constexpr std::uint64_t kSeen = 0xFFFF'FFFF'0000'0007U;
  std::vector<std::pair<std::uint64_t, std::string>> hashed;
  for (std::uint32_t i = 1'000'000; i < 1'600'000; ++i) {
    std::string text = std::to_string(i);
    const std::uint64_t hash = TextHash::Of(text) & kSeen;
    hashed.emplace_back(hash, std::move(text));
  }
  std::ranges::sort(hashed);
  std::size_t pairs = 0;
  for (std::size_t i = 1; i < hashed.size(); ++i) {
    if (hashed[i].first != hashed[i - 1].first) continue;
    ++pairs;
    EXPECT_EQ(ValueTable({hashed[i].second}).Find(hashed[i - 1].second), ValueTable::kNotFound);
  }
  EXPECT_GT(pairs, 0U);
}

TEST(ValueTable, ProbesStayShortForNamesAlikeInAllButAFewLetters) {
  const char* const verbs[] = {"Create", "Delete", "Put", "Get", "List", "Update", "Describe"};
  std::vector<std::string> values;
  for (const char* verb : verbs) {
    for (int i = 0; i < 2000; ++i)
      values.push_back(verb + std::string("Resource") + std::to_string(i));
  }
  EXPECT_LE(ValueTable(values).longest_probe(), 16U);
}

}  // namespace
}  // namespace trailsift
