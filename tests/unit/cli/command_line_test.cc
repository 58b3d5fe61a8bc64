#include "cli/command_line.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace trailsift {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

using Words = std::vector<std::string>;

TEST(CommandLine, GlobalOptionsStandBeforeAndBehindTheCommand) {
  for (const Words& words :
       {Words{"-q", "--color", "never", "scan", "x"}, Words{"scan", "-q", "--color=never", "x"},
        Words{"--color=never", "scan", "x", "--quiet"}}) {
    const auto line = ParseCommandLine(words);
    ASSERT_TRUE(line.has_value()) << line.error().message;
    EXPECT_EQ(line->command->name, "scan");
    EXPECT_TRUE(line->Has("quiet"));
    EXPECT_EQ(*line->Value("color"), "never");
    EXPECT_THAT(line->arguments, ElementsAre("x"));
  }
}

TEST(CommandLine, TakesEveryPathAsItIsWritten) {
  struct Case {
    Words words;
    Words arguments;
  };
  const Case cases[] = {
      {{"scan", "[a,b]", "[]", "++", "%%", "+", "%x", "\x01y"},
       {"[a,b]", "[]", "++", "%%", "+", "%x", "\x01y"}},
      {{"scan", "scan", "test", "rules", "list"}, {"scan", "test", "rules", "list"}},
      {{"scan", "x", "--", "-y", "--help", "--"}, {"x", "-y", "--help", "--"}},
      {{"scan", "--", "-"}, {"-"}},
      {{"scan", "-r", "rules", "logs", "-r", "more"}, {"logs"}},
      {{"scan", "-", "a=b", "--strict", "c d"}, {"-", "a=b", "c d"}},
  };
  for (const Case& entry : cases) {
    const auto line = ParseCommandLine(entry.words);
    ASSERT_TRUE(line.has_value()) << line.error().message;
    EXPECT_EQ(line->command->name, "scan");
    EXPECT_EQ(line->arguments, entry.arguments);
  }
}

TEST(CommandLine, OptionsTakeTheirValueFromTheSameOrTheNextWord) {
  struct Case {
    Words words;
    std::string option;
    Words values;
  };
  const Case cases[] = {
      {{"scan", "-j4"}, "jobs", {"4"}},
      {{"scan", "-j", "4"}, "jobs", {"4"}},
      {{"scan", "--jobs=4"}, "jobs", {"4"}},
      {{"scan", "--since", "-24h", "x"}, "since", {"-24h"}},
      {{"scan", "--stdin-name", "--x"}, "stdin-name", {"--x"}},
      {{"scan", "--stdin-name=a=b"}, "stdin-name", {"a=b"}},
      {{"scan", "--stdin-name", "[a,b]"}, "stdin-name", {"[a,b]"}},
      {{"scan", "-r", "a", "--rules=b", "-rc"}, "rules", {"a", "b", "c"}},
      {{"scan", "--region", "a,b", "--region", "c"}, "region", {"a,b", "c"}},
      {{"scan", "-qfjson"}, "format", {"json"}},
  };
  for (const Case& entry : cases) {
    const auto line = ParseCommandLine(entry.words);
    ASSERT_TRUE(line.has_value()) << line.error().message;
    EXPECT_EQ(line->Values(entry.option), entry.values);
  }
}

TEST(CommandLine, CountsFlags) {
  const auto line = ParseCommandLine({"-v", "scan", "-vv", "--verbose"});
  ASSERT_TRUE(line.has_value());
  EXPECT_EQ(line->Count("verbose"), 4U);
  EXPECT_EQ(line->Count("unique"), 0U);
}

TEST(CommandLine, AProgramWithoutACommandIsNoError) {
  for (const Words& words : {Words{}, Words{"--help"}, Words{"-V", "-v"}}) {
    const auto line = ParseCommandLine(words);
    ASSERT_TRUE(line.has_value());
    EXPECT_EQ(line->command, nullptr);
    EXPECT_THAT(line->arguments, IsEmpty());
  }
}

TEST(CommandLine, SaysWhatIsWrongAndWhatWasMeant) {
  struct Case {
    Words words;
    const char* message;
  };
  const Case cases[] = {
      {{"scna"}, "unknown command 'scna'; did you mean 'scan'?"},
      {{"bogus"}, "unknown command 'bogus'; valid: scan, test, explain, lint, rules"},
      {{"sca"}, "unknown command 'sca'; did you mean 'scan'?"},
      {{"rules", "lst"}, "unknown command 'lst'; did you mean 'list'?"},
      {{"--", "scan"}, "unknown command '--'"},
      {{""}, "unknown command ''"},
      {{"scan", "--fromat", "json"}, "unknown option '--fromat'; did you mean '--format'?"},
      {{"scan", "--form", "json"}, "unknown option '--form'; did you mean '--format'?"},
      {{"scan", "--show-passing"}, "unknown option '--show-passing'; valid: --files-from"},
      {{"scan", "-x"}, "unknown option '-x'"},
      {{"-f", "json", "scan"}, "option '-f' must stand behind the command"},
      {{"--format=json", "scan"}, "option '--format' must stand behind the command"},
      {{"scan", "-f", "jsno"}, "unknown format 'jsno'; did you mean 'json'?"},
      {{"scan", "-f", "xml"}, "unknown format 'xml'; valid: table, json, jsonl, sarif, csv"},
      {{"scan", "-f", "JSON"}, "unknown format 'JSON'; did you mean 'json'?"},
      {{"scan", "--min-severity", "hihg"}, "did you mean 'high'?"},
      {{"scan", "-f"}, "option '--format' needs a value: F"},
      {{"scan", "-f", ""}, "unknown format ''"},
      {{"scan", "--stdin-name="}, "option '--stdin-name' has an empty value"},
      {{"scan", "--unique=false"}, "option '--unique' takes no value"},
      {{"scan", "-f", "json", "-f", "csv"}, "option '--format' is given twice"},
      {{"scan", ""}, "an argument is empty"},
      {{"rules", "list", "extra"}, "unexpected argument 'extra'"},
  };
  for (const Case& entry : cases) {
    const auto line = ParseCommandLine(entry.words);
    ASSERT_FALSE(line.has_value()) << entry.message;
    EXPECT_THAT(line.error().message, HasSubstr(entry.message));
  }
}

}  // namespace
}  // namespace trailsift
