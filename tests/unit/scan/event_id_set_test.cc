#include "scan/event_id_set.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdint>
#include <string>
#include <thread>
#include <vector>

#include "support/file_size_limit.h"

namespace trailsift {
namespace {

std::vector<std::uint64_t> Hashes(int from, int to) {
  std::vector<std::uint64_t> hashes;
  for (int i = from; i < to; ++i) hashes.push_back(EventIdSet::Hash(std::to_string(i)));
  return hashes;
}

TEST(EventIdSet, CountsWhatWasMetBefore) {
  EventIdSet none;
  EXPECT_EQ(none.CountDuplicates(), 0U);
  EventIdSet ids;
  ids.Add(Hashes(0, 5'000));
  ids.Add(Hashes(4'990, 5'010));
  ids.Add(Hashes(4'990, 5'010));
  EXPECT_EQ(ids.CountDuplicates(), 30U);
}

TEST(EventIdSet, CountsAcrossRuns) {
  const int run = static_cast<int>(EventIdSet::kRun);
  TemporaryFile file;
  for (TemporaryFile* const given : {&file, static_cast<TemporaryFile*>(nullptr)}) {
    EventIdSet ids(given);
    ids.Add(Hashes(0, run));
    ids.Add(Hashes(run - 100, 2 * run));
    ids.Add(Hashes(0, 3 * run + 7));
    ids.Add(Hashes(3 * run, 3 * run + 10));
    EXPECT_EQ(ids.CountDuplicates(), 100U + 2U * EventIdSet::kRun + 7);
    EXPECT_FALSE(ids.fault());
  }
}

TEST(EventIdSet, CountsAsManyAsFitAndThenNothing) {
  const int run = static_cast<int>(EventIdSet::kRun);
  EventIdSet fits(nullptr, 2 * EventIdSet::kRun);
  fits.Add(Hashes(0, 2 * run));
  EXPECT_EQ(fits.CountDuplicates(), 0U);
  EventIdSet does_not(nullptr, 2 * EventIdSet::kRun);
  does_not.Add(Hashes(0, 2 * run));
  does_not.Add(Hashes(0, 1));
  EXPECT_EQ(does_not.CountDuplicates(), std::nullopt);
  EXPECT_FALSE(does_not.fault());
}

TEST(EventIdSet, StaysInMemoryWhereTheFileTakesNoMore) {
  const FileSizeLimit limit(EventIdSet::kRun * sizeof(std::uint64_t));
  TemporaryFile file;
  EventIdSet ids(&file);
  ids.Add(Hashes(0, 3 * static_cast<int>(EventIdSet::kRun)));
  ids.Add(Hashes(0, 5));
  EXPECT_EQ(ids.CountDuplicates(), 5U);
  EXPECT_FALSE(ids.fault());
}

TEST(EventIdSet, SaysWhyAFileCannotBeReadBack) {
  const int descriptor = ::dup(STDIN_FILENO);
  ::close(descriptor);
  TemporaryFile file;  // Takes the least number that is free.
  EventIdSet ids(&file);
  ids.Add(Hashes(0, 2 * static_cast<int>(EventIdSet::kRun)));
  ASSERT_EQ(::ftruncate(descriptor, 0), 0);
  EXPECT_EQ(ids.CountDuplicates(), std::nullopt);
  ASSERT_TRUE(ids.fault());
  EXPECT_EQ(ids.fault()->kind, AnomalyKind::kWorkerFailed);
  EXPECT_NE(ids.fault()->message.find("a temporary file cannot be read"), std::string::npos);
}

TEST(EventIdSet, TheOrderOfThreadsIsNoMatter) {
  TemporaryFile file;
  for (int round = 0; round < 5; ++round) {
    EventIdSet ids(&file);
    std::vector<std::thread> threads;
    for (int i = 0; i < 4; ++i) {
      threads.emplace_back([&ids, i] {
        for (int batch = 0; batch < 50; ++batch) {
          ids.Add(Hashes(batch * 1'000 + i * 10'000, batch * 1'000 + i * 10'000 + 2'000));
        }
      });
    }
    for (std::thread& thread : threads) thread.join();
    EXPECT_EQ(ids.CountDuplicates(), 4U * 50 * 2'000 - 81'000);
  }
}

}  // namespace
}  // namespace trailsift
