#include "input/open_input.h"

#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <thread>

#include "collect.h"
#include "compress.h"
#include "support/temp_dir.h"

namespace trailsift {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

Collected Read(const InputFile& file, const Limits& limits = {}) {
  static DecodeBuffers buffers;
  Collected collected;
  const OpenedInput opened = OpenInput(file, limits, buffers, collected.ledger);
  if (opened.bytes != nullptr) Drain(*opened.bytes, collected);
  EXPECT_EQ(collected.ledger.count(AnomalyKind::kInternalImbalance), 0u);
  return collected;
}

Collected ReadPath(const std::string& path) { return Read({.path = path}); }

TEST(OpenInput, ContentDecidesAndTheNameIsANote) {
  struct Case {
    const char* name;
    std::string stored;
    bool compressed;
    bool note;
  };
  const Case cases[] = {
      {"a.json", "{}", false, false},         {"a", "{}", false, false},
      {"a.json.gz", Gzip("{}"), true, false}, {"a.log", Gzip("{}"), true, false},
      {"a.zst", Zstd("{}"), true, false},     {"b.json", Gzip("{}"), true, true},
      {"c.json", Zstd("{}"), true, true},     {"a.GZ", "{}", false, true},
      {"b.gz", Zstd("{}"), true, true},       {"b.zst", Gzip("{}"), true, true},
  };
  const TempDir dir;
  DecodeBuffers buffers;
  for (const Case& test : cases) {
    SCOPED_TRACE(test.name);
    Collected collected;
    const OpenedInput opened =
        OpenInput({.path = dir.Write(test.name, test.stored)}, {}, buffers, collected.ledger);
    ASSERT_NE(opened.bytes, nullptr);
    EXPECT_EQ(opened.compressed, test.compressed);
    Drain(*opened.bytes, collected);
    EXPECT_EQ(collected.text, "{}");
    EXPECT_EQ(collected.ledger.count(AnomalyKind::kExtensionMismatch), test.note ? 1u : 0u);
    EXPECT_TRUE(collected.ledger.complete());
    EXPECT_EQ(collected.ledger.bytes.stored_read, test.stored.size());
    EXPECT_EQ(collected.ledger.bytes.stored_unread, 0u);
    EXPECT_EQ(collected.ledger.state, SourceState::kScanned);
  }
}

TEST(OpenInput, EmptyFiles) {
  const TempDir dir;
  EXPECT_THAT(ReadPath(dir.Write("a.json", "")).Kinds(), ElementsAre("empty_source"));
  EXPECT_THAT(ReadPath(dir.Write("a.json.gz", "")).Kinds(), ElementsAre("truncated"));
  EXPECT_THAT(ReadPath(dir.Write("a.ZST", "")).Kinds(), ElementsAre("truncated"));
  EXPECT_EQ(ReadPath(dir.Path("a.json")).ledger.state, SourceState::kEmpty);
}

TEST(OpenInput, WhatCannotBeOpenedIsUnreadable) {
  const TempDir dir;
  for (const std::string& path : {dir.Path("missing"), dir.path()}) {
    const Collected collected = ReadPath(path);
    EXPECT_THAT(collected.Kinds(), ElementsAre("unreadable"));
    EXPECT_EQ(collected.ledger.state, SourceState::kFailed);
  }
  EXPECT_THAT(ReadPath(dir.path()).ledger.anomalies()[0].message, HasSubstr("Is a directory"));
}

// Between the walk and the scan something else may have taken a file's place.
TEST(OpenInput, WalkedPathsAreCheckedAgain) {
  const TempDir dir;
  const std::string file = dir.Write("file", "{}");
  std::filesystem::create_symlink(file, dir.Path("link"));
  ASSERT_EQ(mkfifo(dir.Path("fifo").c_str(), 0600), 0);
  Collected collected = Read({.path = dir.Path("link"), .named = false});
  EXPECT_EQ(collected.ledger.anomalies().at(0).reason, "symlink");
  collected = Read({.path = dir.Path("fifo"), .named = false});
  EXPECT_EQ(collected.ledger.anomalies().at(0).reason, "not_regular");
  EXPECT_EQ(collected.ledger.state, SourceState::kSkipped);
  EXPECT_EQ(ReadPath(dir.Path("link")).text, "{}");
}

TEST(OpenInput, NamedPipesAreReadAsStreams) {
  const TempDir dir;
  const std::string path = dir.Path("fifo");
  ASSERT_EQ(mkfifo(path.c_str(), 0600), 0);
  const std::string stored = Gzip(SampleText(1'000'000)) + "\n";
  std::jthread writer([&] {
    const int descriptor = open(path.c_str(), O_WRONLY);
    for (std::size_t at = 0; at < stored.size(); at += 777) {
      const std::size_t size = std::min<std::size_t>(777, stored.size() - at);
      EXPECT_EQ(write(descriptor, stored.data() + at, size), static_cast<ssize_t>(size));
    }
    close(descriptor);
  });
  const Collected collected = ReadPath(path);
  EXPECT_TRUE(collected.text == SampleText(1'000'000) + "\n");
  EXPECT_THAT(collected.Kinds(), ElementsAre("trailing_garbage"));
  EXPECT_EQ(collected.ledger.bytes.stored_unread, 0u);
}

// Puts a descriptor in the place of standard input.
class StandardInput {
 public:
  explicit StandardInput(int descriptor) : saved_(dup(STDIN_FILENO)) {
    dup2(descriptor, STDIN_FILENO);
    close(descriptor);
  }
  ~StandardInput() {
    if (saved_ < 0) {
      close(STDIN_FILENO);
    } else {
      dup2(saved_, STDIN_FILENO);
      close(saved_);
    }
  }
  StandardInput(const StandardInput&) = delete;
  StandardInput& operator=(const StandardInput&) = delete;

