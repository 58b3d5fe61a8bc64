#include "cli/output_documents.h"

#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <string>
#include <vector>

#include "support/temp_dir.h"

namespace trailsift {
namespace {

using testing::HasSubstr;

using Words = std::vector<std::string>;

Result<std::vector<OutputRequest>> Requests(Words words) {
  words.insert(words.begin(), "scan");
  return ReadOutputRequests(ParseCommandLine(words).value());
}

TEST(OutputRequests, TheFirstDocumentIsThatOfTheFormatOption) {
  struct Case {
    Words words;
    std::vector<std::pair<OutputFormat, std::string>> requests;
  };
  using enum OutputFormat;
  const Case cases[] = {
      {{}, {{kTable, ""}}},
      {{"-f", "jsonl"}, {{kJsonLines, ""}}},
      {{"-f", "csv", "-o", "x"}, {{kCsv, "x"}}},
      {{"-o", "-"}, {{kTable, ""}}},
      {{"-o", "sarif:x"}, {{kTable, ""}, {kSarif, "x"}}},
      {{"-o", "json:a:b", "-o", "y"}, {{kTable, "y"}, {kJson, "a:b"}}},
      {{"-o", "./json:x"}, {{kTable, "./json:x"}}},
      {{"-o", "./xml:x"}, {{kTable, "./xml:x"}}},
      {{"-o", "dir/xml:x"}, {{kTable, "dir/xml:x"}}},
      {{"-o", "2026-11-03T03:12"}, {{kTable, "2026-11-03T03:12"}}},
      {{"-o", ":x"}, {{kTable, ":x"}}},
      {{"-o", "y", "-o", "json:-"}, {{kTable, "y"}, {kJson, ""}}},
  };
  for (const Case& entry : cases) {
    const auto requests = Requests(entry.words);
    ASSERT_TRUE(requests.has_value()) << requests.error().message;
    ASSERT_EQ(requests->size(), entry.requests.size());
    for (std::size_t i = 0; i < requests->size(); ++i) {
      EXPECT_EQ((*requests)[i].format, entry.requests[i].first);
      EXPECT_EQ((*requests)[i].path, entry.requests[i].second);
    }
  }
}

TEST(OutputRequests, RefusesTwoDocumentsInOnePlace) {
  const TempDir dir;
  const std::string file = dir.Write("x", "");
  struct Case {
    Words words;
    const char* message;
  };
  const Case cases[] = {
      {{"-o", "json:-"}, "two documents cannot share standard output"},
      {{"-o", "a", "-o", "b"}, "names two files for one document"},
      {{"-o", "a", "-o", "json:a"}, "two documents cannot share the file a"},
      {{"-o", file, "-o", "json:" + dir.path() + "/./x"}, "two documents cannot share the file"},
      // None of these exists yet.
      {{"-o", "json:" + dir.path() + "/new", "-o", "csv:" + dir.path() + "/./new"},
       "two documents cannot share the file"},
      {{"-o", "json:new", "--ledger", "./new"}, "two documents cannot share the file"},
      {{"-o", "json:"}, "names no file in 'json:'"},
  };
  for (const Case& entry : cases) {
    const auto requests = Requests(entry.words);
    ASSERT_FALSE(requests.has_value()) << entry.message;
    EXPECT_THAT(requests.error().message, HasSubstr(entry.message));
  }
}

TEST(OutputRequests, TakesNoMistypedFormatForAFile) {
  for (const auto& [output, message] : {
           std::pair{"xml:x",
                     "unknown format 'xml'; valid: table, json, jsonl, sarif, csv (write "
                     "'./xml:x' for a file of that name)"},
           std::pair{"srif:a:b",
                     "unknown format 'srif'; did you mean 'sarif'? (write './srif:a:b' for a file "
                     "of that name)"},
           std::pair{"JSON:-",
                     "unknown format 'JSON'; did you mean 'json'? (write './JSON:-' for a file of "
                     "that name)"},
       }) {
    const auto requests = Requests({"-o", output});
    ASSERT_FALSE(requests.has_value()) << output;
    EXPECT_EQ(requests.error().message, message);
  }
}

TEST(OutputDocuments, OneThatFailsDoesNotStopTheOthers) {
  const TempDir dir;
  RuleSet rules;
  rules.rules.resize(1);
  const ScanDescription description;
  auto documents = OutputDocuments::Open(
      {{OutputFormat::kJsonLines, "/dev/full"}, {OutputFormat::kJsonLines, dir.Path("out")}}, rules,
      description, {});
  ASSERT_TRUE(documents.has_value()) << documents.error().message;
  Match match;
  match.event = "{}";
  (*documents)->OnMatch(match);
  EXPECT_TRUE((*documents)->alive());
  (*documents)->OnEnd({});
  const std::vector<Diagnostic> problems = (*documents)->Close();
  ASSERT_EQ(problems.size(), 1U);
  EXPECT_EQ(problems.front().message, "cannot write /dev/full: No space left on device");
  EXPECT_EQ(::access(dir.Path("out").c_str(), R_OK), 0);
}

}  // namespace
}  // namespace trailsift
