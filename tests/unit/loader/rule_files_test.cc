#include "loader/rule_files.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <string>
#include <vector>

#include "loader/yaml_document.h"
#include "support/temp_dir.h"

namespace trailsift {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

// Paths below the folder; "!" marks files the user named.
std::vector<std::string> Find(const TempDir& folder, const std::vector<std::string>& names,
                              std::vector<std::string>* problems = nullptr) {
  std::vector<std::string> paths;
  for (const std::string& name : names) {
    paths.push_back(name.empty() ? folder.path() : folder.Path(name));
  }
  const auto below = [&](const std::string& path) {
    return path.starts_with(folder.path() + '/') ? path.substr(folder.path().size() + 1) : path;
  };
  Diagnostics diagnostics;
  std::vector<std::string> found;
  for (const RuleFile& file : FindRuleFiles(paths, diagnostics)) {
    found.push_back(below(file.path) + (file.named_by_user ? "!" : ""));
  }
  for (const Diagnostic& diagnostic : diagnostics) {
    EXPECT_EQ(diagnostic.level, Diagnostic::Level::kError);
    const std::string problem =
        below(diagnostic.place.file) + ": " + diagnostic.code + ": " + diagnostic.message;
    if (problems == nullptr) {
      ADD_FAILURE() << problem;
    } else {
      problems->push_back(problem);
    }
  }
  return found;
}

TEST(FindRuleFiles, WalksDirectoriesInTheOrderOfPathBytes) {
  const TempDir folder;
  for (const char* name : {"b.yml", "a/z.yml", "a/b/c.yaml", "a.yml", "B.YML", "z/x.Yaml",
                           "a-b.yml", "\xC3\xA4.yml"}) {
    folder.Write(name, "");
  }
  EXPECT_THAT(Find(folder, {""}), ElementsAre("B.YML", "a-b.yml", "a.yml", "a/b/c.yaml", "a/z.yml",
                                              "b.yml", "z/x.Yaml", "\xC3\xA4.yml"));
}

TEST(FindRuleFiles, PassesOverOtherFilesAndHiddenOnes) {
  const TempDir folder;
  for (const char* name :
       {"a.yml", "b.json", "yml", "c.yml.bak", "d.py", ".hidden.yml", ".git/e.yml", "f/.g/h.yml"}) {
    folder.Write(name, "");
  }
  EXPECT_THAT(Find(folder, {""}), ElementsAre("a.yml"));
}

TEST(FindRuleFiles, TakesWhatTheUserNamesWhateverItsName) {
  const TempDir folder;
  folder.Write("rule.txt", "");
  folder.Write(".hidden/a.yml", "");
  folder.Write(".b.yml", "");
  EXPECT_THAT(Find(folder, {"rule.txt", ".hidden", ".b.yml"}),
              ElementsAre("rule.txt!", ".hidden/a.yml", ".b.yml!"));
}

TEST(FindRuleFiles, KeepsTheOrderOfThePathsAndListsEachFileOnce) {
  const TempDir folder;
  for (const char* name : {"x/b.yml", "x/a.yml", "y/c.yml"}) folder.Write(name, "");
  std::filesystem::create_hard_link(folder.Path("x/a.yml"), folder.Path("y/same.yml"));
  EXPECT_THAT(Find(folder, {"y", "x", "x/b.yml"}),
              ElementsAre("y/c.yml", "y/same.yml", "x/b.yml!"));
}

TEST(FindRuleFiles, FollowsLinksToFilesButNotToDirectories) {
  const TempDir folder;
  folder.Write("real/a.yml", "");
  folder.Write("elsewhere.yml", "");
  std::filesystem::create_symlink("../elsewhere.yml", folder.Path("real/link.yml"));
  std::filesystem::create_directory_symlink("..", folder.Path("real/up"));
  std::filesystem::create_directory_symlink("..", folder.Path("real/up.yml"));
  std::filesystem::create_directory_symlink("real", folder.Path("named"));
  EXPECT_THAT(Find(folder, {"real"}), ElementsAre("real/a.yml", "real/link.yml"));
  EXPECT_THAT(Find(folder, {"named"}), ElementsAre("named/a.yml", "named/link.yml"))
      << "the user named this one";
}

TEST(FindRuleFiles, ReportsWhatItCannotFind) {
  const TempDir folder;
  std::filesystem::create_directory(folder.Path("empty"));
  std::filesystem::create_symlink("nowhere", folder.Path("dangling.yml"));
  std::vector<std::string> problems;
  EXPECT_THAT(Find(folder, {"absent.yml", "empty", ""}, &problems), IsEmpty());
  EXPECT_THAT(
      problems,
      ElementsAre("absent.yml: unreadable-path: cannot be read: No such file or directory",
                  "empty: no-rule-file: no *.yml or *.yaml file in this folder",
                  "dangling.yml: unreadable-path: cannot be read: No such file or directory"));
}

TEST(FindRuleFiles, ReportsFoldersThatCannotBeListed) {
  constexpr uid_t kNobody = 65534;
  const TempDir folder;
  folder.Write("a/b.yml", "");
  folder.Write("c.yml", "");
  ::chmod(folder.Path("a").c_str(), 0);
  ::chmod(folder.path().c_str(), 0755);
  const bool superuser = geteuid() == 0;  // Nothing is closed to him.
  if (superuser) {
    ASSERT_EQ(seteuid(kNobody), 0);
  }
  std::vector<std::string> problems;
  const auto found = Find(folder, {""}, &problems);
  if (superuser) {
    ASSERT_EQ(seteuid(0), 0);
  }
  EXPECT_THAT(found, ElementsAre("c.yml"));
  EXPECT_THAT(problems, ElementsAre("a: unreadable-path: cannot be read: Permission denied"));
  ::chmod(folder.Path("a").c_str(), 0700);
}

std::string Problem(const std::string& path) {
  Diagnostics diagnostics;
  EXPECT_FALSE(ReadRuleFile(path, diagnostics));
  EXPECT_EQ(diagnostics.size(), 1U);
  EXPECT_EQ(diagnostics.at(0).place.file, path);
  return diagnostics.at(0).code + ": " + diagnostics.at(0).message;
}

TEST(ReadRuleFile, GivesTheBytesOfRegularFiles) {
  const TempDir folder;
  const std::string content("a\0b\r\n\xFF", 6);
  Diagnostics diagnostics;
  EXPECT_EQ(ReadRuleFile(folder.Write("a", content), diagnostics), content);
  EXPECT_EQ(ReadRuleFile(folder.Write("b", ""), diagnostics), "");
  const std::string greatest(kMaximumRuleFileBytes, 'x');
  EXPECT_EQ(ReadRuleFile(folder.Write("c", greatest), diagnostics), greatest);
  EXPECT_THAT(diagnostics, IsEmpty());
}

TEST(ReadRuleFile, RefusesWhatIsTooLargeOrNoRegularFile) {
  const TempDir folder;
  EXPECT_EQ(Problem(folder.Write("a", std::string(kMaximumRuleFileBytes + 1, 'x'))),
            "file-too-large: a rule file may have at most 1048576 bytes");
  ASSERT_EQ(mkfifo(folder.Path("fifo").c_str(), 0600), 0);
  EXPECT_EQ(Problem(folder.Path("fifo")), "not-regular: not a regular file");
  EXPECT_EQ(Problem("/dev/zero"), "not-regular: not a regular file");
  EXPECT_EQ(Problem(folder.path()), "not-regular: not a regular file");
  EXPECT_EQ(Problem(folder.Path("absent")),
            "unreadable-path: cannot be read: No such file or directory");
}

}  // namespace
}  // namespace trailsift
