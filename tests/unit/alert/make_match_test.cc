#include "alert/make_match.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <vector>

#include "support/string_source.h"

namespace trailsift {
namespace {

using testing::ElementsAre;
using testing::Pair;

Rule TestRule() {
  Rule rule;
  rule.id = "Test.Rule";
  rule.severity = Severity::kHigh;
  rule.title = *AlertTemplate::Parse("{actor_user} did {eventName}");
  rule.context = {{"eventName", *ParseKeyPath("eventName")},
                  {"gone", *ParseKeyPath("not.there")},
                  {"nested", *ParseKeyPath("requestParameters")},
                  {"actor_user", *ParseKeyPath("p_udm.actor_user")}};
  return rule;
}

// The match of the first record of a text.
Match MatchOf(const std::string& text, const Rule& rule = TestRule()) {
  Ledger ledger("test");
  StringSource source(text);
  const Projection projection;
  RecordBuffers buffers(projection);
  RecordReader reader(source, buffers, ledger, {});
  EXPECT_TRUE(reader.Next());
  reader.Validate();
  return MakeMatch(rule, 3, Severity::kLow, reader);
}

TEST(MakeMatch, OwnsWhatTheOutputsNeed) {
  const std::string record =
      R"({"eventTime":"2026-11-01T03:00:00Z","eventName":"Del\u0065te","eventID":"e","userIdentity":)"
      R"( {"type":"IAMUser","userName":"mallory"},"requestParameters":{"n":1.50,"s":"\u0041"},)"
      R"("recipientAccountId":"000000000001"})";
  const Match match = MatchOf("[\n" + record + "]");
  EXPECT_EQ(match.rule, 3U);
  EXPECT_EQ(match.severity, Severity::kLow);  // Not that of the rule.
  EXPECT_EQ(match.title, "mallory did Delete");
  EXPECT_EQ(match.dedup, match.title);
  EXPECT_EQ(match.actor_user, "mallory");
  EXPECT_EQ(match.event_name.text, "Delete");
  EXPECT_EQ(match.recipient_account_id.text, "000000000001");
  EXPECT_EQ(match.error_code.text, std::nullopt);
  EXPECT_EQ(FormatTimestamp(*match.event_time), "2026-11-01T03:00:00Z");
  EXPECT_EQ(match.user_identity, R"({"type":"IAMUser","userName":"mallory"})");
  EXPECT_EQ(match.event, record);
  EXPECT_THAT(match.context,
              ElementsAre(Pair("eventName", R"("Del\u0065te")"), Pair("gone", "null"),
                          Pair("nested", R"({"n":1.50,"s":"\u0041"})"),
                          Pair("actor_user", R"("mallory")")));
  EXPECT_THAT(match.flags, ElementsAre());
  EXPECT_EQ(match.place.line, 2U);
}

TEST(MakeMatch, FlagsWhatIsOdd) {
  EXPECT_THAT(MatchOf(R"({"eventName":"N","eventID":7})").flags,
              ElementsAre("type_mismatch", "unknown_time"));
  EXPECT_THAT(MatchOf(R"({"eventName":"N","eventTime":"2026-11-01","x":tru})").flags,
              ElementsAre("malformed", "unknown_time"));
  EXPECT_THAT(
      MatchOf(R"({"eventName":"N","eventName":"N","eventTime":"2026-11-01T00:00:00Z"})").flags,
      ElementsAre("duplicate_key"));
  EXPECT_THAT(MatchOf("{\"eventName\":\"\xff\",\"eventTime\":\"2026-11-01T00:00:00Z\"}").flags,
              ElementsAre("invalid_utf8", "salvaged"));
}

TEST(MakeMatch, FieldsOfAMalformedRecordAreThoseThatCanBeRead) {
  const Match match = MatchOf(R"({"x":tru,"eventName":"N","userIdentity":{"type":"Root"}})");
  EXPECT_EQ(match.event_name.text, "N");
  EXPECT_EQ(match.actor_user, "UnknownRootUser");
}

struct DedupCase {
  std::string name;
  std::vector<std::string> group_by;
  std::string record;
  std::string dedup;
};

TEST(MakeMatch, DedupIsTheListOfGroupByElseTheTitle) {
  const std::vector<DedupCase> cases = {
      {"no GroupBy", {}, R"({"eventName":"N"})", "UnknownUser did N"},
      {"one string", {"eventName"}, R"({"eventName":"N"})", R"(["N"])"},
      {"in order", {"b", "a"}, R"({"a":1,"b":2,"eventName":"N"})", "[2,1]"},
      {"missing and null are one", {"gone", "a"}, R"({"a":null,"eventName":"N"})", "[null,null]"},
      {"numbers as written, no blanks, keys in order",
       {"a"},
       R"({"a": { "z" : 1.50, "b": [ true , 1e3 ] },"eventName":"N"})",
       R"([{"z":1.50,"b":[true,1e3]}])"},
      {"escapes are one spelling", {"a"}, R"({"a":"\u0041\/\n","eventName":"N"})", R"(["A/\n"])"},
      {"text and number differ", {"a"}, R"({"a":"1","eventName":"N"})", R"(["1"])"},
      {"the commas of a value do not separate",
       {"a", "b"},
       R"({"a":"x\",\"y","b":"z","eventName":"N"})",
       R"(["x\",\"y","z"])"},
      {"a wildcard", {"a[*].b"}, R"({"a":[{"b":1},{},{"b":null}],"eventName":"N"})", "[[1,null]]"},
      {"a derived field",
       {"p_udm.actor_user"},
       R"({"eventName":"N","userIdentity":{"type":"IAMUser","userName":"mallory"}})",
       R"(["mallory"])"},
      {"the whole record", {"."}, R"({"eventName": "N"})", R"([{"eventName":"N"}])"},
  };
  for (const DedupCase& c : cases) {
    SCOPED_TRACE(c.name);
    Rule rule = TestRule();
    for (const std::string& path : c.group_by) rule.group_by.push_back(*ParseKeyPath(path));
    EXPECT_EQ(MatchOf(c.record, rule).dedup, c.dedup);
  }
}

