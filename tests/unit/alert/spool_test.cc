#include "alert/spool.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <string>
#include <system_error>
#include <vector>

#include "support/file_size_limit.h"
#include "support/temp_dir.h"

namespace trailsift {
namespace {

TEST(Spool, ReadsBackWhatWasAppendedWhateverWentToTheFile) {
  for (const std::size_t memory : {0U, 1U, 7U, 100U, 1U << 20}) {
    SCOPED_TRACE(memory);
    Spool spool(memory);
    std::vector<std::string> texts;
    std::vector<Spool::Range> ranges;
    for (std::size_t i = 0; i < 60; ++i) {
      texts.push_back(std::string(i % 13, static_cast<char>('a' + i % 26)));
      ranges.push_back(spool.Append(texts.back()));
    }
    for (std::size_t i = texts.size(); i-- > 0;) EXPECT_EQ(spool.Read(ranges[i]), texts[i]);
    EXPECT_EQ(spool.bytes_on_disk() > 0, memory < 1'000);
  }
}

TEST(Spool, KeepsNoMoreInMemoryThanItMay) {
  Spool spool(100);
  std::uint64_t appended = 0;
  for (std::size_t i = 0; i < 50; ++i) {
    appended += spool.Append(std::string(30, 'x')).size;
    EXPECT_LE(appended - spool.bytes_on_disk(), 100U);
  }
}

TEST(Spool, LeavesNoFileBehind) {
  const TempDir folder;
  ::setenv("TMPDIR", folder.path().c_str(), 1);
  Spool spool(0);
  const Spool::Range first = spool.Append("first");
  spool.Append("second");
  ::unsetenv("TMPDIR");
  EXPECT_GT(spool.bytes_on_disk(), 0U);
  EXPECT_TRUE(std::filesystem::is_empty(folder.path()));
  EXPECT_EQ(spool.Read(first), "first");
}

TEST(Spool, WithoutAPlaceForTheFileItThrowsAndKeepsWhatItHad) {
  Spool spool(4);
  const Spool::Range first = spool.Append("abcd");
  ::setenv("TMPDIR", "/proc/self", 1);
  EXPECT_THROW(spool.Append("e"), std::system_error);
  ::unsetenv("TMPDIR");
  EXPECT_EQ(spool.Read(first), "abcd");
}

TEST(Spool, AFullDiskThrowsAndKeepsWhatItHad) {
  Spool spool(8);
  const Spool::Range first = spool.Append("abcdefgh");
  const Spool::Range second = spool.Append("ijklmnop");
  {
    const FileSizeLimit limit(10);
    EXPECT_THROW(spool.Append("q"), std::system_error);
  }
  EXPECT_EQ(spool.Read(first), "abcdefgh");
  EXPECT_EQ(spool.Read(second), "ijklmnop");
}

}  // namespace
}  // namespace trailsift
