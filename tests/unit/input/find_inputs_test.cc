#include "input/find_inputs.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <algorithm>
#include <cstring>
#include <filesystem>
#include <iterator>

#include "support/temp_dir.h"

namespace trailsift {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

// One line for each input: its path below the directory, and what is said of it.
std::vector<std::string> Lines(const TempDir& dir, const std::vector<FoundInput>& found) {
  std::vector<std::string> lines;
  for (const FoundInput& input : found) {
    std::string line = input.file.path;
    if (line.starts_with(dir.path())) line.erase(0, dir.path().size());
    lines.push_back(line);
    if (input.readable()) continue;
    EXPECT_EQ(input.settled->path(), input.file.path);
    EXPECT_NE(input.settled->state, SourceState::kScanned);
    for (const Anomaly& anomaly : input.settled->anomalies()) {
      lines.back() += ' ';
      lines.back() += anomaly.reason.empty() ? AnomalyName(anomaly.kind) : anomaly.reason;
    }
  }
  return lines;
}

std::vector<std::string> Find(const TempDir& dir, std::vector<std::string> names,
                              const FindOptions& options = {}) {
  for (std::string& name : names) name = dir.path() + name;
  return Lines(dir, FindInputs(names, options));
}

TEST(FindInputs, WalksInByteOrderAndTakesEverything) {
  const TempDir dir;
  for (const char* name : {"b", "B", "a.json", "a/z", "a/.hidden", "a b", "\xff", "\xc3\xa9",
                           ".dot/x", "a-b/c", "new\nline"}) {
    dir.Write(name, "{}");
  }
  std::filesystem::create_directory(dir.Path("empty"));
  EXPECT_THAT(Find(dir, {""}), ElementsAre("/.dot/x", "/B", "/a/.hidden", "/a/z", "/a b", "/a-b/c",
                                           "/a.json", "/b", "/new\nline", "/\xc3\xa9", "/\xff"));
}

TEST(FindInputs, KeepsTheOrderOfTheCommandLine) {
  const TempDir dir;
  dir.Write("b", "");
  dir.Write("a", "");
  dir.Write("d/c", "");
  EXPECT_THAT(Find(dir, {"/b", "/d/", "/a"}), ElementsAre("/b", "/d/c", "/a"));
  EXPECT_THAT(Find(dir, {}), IsEmpty());
}

TEST(FindInputs, SaysWhatTheUserNamed) {
  const TempDir dir;
  dir.Write("d/x", "");
  dir.Write("y", "");
  const std::vector<FoundInput> found =
      FindInputs({dir.Path("d"), dir.Path("y"), "-"},
                 {.standard_input_name = "pipe", .excluded = {}, .appended = {}, .targets = {}});
  ASSERT_EQ(found.size(), 3u);
  EXPECT_FALSE(found[0].file.named);
  EXPECT_TRUE(found[1].file.named);
  EXPECT_FALSE(found[1].file.standard_input);
  EXPECT_TRUE(found[2].file.named);
  EXPECT_TRUE(found[2].file.standard_input);
  EXPECT_EQ(found[2].file.path, "pipe");
}

TEST(FindInputs, ScansEachFileOnce) {
  const TempDir dir;
  dir.Write("a", "{}");
  dir.Write("d/c", "{}");
  std::filesystem::create_hard_link(dir.Path("a"), dir.Path("d/b"));
  std::filesystem::create_symlink(dir.Path("a"), dir.Path("link"));
  EXPECT_THAT(Find(dir, {"/link", "/a", "/d", "/d/c", "/d"}),
              ElementsAre("/link", "/a already_scanned", "/d/b already_scanned", "/d/c",
                          "/d/c already_scanned", "/d already_scanned"));
  EXPECT_THAT(FindInputs({"-", "-"}, {})[1].settled->anomalies()[0].reason, "already_scanned");
}

TEST(FindInputs, FollowsLinksOnlyIfNamed) {
  const TempDir dir;
  dir.Write("real/x", "{}");
  std::filesystem::create_directory_symlink("..", dir.Path("real/loop"));
  std::filesystem::create_directory_symlink(dir.Path("real"), dir.Path("folder"));
  std::filesystem::create_symlink("nowhere", dir.Path("real/broken"));
  EXPECT_THAT(Find(dir, {"/folder"}),
              ElementsAre("/folder/broken symlink", "/folder/loop symlink", "/folder/x"));
  EXPECT_THAT(Find(dir, {"/real/broken"}), ElementsAre("/real/broken unreadable"));
}

TEST(FindInputs, SkipsWhatIsNoRegularFileInWalks) {
  const TempDir dir;
  dir.Write("x", "{}");
  ASSERT_EQ(mkfifo(dir.Path("fifo").c_str(), 0600), 0);
  const int listener = socket(AF_UNIX, SOCK_STREAM, 0);
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  std::strncpy(address.sun_path, dir.Path("socket").c_str(), sizeof address.sun_path - 1);
  ASSERT_EQ(bind(listener, reinterpret_cast<sockaddr*>(&address), sizeof address), 0);
  EXPECT_THAT(Find(dir, {""}), ElementsAre("/fifo not_regular", "/socket not_regular", "/x"));
  // Named, it is a stream like any other.
  EXPECT_THAT(Find(dir, {"/fifo"}), ElementsAre("/fifo"));
  close(listener);
}

TEST(FindInputs, MissingPathsAreUnreadable) {
  const TempDir dir;
  const std::string file = dir.Write("x", "{}");
  for (const std::string& path : {std::string(), dir.Path("missing"), file + "/below"}) {
    SCOPED_TRACE(path);
    const std::vector<FoundInput> found = FindInputs({path, file}, {});
    ASSERT_EQ(found.size(), 2u);
    ASSERT_FALSE(found[0].readable());
    EXPECT_EQ(found[0].settled->state, SourceState::kFailed);
    EXPECT_EQ(found[0].settled->count(AnomalyKind::kUnreadable), 1u);
    EXPECT_FALSE(found[0].settled->complete());
    EXPECT_TRUE(found[1].readable());
  }
  EXPECT_THAT(FindInputs({dir.Path("missing")}, {})[0].settled->anomalies()[0].message,
              HasSubstr("No such file or directory"));
}

TEST(FindInputs, FoldersThatCannotBeListedAreUnreadable) {
  constexpr uid_t kNobody = 65534;
  const TempDir dir;
  dir.Write("closed/x", "{}");
  dir.Write("open", "{}");
  chmod(dir.path().c_str(), 0755);
  chmod(dir.Path("closed").c_str(), 0);
  const bool superuser = geteuid() == 0;  // Nothing is closed to him.
  if (superuser) {
    ASSERT_EQ(seteuid(kNobody), 0);
  }
  const std::vector<std::string> found = Find(dir, {""});
  if (superuser) {
    ASSERT_EQ(seteuid(0), 0);
  }
  chmod(dir.Path("closed").c_str(), 0700);
  EXPECT_THAT(found, ElementsAre("/closed unreadable", "/open"));
}

TEST(FindInputs, LeavesOutWhatIsExcluded) {
  const TempDir dir;
  dir.Write("a", "{}");
  const std::string output = dir.Write("output", "");
  struct stat status {};
  ASSERT_EQ(stat(output.c_str(), &status), 0);
  FindOptions options;
  options.excluded.push_back({status.st_dev, status.st_ino});
  EXPECT_THAT(Find(dir, {""}, options), ElementsAre("/a"));
}

TEST(FindInputs, ReportsWhatTheRunAppendsTo) {
  const TempDir dir;
  dir.Write("a", "{}");
  const std::string output = dir.Write("b", "{}");
  std::filesystem::create_hard_link(output, dir.Path("c"));
  struct stat status {};
  ASSERT_EQ(stat(output.c_str(), &status), 0);
  FindOptions options;
  options.appended.push_back({status.st_dev, status.st_ino});
  for (const std::vector<std::string>& names :
       {std::vector<std::string>{""}, std::vector<std::string>{"/a", "/b", "/c"}}) {
    EXPECT_THAT(Find(dir, names, options),
                ElementsAre("/a", "/b unreadable", "/c already_scanned"));
  }
  EXPECT_FALSE(FindInputs({output}, options)[0].settled->complete());
}

// All of a walk, in batches of a given size.
std::vector<std::string> FindInBatches(const TempDir& dir, std::size_t batch) {
  InputFinder finder({dir.path()}, {}, batch);
  std::vector<std::string> all;
  while (!finder.ended()) {
    const std::vector<FoundInput> found = finder.NextBatch();
    EXPECT_LE(found.size(), batch + 1);
    EXPECT_TRUE(!found.empty() || finder.ended());
    std::ranges::move(Lines(dir, found), std::back_inserter(all));
  }
  return all;
}

TEST(FindInputs, BatchesOfAnySizeGiveTheSame) {
  const TempDir dir;
  for (int i = 0; i < 60; ++i) {
    dir.Write(std::to_string(i * 7919 % 1000), "{}");
    dir.Write("d" + std::to_string(i % 5) + "/" + std::to_string(i), "{}");
    dir.Write("d3/deep/" + std::to_string(i % 9) + "/" + std::to_string(i), "{}");
  }
  std::filesystem::create_hard_link(dir.Path("d0/0"), dir.Path("z"));
  std::filesystem::create_symlink("z", dir.Path("link"));
  const std::vector<std::string> all = Find(dir, {""});
  ASSERT_GT(all.size(), 150u);
  EXPECT_TRUE(std::ranges::find(all, "/z already_scanned") != all.end());
  for (const std::size_t batch : {1u, 2u, 3u, 10u, 59u, 60u, 61u, 1000u}) {
    EXPECT_EQ(FindInBatches(dir, batch), all) << batch;
  }
}

TEST(FindInputs, EndsWhereAnOutputWouldReplaceAnInput) {
  const TempDir dir;
  for (const char* name : {"a", "b", "c"}) dir.Write(name, "{}");
  struct stat status {};
  ASSERT_EQ(stat(dir.Path("b").c_str(), &status), 0);
  FindOptions options;
  options.targets.push_back({status.st_dev, status.st_ino});
  InputFinder finder({dir.path()}, options, 1);
  EXPECT_THAT(Lines(dir, finder.NextBatch()), ElementsAre("/a"));
  EXPECT_FALSE(finder.met_target().has_value());
  EXPECT_THAT(finder.NextBatch(), IsEmpty());
  ASSERT_TRUE(finder.met_target().has_value());
  EXPECT_EQ(finder.met_target()->path, dir.Path("b"));
  EXPECT_TRUE(finder.ended());
}

TEST(IdentitySet, HoldsWhatWasInserted) {
  IdentitySet set;
  EXPECT_FALSE(set.Contains({1, 1}));
  for (std::uint64_t i = 1; i <= 10'000; ++i) {
    EXPECT_TRUE(set.Insert({i % 3, i * i}));
    EXPECT_FALSE(set.Insert({i % 3, i * i}));
  }
  for (std::uint64_t i = 1; i <= 10'000; ++i) {
    EXPECT_TRUE(set.Contains({i % 3, i * i}));
    EXPECT_FALSE(set.Contains({(i + 1) % 3, i * i}));
  }
  EXPECT_EQ(set.size(), 10'000u);
}

TEST(FindInputs, DepthTakesNoDescriptors) {
  const TempDir dir;
  std::string deep;
  for (int i = 0; i < 100; ++i) deep += "d/";
  dir.Write(deep + "x", "{}");
  rlimit before{};
  getrlimit(RLIMIT_NOFILE, &before);
  rlimit few = before;
  few.rlim_cur = 16;
  setrlimit(RLIMIT_NOFILE, &few);
  const std::vector<std::string> found = Find(dir, {""});
  setrlimit(RLIMIT_NOFILE, &before);
  EXPECT_THAT(found, ElementsAre("/" + deep + "x"));
}

}  // namespace
}  // namespace trailsift