TEST(MakeMatch, ALongTitleIsCutButTheDedupStringIsWhole) {
  const std::string name(2'000, 'n');
  const Match match = MatchOf(R"({"eventName":")" + name + R"("})");
  EXPECT_EQ(match.title.size(), 1'000U);
  EXPECT_TRUE(match.title.ends_with("nnn... (truncated)"));
  EXPECT_EQ(match.dedup, "UnknownUser did " + name);
  EXPECT_EQ(ShownDedup(match), match.title);
}

TEST(MakeMatch, AContextAboveTheLimitBecomesAnError) {
  Rule rule = TestRule();
  rule.context = {{"n\"", *ParseKeyPath("eventName")}, {"gone", *ParseKeyPath("gone")}};
  // {"n\"":"…","gone":null}
  const std::size_t around = std::string(R"({"n\"":"","gone":null})").size();
  const std::string longest(kMaximumContext - around, 'x');
  EXPECT_THAT(MatchOf(R"({"eventName":")" + longest + R"("})", rule).context,
              ElementsAre(Pair("n\"", '"' + longest + '"'), Pair("gone", "null")));
  EXPECT_THAT(
      MatchOf(R"({"eventName":")" + longest + R"(x"})", rule).context,
      ElementsAre(Pair(
          "_error", R"("the context takes 204801 bytes of JSON, more than the limit of 204800")")));
}

TEST(AddSummary, SpreadsListsOut) {
  const std::string record =
      R"({"eventName":"N","userAgent":"a\u0062","list":[1,[2.0,[]],{"k": null}],"null":null,)"
      R"("sourceIPAddress":"203.0.113.9","userIdentity":{"arn":"arn:aws:iam::111122223333:user/m"}})";
  Rule rule = TestRule();
  rule.summary_attributes = {"userAgent", "sourceIpAddress", "gone",           "list",
                             "null",      "list[2].k",       "p_any_aws_arns", "bad["};
  const Projection projection;
  Event parsed(projection);
  ASSERT_EQ(parsed.Assign(record), std::nullopt);
  Match match;
  AddSummary(rule, parsed, match);
  EXPECT_THAT(
      match.summary,
      ElementsAre(Pair("userAgent", ElementsAre("\"ab\"")),
                  Pair("sourceIpAddress", ElementsAre("\"203.0.113.9\"")),
                  Pair("gone", ElementsAre()),
                  Pair("list", ElementsAre("1", "2.0", "{\"k\":null}")),
                  Pair("null", ElementsAre("null")), Pair("list[2].k", ElementsAre("null")),
                  Pair("p_any_aws_arns", ElementsAre("\"arn:aws:iam::111122223333:user/m\"")),
                  Pair("bad[", ElementsAre())));
}

TEST(MakeMatch, SignalsComeFromRulesThatCreateNoAlerts) {
  Rule rule = TestRule();
  EXPECT_FALSE(MatchOf(R"({"eventName":"N"})", rule).signal);
  rule.creates_alert = false;
  EXPECT_TRUE(MatchOf(R"({"eventName":"N"})", rule).signal);
}

}  // namespace
}  // namespace trailsift
