#include "writer/record_text.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "event/json_library.h"

namespace trailsift {
namespace {

struct CopyCase {
  const char* name;
  std::string json;
  std::string in_file;
  std::string on_terminal;
};

TEST(CopyJson, KeepsWhatALineCanHold) {
  const std::vector<CopyCase> cases = {
      {"plain", R"({"a":[1,"\u0041"]})", R"({"a":[1,"\u0041"]})", R"({"a":[1,"\u0041"]})"},
      {"line breaks between tokens", "{\r\n\"a\":\n1}", "{ \"a\": 1}", "{ \"a\": 1}"},
      {"a control in a string", "[\"a\x01\"]", R"(["a\u0001"])", R"(["a\u0001"])"},
      {"not UTF-8", "[\"a\xFF\"]", "[\"a\uFFFD\"]", "[\"a\uFFFD\"]"},
      {"hostile", "[\"\u202e\"]", "[\"\u202e\"]", R"(["\u202e"])"},
      {"hostile behind an escaped backslash", "[\"\\\\\u202e\"]", "[\"\\\\\u202e\"]",
       R"(["\\\u202e"])"},
  };
  for (const CopyCase& c : cases) {
    SCOPED_TRACE(c.name);
    EXPECT_EQ(CopyJson(c.json, false).text, c.in_file);
    EXPECT_EQ(CopyJson(c.json, true).text, c.on_terminal);
    EXPECT_FALSE(CopyJson(c.json, true).quoted);
  }
}

// What is no escape must not become one, so that another value would be shown.
TEST(CopyJson, QuotesWhatIsNoJson) {
  const std::vector<CopyCase> cases = {
      {"hostile behind a backslash", "[\"\\\u202e\"]", R"("[\"\\\u202e\"]")",
       R"("[\"\\\u202e\"]")"},
      {"delete behind a backslash", "[\"\\\x7F\"]", R"("[\"\\\u007f\"]")", R"("[\"\\\u007f\"]")"},
      {"a letter behind a backslash", "[\"\\\u00e4\"]", "\"[\\\"\\\\\u00e4\\\"]\"",
       "\"[\\\"\\\\\u00e4\\\"]\""},
      {"no UTF-8 behind a backslash", "[\"\\\xFF\"]", "\"[\\\"\\\\\uFFFD\\\"]\"",
       "\"[\\\"\\\\\uFFFD\\\"]\""},
      {"no escape", R"(["\x"])", R"("[\"\\x\"]")", R"("[\"\\x\"]")"},
      {"a backslash at the end", "[\"\u202e\\", "\"[\\\"\\u202e\\\\\"", "\"[\\\"\\u202e\\\\\""},
  };
  for (const CopyCase& c : cases) {
    SCOPED_TRACE(c.name);
    for (const bool terminal : {false, true}) {
      const CopiedJson copy = CopyJson(c.json, terminal);
      EXPECT_TRUE(copy.quoted);
      EXPECT_EQ(copy.text, terminal ? c.on_terminal : c.in_file);
      EXPECT_TRUE(IsJson(copy.text));
    }
  }
}

}  // namespace
}  // namespace trailsift
