#include "cli/input_options.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <filesystem>
#include <thread>

#include "cli/path_list.h"
#include "support/temp_dir.h"

namespace trailsift {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

Result<InputRequest> Read(std::vector<std::string> words) {
  words.insert(words.begin(), "scan");
  const auto line = ParseCommandLine(words);
  EXPECT_TRUE(line.has_value());
  return ReadInputRequest(*line, "scan");
}

std::vector<std::string> Names(const TempDir& folder, std::string_view list, char separator) {
  std::vector<std::string> names;
  EXPECT_FALSE(ReadPathList(folder.Write("list", list), separator, names).has_value());
  return names;
}

TEST(ReadPathList, KeepsEveryByteOfANameAndTheOrder) {
  using namespace std::string_literals;
  const TempDir folder;
  EXPECT_THAT(Names(folder, "b\na\n", '\n'), ElementsAre("b", "a"));
  EXPECT_THAT(Names(folder, "b\na", '\n'), ElementsAre("b", "a"));
  EXPECT_THAT(Names(folder, "a\r\n b \n\xff\n", '\n'), ElementsAre("a\r", " b ", "\xff"));
  EXPECT_THAT(Names(folder, "a\n\n\nb\n", '\n'), ElementsAre("a", "b"));
  EXPECT_THAT(Names(folder, "a\nb\0c\0"s, '\0'), ElementsAre("a\nb", "c"));
  EXPECT_THAT(Names(folder, "", '\n'), IsEmpty());
  const std::string large(100'000, 'n');
  EXPECT_THAT(Names(folder, large + "\n" + large, '\n'), ElementsAre(large, large));
}

TEST(ReadPathList, RefusesWhatIsNoList) {
  const TempDir folder;
  std::vector<std::string> names;
  auto problem = ReadPathList(folder.Path("missing"), '\n', names);
  ASSERT_TRUE(problem.has_value());
  EXPECT_THAT(problem->message, HasSubstr("No such file"));
  problem = ReadPathList(folder.path(), '\n', names);
  ASSERT_TRUE(problem.has_value());
  EXPECT_THAT(problem->message, HasSubstr("Is a directory"));
  problem = ReadPathList(folder.Write("list", std::string_view("a\nb\0c\n", 6)), '\n', names);
  ASSERT_TRUE(problem.has_value());
  EXPECT_THAT(problem->message, HasSubstr("list:2: a name with a NUL byte"));
}

TEST(ReadInputRequest, ListsComeBehindThePaths) {
  const TempDir folder;
  const std::string lines = folder.Write("lines", "z\ny\n");
  const std::string zeros = folder.Write("zeros", std::string_view("x\0w\0", 4));
  const auto input = Read({"--files0-from", zeros, "b", "--files-from", lines, "a"});
  ASSERT_TRUE(input.has_value());
  EXPECT_THAT(input->paths, ElementsAre("b", "a", "z", "y", "x", "w"));
  // An empty list is no wish to read standard input.
  EXPECT_THAT(Read({"--files-from", folder.Write("empty", "")})->paths, IsEmpty());
}

TEST(ReadInputRequest, StandardInputServesOnce) {
  const TempDir folder;
  const std::string list = folder.Write("list", "-\n");
  const std::vector<std::vector<std::string>> refused = {
      {"-", "-"},
      {"-", "--files-from", "-"},
      {"--files-from", "-", "--files0-from", "-"},
      {"-", "--files-from", list},
      {"--files0-from", "-", "--files-from", list}};
  for (const auto& words : refused) {
    const auto input = Read(words);
    ASSERT_FALSE(input.has_value()) << words[0];
    EXPECT_THAT(input.error().message, HasSubstr("standard input ('-') can be read only once"));
  }
  EXPECT_THAT(Read({"--files-from", list})->paths, ElementsAre("-"));
}

TEST(ReadInputRequest, ReadsLimits) {
  const Limits defaults;
  EXPECT_EQ(defaults.decompressed_bytes, std::uint64_t{64} << 30);
  EXPECT_EQ(defaults.ratio, 200U);
  EXPECT_EQ(defaults.record_bytes, std::uint64_t{16} << 20);
  EXPECT_EQ(defaults.depth, 512U);
  const auto input = Read({"--max-decompressed", "1TiB", "--max-ratio", "1000", "--max-record",
                           "64MiB", "--max-depth", "4096", "--stdin-name", "pipe", "x"});
  ASSERT_TRUE(input.has_value());
  EXPECT_EQ(input->limits.decompressed_bytes, std::uint64_t{1} << 40);
  EXPECT_EQ(input->limits.ratio, 1000U);
  EXPECT_EQ(input->limits.record_bytes, std::uint64_t{64} << 20);
  EXPECT_EQ(input->limits.depth, 4096U);
  EXPECT_EQ(input->standard_input_name, "pipe");
  for (const char* option : {"--max-decompressed", "--max-ratio", "--max-record", "--max-depth"}) {
    for (const char* value : {"0", "x", "-1", "999999999999999999TiB"}) {
      const auto refused = Read({option, value, "x"});
      ASSERT_FALSE(refused.has_value()) << option << value;
      EXPECT_THAT(refused.error().message, HasSubstr(option));
    }
  }
}

}  // namespace
}  // namespace trailsift
