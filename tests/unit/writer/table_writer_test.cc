#include "writer/table_writer.h"

#include <gtest/gtest.h>

#include <sstream>
#include <string>
#include <vector>

#include "writer/terminal_text.h"
#include "written_text.h"

namespace trailsift {
namespace {

WriterOptions Terminal(std::size_t width, bool colour = false) {
  WriterOptions options;
  options.terminal = true;
  options.colour = colour;
  options.width = width;
  return options;
}

std::vector<std::string> Lines(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  return lines;
}

std::vector<Match> TwoMatches() {
  Match second = SampleMatch();
  second.rule = 1;
  second.severity = Severity::kCritical;
  second.event_time.reset();
  second.event_name = TextField("ListGuardrails");
  second.actor_user = "";
  second.source_ip_address = {};
  second.aws_region.text.reset();
  second.aws_region.wrong_type = true;
  second.recipient_account_id = TextField("");
  second.path = "b.zip";
  second.member = "inner.json";
  second.place.line = 20;
  second.place.column = 3;
  return {SampleMatch(), second};
}

TEST(TableWriter, WithoutAMatchThereIsNoText) {
  EXPECT_EQ(WrittenText(MakeTableWriter, {}), "");
  EXPECT_EQ(WrittenText(MakeTableWriter, {}, Terminal(80)), "");
}

TEST(TableWriter, UnboundedNothingIsCut) {
  EXPECT_EQ(
      WrittenText(MakeTableWriter, TwoMatches()),
      "TIME                  SEVERITY  RULE                 ACTOR    SOURCE-IP     REGION     "
      "ACCOUNT       EVENT                                      LOCATION\n"
      "2026-11-01T03:00:00Z  medium    AWS.Bedrock.Deleted  mallory  198.51.100.7  us-east-1  "
      "111122223333  DeleteModelInvocationLoggingConfiguration  logs/2026/11/01/a.json.gz:1:13\n"
      "-                     critical  Other.Rule           -        -             -          "
      "-             ListGuardrails                             b.zip!inner.json:20:3\n");
}

struct WidthCase {
  std::size_t width;
  std::string text;
};

TEST(TableWriter, GivesWayInOrderOnATerminal) {
  const std::vector<WidthCase> cases = {
      {160,
       "TIME                  SEVERITY  RULE             ACTOR    SOURCE-IP     "
       "REGION     ACCOUNT       EVENT                                      LOCATION\n"
       "2026-11-01T03:00:00Z  medium    AWS.Bedrock.De…  mallory  198.51.100.7  "
       "us-east-1  111122223333  DeleteModelInvocationLoggingConfiguration  …1/01/a.json.gz:1:13\n"
       "-                     critical  Other.Rule       -        -             -  "
       "        -             ListGuardrails                             …zip!inner.json:20:3\n"},
      {120,
       "TIME                  SEVERITY  RULE      ACTOR    SOURCE-IP     REGION    "
       " ACCOUNT       EVENT             LOCATION\n"
       "2026-11-01T03:00:00Z  medium    AWS.Bed…  mallory  198.51.100.7  "
       "us-east-1  111122223333  DeleteModelInvo…  …son.gz:1:13\n"
       "-                     critical  Other.R…  -        -             -         "
       " -             ListGuardrails    …r.json:20:3\n"},
      {80,
       "TIME                  SEVERITY  …  ACTOR    SOURCE-IP     R…  ACCOUNT       …  …\n"
       "2026-11-01T03:00:00Z  medium    …  mallory  198.51.100.7  u…  111122223333  …  …\n"
       "-                     critical  …  -        -             -   -             …  …\n"},
      {40,
       "TIME                  SEVERITY  …  ACTOR  SOURCE-IP     …  ACCOUNT       …  …\n"
       "2026-11-01T03:00:00Z  medium    …  mall…  198.51.100.7  …  111122223333  …  …\n"
       "-                     critical  …  -      -             -  -             …  …\n"},
  };
  for (const WidthCase& c : cases) {
    SCOPED_TRACE(c.width);
    EXPECT_EQ(WrittenText(MakeTableWriter, TwoMatches(), Terminal(c.width)), c.text);
  }
}

TEST(TableWriter, FitsEveryTerminalFromEightyColumns) {
  Match wide = SampleMatch();
  wide.actor_user = "中文名字很长很长很长很长";
  wide.source_ip_address = TextField("2001:db8:aaaa:bbbb:cccc:dddd:eeee:ffff");
  wide.aws_region = TextField("ap-southeast-12-\x1b[31m");
  for (std::size_t width = 80; width < 260; ++width) {
    for (const std::string& line :
         Lines(WrittenText(MakeTableWriter, {SampleMatch(), wide}, Terminal(width)))) {
      EXPECT_LE(DisplayWidth(line), width) << line;
      EXPECT_FALSE(line.ends_with(' '));
    }
  }
  for (std::size_t width = 1; width < 80; ++width) {
    EXPECT_EQ(Lines(WrittenText(MakeTableWriter, {wide}, Terminal(width))).size(), 2U);
  }
}

TEST(TableWriter, HostileTextStaysOnItsLine) {
  Match match = SampleMatch();
  const std::string hostile = "\x1b[2J\r\nx\t\u202e\u0085\xff";
  match.actor_user = match.path = match.member = hostile;
  match.event_name = match.aws_region = match.recipient_account_id = match.source_ip_address =
      TextField(hostile);
  const std::string text = WrittenText(MakeTableWriter, {match});
  EXPECT_EQ(Lines(text).size(), 2U);
  for (const char byte : text) {
    EXPECT_TRUE(byte == '\n' || (byte >= 0x20 && byte < 0x7f)) << static_cast<int>(byte);
  }
}

TEST(TableWriter, OnlySeverityIsColoured) {
  const std::string text = WrittenText(MakeTableWriter, TwoMatches(), Terminal(0, true));
  const std::vector<std::string> lines = Lines(text);
  EXPECT_EQ(lines[0].find('\x1b'), std::string::npos);
  EXPECT_NE(lines[1].find("  \x1b[33mmedium\x1b[0m    AWS."), std::string::npos) << lines[1];
  EXPECT_NE(lines[2].find("  \x1b[1;31mcritical\x1b[0m  Other"), std::string::npos) << lines[2];
}

TEST(TableWriter, WidthsComeFromTheFirstThousandRows) {
  std::vector<Match> matches(1'000, SampleMatch());
  Match longer = SampleMatch();
  longer.actor_user = "somebody-with-a-long-name";
  matches.push_back(longer);
  const std::vector<std::string> unbounded = Lines(WrittenText(MakeTableWriter, matches));
  ASSERT_EQ(unbounded.size(), 1'002U);
  EXPECT_NE(unbounded[1'001].find("AWS.Bedrock.Deleted  somebody-with-a-long-name  198.51.100.7"),
            std::string::npos);
  const std::vector<std::string> cut = Lines(WrittenText(MakeTableWriter, matches, Terminal(300)));
  EXPECT_NE(cut[1'001].find("AWS.Bedrock.Deleted  somebo…  198.51.100.7"), std::string::npos);

  matches[999] = longer;
  EXPECT_NE(Lines(WrittenText(MakeTableWriter, matches))[1].find("mallory                    198"),
            std::string::npos);
}

// Else a thousand rows of hostile cells would be held.
TEST(TableWriter, WidthsComeFromTheFirstMegabytes) {
  std::vector<Match> matches(6, SampleMatch());
  for (Match& match : matches) match.actor_user = std::string(1 << 20, 'a');
  matches.push_back(SampleMatch());
  matches.back().source_ip_address = TextField("2001:db8:1234:5678:9abc:def0:1234:5678");
  const std::vector<std::string> lines = Lines(WrittenText(MakeTableWriter, matches));
  EXPECT_NE(lines[0].find("SOURCE-IP     REGION"), std::string::npos) << lines[0];
}

TEST(TableWriter, OneHostileCellDoesNotPadTheOtherRows) {
  Match hostile = SampleMatch();
  hostile.actor_user = std::string(100'000, 'a');
  hostile.recipient_account_id = TextField(std::string(100'000, '1'));
  const std::vector<std::string> lines =
      Lines(WrittenText(MakeTableWriter, {SampleMatch(), hostile}));
  EXPECT_LT(lines[1].size(), 400U);
  EXPECT_GT(lines[2].size(), 200'000U);
}

}  // namespace
}  // namespace trailsift
