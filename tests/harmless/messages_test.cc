// What is said about hostile words on the command line, in lists of paths and in the environment.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <string>

#include "harmless/characters.h"
#include "harmless/documents.h"
#include "harmless/hostile_strings.h"
#include "harmless/program.h"
#include "support/temp_dir.h"

namespace trailsift {
namespace {

// Words of the command line; "@" stands for the hostile text.
using Words = std::vector<std::string>;

const std::vector<Words>& CommandLines() {
  static const std::vector<Words> lines = {
      {"@"},
      {"--@"},
      {"-@"},
      {"scan", "--@=1"},
      {"scan", "-@"},
      {"scan", "-f", "@"},
      {"scan", "--since", "@"},
      {"scan", "--until", "@"},
      {"scan", "-f", "json", "-v", "--account", "@", "--region", "@", "--stdin-name", "@", "-"},
      {"scan", "-f", "sarif", "--stdin-name", "@", "-"},
      {"scan", "-f", "csv", "--ledger", "-", "-o", "x", "--stdin-name", "@", "-"},
      {"scan", "--rule-id", "@"},
      {"scan", "-r", "@"},
      {"scan", "--", "@"},
      {"scan", "-f", "json", "-vv", "--", "@"},
      {"scan", "-f", "sarif", "--", "@"},
      {"scan", "-o", "@"},
      {"scan", "-o", "absent/@"},
      {"scan", "-o", "json:absent/@"},
      {"scan", "--ledger", "absent/@"},
      {"scan", "--files-from", "@"},
      {"scan", "-j", "@"},
      {"scan", "--max-ratio", "@"},
      {"scan", "--max-record", "@"},
      {"scan", "--min-severity", "@"},
      {"scan", "--fail-on", "@"},
      {"scan", "--sort", "@"},
      {"--color", "@", "scan"},
      {"--sandbox", "@", "scan"},
      {"test", "--", "@"},
      {"test", "--filter", "@"},
      {"test", "--filter", "@=a"},
      {"test", "--filter", "Severity=@"},
      {"test", "--test-name", "@"},
      {"test", "--rule-id", "@"},
      {"test", "--minimum-tests", "@"},
      {"test", "-o", "absent/@"},
      {"lint", "--", "@"},
      {"lint", "-f", "github", "--", "@"},
      {"rules", "@"},
      {"rules", "show", "--", "@"},
      {"rules", "list", "--tag", "@"},
      {"rules", "list", "--technique", "@"},
      {"rules", "list", "--text", "@"},
      {"rules", "list", "--severity", "@"},
      {"rules", "export", "-q", "export/@"},
      {"rules", "coverage", "--rule-id", "@"},
      {"explain", "--rule", "@"},
      {"explain", "-r", "@", "--rule", "x", "-"},
      {"explain", "--rule", "@", "--", "@"},
  };
  return lines;
}

// Arguments cannot hold NUL.
std::vector<std::string> Arguments() {
  std::vector<std::string> texts = Chunks(HostileStrings(), 30);
  const auto naughty = NaughtyStrings();
  for (std::string& chunk : Chunks(naughty.value_or(std::vector<std::string>()), 200)) {
    texts.push_back(std::move(chunk));
  }
  for (std::string& text : texts) text = Without({"\0", 1}, std::move(text));
  return texts;
}

std::string Filled(std::string word, const std::string& text) {
  const std::size_t at = word.find('@');
  return at == std::string::npos ? word : word.replace(at, 1, text);
}

bool WritesJson(const Words& words) {
  for (const std::string& word : words) {
    if (word == "json" || word == "sarif" || word == "--ledger") return true;
  }
  return false;
}

void ExpectHarmless(const Words& words, const Outcome& outcome) {
  EXPECT_GE(outcome.status, 0);
  const Sink sink = WritesJson(words) ? Sink::kJson : Sink::kText;
  if (words.size() > 2 && words[2] == "github") {
    EXPECT_EQ(FindForbiddenInAnnotations(outcome.standard_output), "");
  } else {
    EXPECT_EQ(FindForbidden(outcome.standard_output, sink), "");
  }
  EXPECT_EQ(FindForbidden(outcome.standard_error, Sink::kText), "");
}

TEST(HarmlessMessages, AboutTheCommandLine) {
  VisitSideBySide(Arguments(), [&](const std::string& text) {
    const TempDir scratch;
    for (const Words& words : CommandLines()) {
      SCOPED_TRACE(fmt::format("{} {}", fmt::join(words, " "), testing::PrintToString(text)));
      Words filled;
      for (const std::string& word : words) filled.push_back(Filled(word, text));
      const Outcome outcome = RunProgram({filled, scratch.path(), {"GITHUB_ACTIONS=true"}});
      ExpectHarmless(words, outcome);
      EXPECT_FALSE(outcome.standard_output.empty() && outcome.standard_error.empty());
    }
  });
}

// The beginning of a word is what a message begins with, so each text stands there once.
TEST(HarmlessMessages, AboutEachText) {
  const TempDir scratch;
  VisitSideBySide(HostileStrings(), [&](const std::string& text) {
    const std::string word = Without({"/\0", 2}, text);
    if (word == "." || word == "..") return;  // Folders that are there.
    SCOPED_TRACE(testing::PrintToString(text));
    const Words words = {"lint", "--", "@"};
    ExpectHarmless(words, RunProgram({{"lint", "--", word}, scratch.path(), {}}));
  });
}

TEST(HarmlessMessages, AboutPathsThatAreNotThere) {
  const TempDir scratch;
  std::string list;
  const auto add = [&list](const std::vector<std::string>& texts) {
    for (const std::string& text : texts) list += "absent" + text + '\n' + text + "/absent\n";
  };
  add(HostileStrings());
  add(NaughtyStrings().value_or(std::vector<std::string>()));
  scratch.Write("list", Without({"\0", 1}, list));
  const Words formats = {"table", "json", "sarif", "csv"};
  VisitSideBySide(formats, [&](const std::string& format) {
    SCOPED_TRACE(format);
    const Words words = {"scan", "-vv", "-f", format, "--files-from", "list"};
    const Outcome outcome = RunProgram({words, scratch.path(), {"GITHUB_ACTIONS=true"}});
    EXPECT_EQ(outcome.status, 3);
    const Sink sink = format == "csv" ? Sink::kCsv : format == "table" ? Sink::kText : Sink::kJson;
    EXPECT_EQ(FindForbidden(outcome.standard_output, sink), "");
    EXPECT_EQ(FindForbidden(outcome.standard_error, Sink::kText), "");
  });
}

TEST(HarmlessMessages, AboutTheEnvironment) {
  const TempDir scratch;
  VisitSideBySide(Arguments(), [&](const std::string& text) {
    SCOPED_TRACE(testing::PrintToString(text));
    const std::vector<std::string> environment = {
        "COLUMNS=" + text,           "TERM=" + text,   "NO_COLOR=" + text,
        "SOURCE_DATE_EPOCH=" + text, "TMPDIR=" + text, "GITHUB_STEP_SUMMARY=none/" + text};
    for (const unsigned terminal : {0U, 80U}) {
      for (const Words& words :
           {Words{"scan", "-vvv", "-"}, Words{"test", "-f", "github"}, Words{"rules", "list"}}) {
        const Outcome outcome = RunProgram({words, scratch.path(), environment, terminal});
        EXPECT_GE(outcome.status, 0);
        EXPECT_EQ(FindForbidden(outcome.standard_output, Sink::kColoured), "");
        EXPECT_EQ(FindForbidden(outcome.standard_error, Sink::kColoured), "");
      }
    }
  });
}

}  // namespace
}  // namespace trailsift
