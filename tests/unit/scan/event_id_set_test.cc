#include "scan/event_id_set.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <string>
#include <thread>
#include <vector>

namespace trailsift {
namespace {

std::vector<std::uint64_t> Hashes(int from, int to) {
  std::vector<std::uint64_t> hashes;
  for (int i = from; i < to; ++i) hashes.push_back(EventIdSet::Hash(std::to_string(i)));
  return hashes;
}

TEST(EventIdSet, CountsWhatWasMetBefore) {
  EventIdSet ids;
  EXPECT_EQ(ids.duplicates(), 0U);
  ids.Add(Hashes(0, 5'000));
  EXPECT_EQ(ids.duplicates(), 0U);
  ids.Add(Hashes(4'990, 5'010));
  ids.Add(Hashes(4'990, 5'010));
  EXPECT_EQ(ids.duplicates(), 30U);
}

TEST(EventIdSet, TellsAsManyApartAsFitAndThenNothing) {
  EventIdSet ids(std::size_t{1} << 16);
  const int capacity = static_cast<int>(ids.capacity());
  ASSERT_EQ(capacity, 6'553);
  ids.Add(Hashes(0, capacity));
  ids.Add(Hashes(0, capacity));
  EXPECT_EQ(ids.duplicates(), 6'553U);
  ids.Add(Hashes(capacity, capacity + 1));
  EXPECT_EQ(ids.duplicates(), std::nullopt);
  ids.Add(Hashes(0, 1));
  EXPECT_EQ(ids.duplicates(), std::nullopt);
}

TEST(EventIdSet, TheOrderOfThreadsIsNoMatter) {
  for (int round = 0; round < 20; ++round) {
    EventIdSet ids;
    std::vector<std::thread> threads;
    for (int i = 0; i < 4; ++i) {
      threads.emplace_back([&ids, i] {
        for (int batch = 0; batch < 50; ++batch) {
          ids.Add(Hashes(batch * 10 + i * 100, batch * 10 + i * 100 + 20));
        }
      });
    }
    for (std::thread& thread : threads) thread.join();
    EXPECT_EQ(ids.duplicates(), 4U * 50 * 20 - 810);
  }
}

}  // namespace
}  // namespace trailsift
