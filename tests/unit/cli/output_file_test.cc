#include "cli/output_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>

#include "support/temp_dir.h"

namespace trailsift {
namespace {

using testing::HasSubstr;

std::string Content(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

std::size_t FilesIn(const std::string& folder) {
  const auto range = std::filesystem::directory_iterator(folder);
  return static_cast<std::size_t>(std::distance(begin(range), end(range)));
}

void Write(const OutputFile& file, std::string_view text) {
  ASSERT_EQ(::write(file.descriptor(), text.data(), text.size()), std::ssize(text));
}

TEST(OutputFile, AppearsOnlyWhenCommitted) {
  const TempDir dir;
  const std::string path = dir.Write("out", "old");
  auto file = OutputFile::Create(path);
  ASSERT_TRUE(file.has_value());
  Write(**file, "new");
  EXPECT_EQ(Content(path), "old");
  EXPECT_FALSE((*file)->Commit().has_value());
  EXPECT_EQ(Content(path), "new");
  EXPECT_EQ(FilesIn(dir.path()), 1U);
}

TEST(OutputFile, LeavesNothingBehindUncommitted) {
  const TempDir dir;
  const std::string path = dir.Write("out", "old");
  {
    auto file = OutputFile::Create(path);
    ASSERT_TRUE(file.has_value());
    Write(**file, "new");
  }
  EXPECT_EQ(Content(path), "old");
  EXPECT_EQ(FilesIn(dir.path()), 1U);
}

TEST(OutputFile, HasTheUsersMode) {
  const TempDir dir;
  const mode_t mask = ::umask(027);
  auto file = OutputFile::Create(dir.Path("out"));
  ::umask(mask);
  ASSERT_TRUE(file.has_value());
  ASSERT_FALSE((*file)->Commit().has_value());
  struct stat status {};
  ASSERT_EQ(::stat(dir.Path("out").c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777U, 0640U);
}

TEST(OutputFile, RefusesWhatItMustNotReplace) {
  const TempDir dir;
  const std::string file = dir.Write("file", "x");
  ASSERT_EQ(::symlink("file", dir.Path("link").c_str()), 0);
  ASSERT_EQ(::symlink("nowhere", dir.Path("dangling").c_str()), 0);
  struct Case {
    std::string path;
    bool overwrite;
    const char* message;
  };
  const Case cases[] = {
      {dir.path(), true, "it is a folder"},
      {dir.Path("link"), true, "symbolic link"},
      {dir.Path("dangling"), true, "symbolic link"},
      {dir.Path("missing/out"), true, "No such file or directory"},
      {file, false, "File exists"},
  };
  for (const Case& entry : cases) {
    const auto created = OutputFile::Create(entry.path, entry.overwrite);
    ASSERT_FALSE(created.has_value()) << entry.path;
    EXPECT_THAT(created.error().message, HasSubstr("cannot write " + entry.path));
    EXPECT_THAT(created.error().message, HasSubstr(entry.message));
  }
  EXPECT_EQ(FilesIn(dir.path()), 3U);
}

TEST(OutputFile, NeverOverwritesWhereThatIsNotWanted) {
  const TempDir dir;
  auto file = OutputFile::Create(dir.Path("out"), false);
  ASSERT_TRUE(file.has_value());
  dir.Write("out", "came in between");
  EXPECT_TRUE((*file)->Commit().has_value());
  EXPECT_EQ(Content(dir.Path("out")), "came in between");
}

TEST(OutputFile, WritesDevicesDirectly) {
  auto file = OutputFile::Create("/dev/null");
  ASSERT_TRUE(file.has_value());
  Write(**file, "x");
  EXPECT_FALSE((*file)->Commit().has_value());
  EXPECT_TRUE(std::filesystem::is_character_file("/dev/null"));
}

}  // namespace
}  // namespace trailsift
