#include "alert/make_match.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

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
  RecordReader reader(source, projection, ledger, {});
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

TEST(MakeMatch, SignalsComeFromRulesThatCreateNoAlerts) {
  Rule rule = TestRule();
  EXPECT_FALSE(MatchOf(R"({"eventName":"N"})", rule).signal);
  rule.creates_alert = false;
  EXPECT_TRUE(MatchOf(R"({"eventName":"N"})", rule).signal);
}

}  // namespace
}  // namespace trailsift
