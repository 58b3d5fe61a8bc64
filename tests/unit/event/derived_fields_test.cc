#include "event/derived_fields.h"

#include <gtest/gtest.h>

#include <string>

#include "event/event.h"
#include "event/projection.h"

namespace trailsift {
namespace {

// The value of a path in a record, derived fields included, as JSON; "missing" if there is none.
std::string Value(const char* record, const char* path) {
  const Projection projection;
  Event event(projection);
  const auto fault = event.Assign(record);
  if (fault) return "fault: " + fault->message;
  const auto parsed = ParseKeyPath(path);
  if (!parsed) return "bad path";
  const FieldValue value = event.Lookup(*parsed);
  return value.kind == ValueKind::kMissing ? "missing" : ToCompactJson(*value.tree);
}

TEST(DerivedFields, AreComputedWhereTheRecordLacksThem) {
  struct Case {
    const char* record;
    const char* path;
    const char* value;
  };
  const Case cases[] = {
      {"{}", "p_log_type", R"("AWS.CloudTrail")"},
      {R"({"p_log_type":"Okta"})", "p_log_type", R"("Okta")"},
      {R"({"eventTime":"2026-11-01T03:04:05Z"})", "p_event_time", R"("2026-11-01 03:04:05.000")"},
      {R"({"eventTime":"redacted"})", "p_event_time", "missing"},
      {R"({"userIdentity":{"type":"IAMUser","userName":"al"}})", "p_udm.actor_user", R"("al")"},
      {R"({"userIdentity":{"type":"IAMUser","userName":"al"}})", "actor_user", R"("al")"},
      {R"({"actor_user":"own","userIdentity":{"type":"IAMUser","userName":"al"}})",
       "p_udm.actor_user", R"("own")"},
      {R"({"actor_user":"","userIdentity":{"type":"Root"}})", "p_udm.actor_user", R"("")"},
      {R"({"actor_user":null,"userIdentity":{"type":"Root"}})", "p_udm.actor_user", "null"},
      {R"({"actor_user":null,"userIdentity":{"type":"Root"}})", "actor_user", "null"},
      {R"({"actor_user":"a","p_udm":{"actor_user":"m"}})", "p_udm.actor_user", R"("m")"},
      {R"({"actor_user":"a","p_udm":{"actor_user":"m"}})", "actor_user", R"("a")"},
      {R"({"p_udm":"text","userAgent":"u"})", "p_udm.user_agent", "missing"},
      {R"({"p_udm":{"actor_user":"own"},"userAgent":"u"})", "actor_user", R"("own")"},
      {R"({"p_udm":{"actor_user":"own"},"userAgent":"u"})", "p_udm.user_agent", R"("u")"},
      {R"({"p_udm":{"user_agent":null},"userAgent":"u"})", "p_udm.user_agent", "null"},
      {R"({"sourceIPAddress":"198.51.100.7"})", "p_udm.source_ip", R"("198.51.100.7")"},
      {R"({"sourceIPAddress":"AWS Internal"})", "p_udm.source_ip", "missing"},
      {R"({"eventName":"CreateUser","responseElements":{"user":{"userName":"n","userId":"i"}}})",
       "p_udm.user", R"("n")"},
      {R"({"eventName":"CreateUser"})", "p_udm.event_type", R"("user_account_created")"},
      {R"({"eventName":"ConsoleLogin","userIdentity":{"type":"IAMUser"},"responseElements":{"ConsoleLogin":"Failure"}})",
       "p_udm.event_type", R"("failed_login")"},
      {R"({"eventName":"ConsoleLogin","userIdentity":{"type":"Root"},"responseElements":{"ConsoleLogin":"Failure"}})",
       "p_udm.event_type", "missing"},
      {R"({"sourceIPAddress":"2001:db8::1","requestParameters":{"a":[{"publicIp":"192.0.2.1"}],"publicIp":"x"}})",
       "p_any_ip_addresses", R"(["192.0.2.1","2001:db8::1"])"},
      {R"({"recipientAccountId":"111122223333","userIdentity":{"accountId":"x"},"responseElements":{"ownerAccountId":"444455556666"}})",
       "p_any_aws_account_ids", R"(["111122223333","444455556666"])"},
      {R"({"resources":[{"ARN":"arn:aws:s3:::b"}],"requestParameters":{"role":"arn:aws:iam::111122223333:role/r","other":"arn:short"}})",
       "p_any_aws_arns", R"(["arn:aws:iam::111122223333:role/r","arn:aws:s3:::b"])"},
      {R"({"requestParameters":{"role":"arn:aws:iam::111122223333:role/r"}})",
       "p_any_aws_account_ids", R"(["111122223333"])"},
      {R"({"requestParameters":{"instanceId":"i-1","sourceInstanceId":"i-2","x":"i-3"}})",
       "p_any_aws_instance_ids", R"(["i-1","i-2"])"},
      {R"({"requestParameters":{"tags":[{"key":"k","value":"v"},{"key":"k"}]}})", "p_any_aws_tags",
       R"(["k:v"])"},
      {R"({"sourceIPAddress":"health.amazonaws.com"})", "p_any_domain_names",
       R"(["health.amazonaws.com"])"},
      {R"({"userIdentity":{"arn":"arn:aws:sts::111122223333:assumed-role/r/jane@example.com"}})",
       "p_any_emails", R"(["jane@example.com"])"},
      {R"({"userIdentity":{"userName":"jane"}})", "p_any_usernames", R"(["jane"])"},
      {R"({})", "p_any_aws_arns", "missing"},
  };
  for (const Case& entry : cases) {
    SCOPED_TRACE(std::string(entry.record) + " " + entry.path);
    EXPECT_EQ(Value(entry.record, entry.path), entry.value);
  }
}

}  // namespace
}  // namespace trailsift
