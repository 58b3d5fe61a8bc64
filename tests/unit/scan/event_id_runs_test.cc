#include "scan/event_id_runs.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <random>
#include <set>
#include <vector>

#include "support/file_size_limit.h"

namespace trailsift {
namespace {

std::vector<std::uint64_t> RandomNumbers(std::mt19937_64& random, std::size_t count,
                                         std::uint64_t spread) {
  std::vector<std::uint64_t> numbers(count);
  for (std::uint64_t& number : numbers) number = random() % 1'000 * spread;
  return numbers;
}

TEST(SortSpreadOut, SortsAsComparingDoes) {
  std::mt19937_64 random(7);
  std::vector<std::uint64_t> room;
  for (const std::size_t count : {0U, 1U, 2U, 3U, 100U, 5'000U}) {
    for (const unsigned shift : {0U, 8U, 40U, 60U}) {
      std::vector<std::uint64_t> numbers(count);
      for (std::uint64_t& number : numbers) number = random() >> shift << (shift / 2);
      numbers.push_back(~std::uint64_t{0} >> shift);
      std::vector<std::uint64_t> expected = numbers;
      std::ranges::sort(expected);
      SortSpreadOut(numbers, room);
      ASSERT_EQ(numbers, expected) << count << ' ' << shift;
    }
  }
}

// What a set of the library says, whatever the number and the size of the runs, spread over all
// groups or within one.
class EventIdRunsTest : public testing::Test {
 protected:
  static void CountsAsASetDoes(TemporaryFile* file) {
    std::mt19937_64 random(3);
    for (const std::uint64_t spread : {std::uint64_t{1}, ~std::uint64_t{0} / 1'000}) {
      EventIdRuns runs(file, 1'000'000);
      std::set<std::uint64_t> all;
      std::uint64_t repeats = 0;
      for (int run = 0; run < 300; ++run) {
        std::vector<std::uint64_t> numbers = RandomNumbers(random, random() % 20, spread);
        std::ranges::sort(numbers);
        const auto repeated = std::ranges::unique(numbers);
        numbers.erase(repeated.begin(), repeated.end());
        for (const std::uint64_t number : numbers) repeats += all.insert(number).second ? 0U : 1U;
        ASSERT_TRUE(runs.Add(numbers));
        if (run % 50 < 3) {
          ASSERT_EQ(runs.CountRepeats(), repeats) << run;
        }
      }
      ASSERT_EQ(runs.CountRepeats(), repeats);
    }
  }
};

TEST_F(EventIdRunsTest, CountRepeatsInMemory) { CountsAsASetDoes(nullptr); }

TEST_F(EventIdRunsTest, CountRepeatsInAFile) {
  for (int i = 0; i < 3; ++i) {
    TemporaryFile file;
    CountsAsASetDoes(&file);
  }
}

TEST_F(EventIdRunsTest, CountRepeatsOfWhichSomeAreInAFullFile) {
  const FileSizeLimit limit(5'000);
  TemporaryFile file;
  CountsAsASetDoes(&file);
}

TEST_F(EventIdRunsTest, AFileLeavesTheMemoryAlone) {
  TemporaryFile file;
  EventIdRuns runs(&file, 2);
  for (int i = 0; i < 10; ++i) EXPECT_TRUE(runs.Add({1, 2, 3}));
  EXPECT_EQ(runs.CountRepeats(), 27U);
}

TEST_F(EventIdRunsTest, RefusesWhatExceedsTheMemory) {
  EventIdRuns runs(nullptr, 5);
  EXPECT_TRUE(runs.empty());
  EXPECT_TRUE(runs.Add({1, 2, 3}));
  EXPECT_TRUE(runs.Add({2, 3}));
  EXPECT_FALSE(runs.Add({4}));
  EXPECT_EQ(runs.CountRepeats(), 2U);
}

}  // namespace
}  // namespace trailsift
