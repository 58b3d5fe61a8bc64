#include "writer/csv_writer.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "written_text.h"

namespace trailsift {
namespace {

using namespace std::string_view_literals;

constexpr std::string_view kHeader =
    "rule_id,rule_name,severity,title,event_time,event_id,event_name,event_source,aws_region,"
    "recipient_account_id,source_ip_address,user_agent,actor_user,user_identity_type,"
    "user_identity_arn,access_key_id,error_code,mitre_attack,dedup,flags,path,member,record,line,"
    "column,byte_offset\r\n";

struct CellCase {
  const char* what;
  std::string_view text;
  std::string_view cell;
};

TEST(CsvCell, GuardsEscapesAndQuotes) {
  const std::vector<CellCase> cases = {
      {"empty", "", ""},
      {"plain", "mallory", "mallory"},
      {"equals sign", "=1+1", "\"'=1+1\""},
      {"plus", "+1", "\"'+1\""},
      {"minus", "-1", "\"'-1\""},
      {"at sign", "@SUM(A1)", "\"'@SUM(A1)\""},
      {"tab", "\t=1", "\"'\\x09=1\""},
      {"carriage return", "\r=1", "\"'\\x0d=1\""},
      {"line feed", "\nx", "\"'\\x0ax\""},
      {"full-width equals sign", "\uff1d1", "\"'\uff1d1\""},
      {"full-width plus", "\uff0b1", "\"'\uff0b1\""},
      {"full-width minus", "\uff0d1", "\"'\uff0d1\""},
      {"full-width at sign", "\uff20A", "\"'\uff20A\""},
      {"behind blanks", "  =1", "\"'  =1\""},
      {"behind a no-break space", "\u00a0=1", "\"'\u00a0=1\""},
      {"behind an ideographic space", "\u3000 -1", "\"'\u3000 -1\""},
      {"blank, then tab", " \tx", "\"' \\x09x\""},
      {"not at the start", "a=1", "a=1"},
      {"hyphen inside", "us-east-1", "us-east-1"},
      {"apostrophe", "'=1", "\"'=1\""},
      {"comma", "a,b", "\"a,b\""},
      {"quote", "a\"b", "\"a\"\"b\""},
      {"semicolon", "a;b", "\"a;b\""},
      {"formula behind a semicolon", "a;=1+1", "\"a;'=1+1\""},
      {"behind a semicolon and blanks", "a; \u00a0+1;b", "\"a;' \u00a0+1;b\""},
      {"behind a semicolon and quotes", "a;\"\" =1;-2", "\"a;'\"\"\"\" =1;'-2\""},
      {"behind several semicolons", "=1;;@A;", "\"'=1;;'@A;\""},
      {"escaped behind a semicolon", "a;\t=1", "\"a;\\x09=1\""},
      {"harmless behind a semicolon", "a; b=1", "\"a; b=1\""},
      {"leading blank", " a", "\" a\""},
      {"trailing blank", "a ", "\"a \""},
      {"blank inside", "a b", "a b"},
      {"line break inside", "a\r\nb", "a\\x0d\\x0ab"},
      {"escape sequence", "\x1b[31m", "\\x1b[31m"},
      {"bidirectional override", "a\u202eb", "a\\u{202e}b"},
      {"backslash", "a\\b", "a\\\\b"},
      {"invalid UTF-8", "\xff", "\\xff"},
      {"byte order mark before a formula", "\ufeff=1", "\\u{feff}=1"},
      {"NUL", "\0=1"sv, "\\x00=1"},
      {"formula with comma and quote", "=HYPERLINK(\"x\",1)", "\"'=HYPERLINK(\"\"x\"\",1)\""},
  };
  for (const CellCase& c : cases) {
    SCOPED_TRACE(c.what);
    EXPECT_EQ(CsvCell(c.text), c.cell);
  }
}

TEST(CsvWriter, HeaderStandsWithoutAMatch) { EXPECT_EQ(WrittenText(MakeCsvWriter, {}), kHeader); }

TEST(CsvWriter, OneLineAMatch) {
  Match match = SampleMatch();
  match.flags = {"invalid_utf8", "salvaged"};
  match.error_code = TextField("AccessDenied");
  match.access_key_id = TextField("AKIA");
  match.member = "inner.json";
  EXPECT_EQ(WrittenText(MakeCsvWriter, {match}),
            std::string(kHeader) +
                "AWS.Bedrock.Deleted,\"Logging, deleted\",medium,Logging deleted,"
                "2026-11-01T03:00:00Z,e-1,DeleteModelInvocationLoggingConfiguration,"
                "bedrock.amazonaws.com,us-east-1,111122223333,198.51.100.7,aws-cli/2.15.0,mallory,"
                "IAMUser,arn:aws:iam::111122223333:user/mallory,AKIA,AccessDenied,"
                "\"TA0005:T1562.003;T1070;TA0040\",Logging deleted,\"invalid_utf8;salvaged\","
                "logs/2026/11/01/a.json.gz,inner.json,4,1,13,12\r\n");
}

TEST(CsvWriter, MissingValuesAreEmpty) {
  Match match;
  match.rule = 1;
  match.path = "-x";
  match.event_name.wrong_type = true;
  EXPECT_EQ(WrittenText(MakeCsvWriter, {match}),
            std::string(kHeader) + "Other.Rule,Other,info,,,,,,,,,,,,,,,,,,\"'-x\",,0,1,1,0\r\n");
}

TEST(CsvWriter, HostileTextNeverAddsALineOrAColumn) {
  Match match = SampleMatch();
  const std::string hostile = "\",\r\n=cmd|' /C calc'!A0\n\x1b[2J;\xff\u2028";
  match.title = match.dedup = match.actor_user = match.path = match.member = hostile;
  match.event_name = match.user_agent = match.error_code = TextField(hostile);
  match.flags = {hostile};
  const std::string text = WrittenText(MakeCsvWriter, {match});
  const std::string line = text.substr(kHeader.size());
  std::size_t commas = 0;
  bool quoted = false;
  for (std::size_t i = 0; i + 2 < line.size(); ++i) {
    ASSERT_GE(static_cast<unsigned char>(line[i]), 0x20);
    if (line[i] == '"') quoted = !quoted;
    if (line[i] == ',' && !quoted) ++commas;
  }
  EXPECT_TRUE(line.ends_with("\r\n"));
  EXPECT_FALSE(quoted);
  EXPECT_EQ(commas, 25U);
}

}  // namespace
}  // namespace trailsift
