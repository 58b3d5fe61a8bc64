#include "scan/record_filter.h"

#include <gtest/gtest.h>

#include <string>

#include "alert/make_match.h"
#include "event/projection.h"

namespace trailsift {
namespace {

const Projection& EmptyProjection() {
  static const Projection kProjection;
  return kProjection;
}

bool Keeps(const ScanOptions& options, const char* record) {
  Event event(EmptyProjection());
  EXPECT_FALSE(event.Assign(record)) << record;
  return RecordFilter(options).Keeps(event, EventTime(event));
}

TEST(RecordFilter, TimeRangeIsHalfOpenAndKeepsUnknownTimes) {
  ScanOptions options;
  options.since = ParseTimestamp("2026-11-01T00:00:00Z");
  options.until = ParseTimestamp("2026-11-02T00:00:00Z");
  struct Case {
    const char* record;
    bool since;  // Kept by --since alone,
    bool until;  // by --until alone.
  };
  const Case cases[] = {
      {R"({"eventTime":"2026-10-31T23:59:59.999999999Z"})", false, true},
      {R"({"eventTime":"2026-11-01T00:00:00Z"})", true, true},
      {R"({"eventTime":"2026-11-01 00:00:00"})", true, true},
      {R"({"eventTime":"2026-11-01T01:59:59+02:00"})", false, true},
      {R"({"eventTime":"2026-11-01T23:59:59Z"})", true, true},
      {R"({"eventTime":"2026-11-02T00:00:00Z"})", true, false},
      {R"({"eventTime":1793491200})", true, true},
      {R"({"eventTime":"redacted"})", true, true},
      {R"({"eventTime":""})", true, true},
      {R"({"eventTime":null})", true, true},
      {R"({"eventTime":{}})", true, true},
      {R"({})", true, true},
  };
  for (const Case& entry : cases) {
    SCOPED_TRACE(entry.record);
    ScanOptions since;
    since.since = options.since;
    ScanOptions until;
    until.until = options.until;
    EXPECT_EQ(Keeps(since, entry.record), entry.since);
    EXPECT_EQ(Keeps(until, entry.record), entry.until);
    EXPECT_EQ(Keeps(options, entry.record), entry.since && entry.until);
    EXPECT_TRUE(Keeps({}, entry.record));
  }
  EXPECT_TRUE(RecordFilter(options).by_time());
  EXPECT_FALSE(RecordFilter({}).by_time());
}

TEST(RecordFilter, AccountIsTheRecipientsOrOfOldRecordsTheActors) {
  struct Case {
    const char* record;
    const char* account;
  };
  const Case cases[] = {
      {R"({"recipientAccountId":"000000000001","userIdentity":{"accountId":"2"}})", "000000000001"},
      {R"({"userIdentity":{"accountId":"2"}})", "2"},
      {R"({"recipientAccountId":null,"userIdentity":{"accountId":"2"}})", "2"},
      {R"({"recipientAccountId":"","userIdentity":{"accountId":"2"}})", "2"},
      {R"({"recipientAccountId":null,"userIdentity":{"accountId":2}})", ""},
      // What the recipient is called is not known; that the actor is somebody else says nothing.
      {R"({"recipientAccountId":1,"userIdentity":{"accountId":"2"}})", ""},
      {R"({"recipientAccountId":["1"],"userIdentity":{"accountId":"2"}})", ""},
      {R"({})", ""},
  };
  for (const Case& entry : cases) {
    SCOPED_TRACE(entry.record);
    Event event(EmptyProjection());
    ASSERT_FALSE(event.Assign(entry.record));
    EXPECT_EQ(AccountOf(event), entry.account);
  }
}

TEST(RecordFilter, AccountsAndRegionsMatchExactly) {
  ScanOptions options;
  options.accounts = {"111122223333", "000000000001"};
  options.regions = {"us-east-1"};
  struct Case {
    const char* record;
    bool kept;
  };
  const Case cases[] = {
      {R"({"recipientAccountId":"111122223333","awsRegion":"us-east-1"})", true},
      {R"({"recipientAccountId":"000000000001","awsRegion":"us-east-1"})", true},
      {R"({"recipientAccountId":"1","awsRegion":"us-east-1"})", false},
      {R"({"recipientAccountId":"111122223333","awsRegion":"us-east-10"})", false},
      {R"({"recipientAccountId":"111122223333","awsRegion":"US-EAST-1"})", false},
      {R"({"recipientAccountId":"1","awsRegion":null})", false},
      {R"({"userIdentity":{"accountId":"1"},"awsRegion":"us-east-1"})", false},
  };
  for (const Case& entry : cases)
    EXPECT_EQ(Keeps(options, entry.record), entry.kept) << entry.record;
}

TEST(RecordFilter, KeepsUnknownAccountsAndRegions) {
  const char* const values[] = {"null", R"("")", "1", "true", "{}", R"(["us-east-1"])"};
  ScanOptions accounts;
  accounts.accounts = {"111122223333"};
  ScanOptions regions;
  regions.regions = {"us-east-1"};
  EXPECT_TRUE(Keeps(accounts, "{}"));
  EXPECT_TRUE(Keeps(regions, "{}"));
  for (const std::string value : values) {
    SCOPED_TRACE(value);
    EXPECT_TRUE(Keeps(accounts, ("{\"recipientAccountId\":" + value + "}").c_str()));
    EXPECT_TRUE(Keeps(accounts, ("{\"userIdentity\":{\"accountId\":" + value + "}}").c_str()));
    EXPECT_TRUE(Keeps(regions, ("{\"awsRegion\":" + value + "}").c_str()));
  }
}

}  // namespace
}  // namespace trailsift