 private:
  int saved_;
};

TEST(OpenInput, StandardInputMayBeAPipeOrAFile) {
  const std::string stored = Gzip("{}");
  int ends[2];
  ASSERT_EQ(pipe(ends), 0);
  ASSERT_EQ(write(ends[1], stored.data(), stored.size()), static_cast<ssize_t>(stored.size()));
  close(ends[1]);
  {
    // A reader that would block is waited for.
    fcntl(ends[0], F_SETFL, O_NONBLOCK);
    const StandardInput input(ends[0]);
    EXPECT_EQ(Read({.path = "stdin", .standard_input = true}).text, "{}");
  }
  const TempDir dir;
  const int file = open(dir.Write("x", "skipped{}").c_str(), O_RDONLY | O_CLOEXEC);
  lseek(file, 7, SEEK_SET);
  const StandardInput input(file);
  const Collected collected = Read({.path = "stdin", .standard_input = true});
  EXPECT_EQ(collected.text, "{}");
  EXPECT_THAT(collected.Kinds(), IsEmpty());
  EXPECT_EQ(collected.ledger.bytes.stored_unread, 0u);
}

TEST(OpenInput, AnEmptyPipeNamedLikeAnArchiveIsEmpty) {
  int ends[2];
  ASSERT_EQ(pipe(ends), 0);
  close(ends[1]);
  const StandardInput input(ends[0]);
  EXPECT_THAT(Read({.path = "stdin.gz", .standard_input = true}).Kinds(),
              ElementsAre("empty_source"));
}

TEST(OpenInput, ReadErrorsEndTheSource) {
  // A read from a process's own memory at address 0 fails.
  const Collected collected = ReadPath("/proc/self/mem");
  EXPECT_THAT(collected.Kinds(), ElementsAre("read_error"));
  EXPECT_EQ(collected.ledger.state, SourceState::kFailed);
}

TEST(OpenInput, ChangesWhileReadingAreReported) {
  const TempDir dir;
  const std::string text(5'000'000, ' ');
  DecodeBuffers buffers;
  struct Case {
    const char* what;
    std::function<void(const std::string&)> change;
    std::uint64_t unread;
  };
  const Case cases[] = {
      {"grows", [](const auto& path) { std::filesystem::resize_file(path, 6'000'000); }, 0},
      {"shrinks", [](const auto& path) { std::filesystem::resize_file(path, 4'000'000); },
       1'000'000},
      {"is written to",
       [](const auto& path) {
         const timespec times[2] = {{1, 0}, {2, 0}};
         utimensat(AT_FDCWD, path.c_str(), times, 0);
       },
       0},
      {"is removed", [](const auto& path) { std::filesystem::remove(path); }, 0},
  };
  for (const Case& test : cases) {
    SCOPED_TRACE(test.what);
    const std::string path = dir.Write("log", text);
    Collected collected;
    const OpenedInput opened = OpenInput({.path = path}, {}, buffers, collected.ledger);
    collected.text = opened.bytes->Next();
    test.change(path);
    Drain(*opened.bytes, collected);
    EXPECT_THAT(collected.Kinds(), ElementsAre("changed_during_scan"));
    EXPECT_EQ(collected.ledger.bytes.stored_unread, test.unread);
  }
}

TEST(OpenInput, WhatIsNotReadIsCounted) {
  const TempDir dir;
  const std::string text = SampleText(3'000'000);
  const std::string plain = dir.Write("plain", text);
  DecodeBuffers buffers;
  Ledger ledger("test");
  {
    const OpenedInput opened = OpenInput({.path = plain}, {}, buffers, ledger);
    EXPECT_FALSE(opened.bytes->Next().empty());
  }
  EXPECT_GT(ledger.bytes.stored_read, 0u);
  EXPECT_GT(ledger.bytes.stored_unread, 0u);
  EXPECT_EQ(ledger.bytes.stored_read + ledger.bytes.stored_unread, text.size());

  const std::string packed = dir.Write("packed", Gzip(text) + Gzip(text));
  Limits limits;
  limits.decompressed_bytes = 100;
  const Collected collected = Read({.path = packed}, limits);
  EXPECT_THAT(collected.Kinds(), ElementsAre("limit_exceeded"));
  EXPECT_EQ(collected.ledger.bytes.stored_read + collected.ledger.bytes.stored_unread,
            std::filesystem::file_size(packed));
  EXPECT_GT(collected.ledger.bytes.stored_unread, 0u);
}

}  // namespace
}  // namespace trailsift
