#include "writer/sarif_message.h"

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

namespace trailsift {
namespace {

TEST(EscapeLinks, EscapesBracketsWhateverStandsBefore) {
  const std::vector<std::pair<std::string, std::string>> cases = {
      {"plain (text)", "plain (text)"},   {"[a](b)", R"(\[a\](b))"},
      {R"(\[a\](b))", R"(\\\[a\\\](b))"}, {R"(\\[a])", R"(\\\\\[a\])"},
      {"a\r\n[b]", "a\r\n\\[b\\]"},       {"\\\n[b]", "\\\n\\[b\\]"},
  };
  for (const auto& [text, escaped] : cases) EXPECT_EQ(EscapeLinks(text), escaped) << text;
}

TEST(EscapeMessage, IsOneLine) {
  EXPECT_EQ(EscapeMessage("a\r\n[b]"), R"(a\[b\])");
  EXPECT_EQ(EscapeMessage("\\\n[b]"), R"(\\\[b\])");
}

}  // namespace
}  // namespace trailsift
