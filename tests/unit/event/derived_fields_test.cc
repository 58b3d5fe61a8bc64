#include "event/derived_fields.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

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
      // Names fold as those of members do.
      {"{}", "P_Log_Type", R"("AWS.CloudTrail")"},
      {R"({"P_LOG_TYPE":"Okta"})", "p_Log_type", R"("Okta")"},
      {R"({"userIdentity":{"type":"IAMUser","userName":"al"}})", "ACTOR_USER", R"("al")"},
      {R"({"userIdentity":{"type":"IAMUser","userName":"al"}})", "P_udm.Actor_User", R"("al")"},
      {R"({"userIdentity":{"type":"IAMUser","userName":"al"}})", "P_any_usernames", R"(["al"])"},
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

struct Case {
  const char* record;
  const char* path;
  const char* value;
};

void Check(const std::vector<Case>& cases) {
  for (const Case& each : cases) {
    EXPECT_EQ(Value(each.record, each.path), each.value) << each.path << " of " << each.record;
  }
}

// The rest of the file follows the table of section 3.8 of the rule specification line by line.

TEST(DerivedFields, EventTime) {
  Check({
      {R"({"eventTime":"2026-11-01T03:04:05Z"})", "p_event_time", R"("2026-11-01 03:04:05.000")"},
      {R"({"eventTime":"2026-11-01T03:04:05.6789+02:00"})", "p_event_time",
       R"("2026-11-01 01:04:05.678")"},
      {R"({"eventTime":"2026-11-01 03:04:05"})", "p_event_time", R"("2026-11-01 03:04:05.000")"},
      {R"({"eventTime":"2026-11-01 03:04:05.000000009"})", "p_event_time",
       R"("2026-11-01 03:04:05.000")"},
      {R"({"eventTime":"yesterday"})", "p_event_time", "missing"},
      {R"({"eventTime":null})", "p_event_time", "missing"},
      {R"({"eventTime":1762000000})", "p_event_time", "missing"},
      {"{}", "p_event_time", "missing"},
      {R"({"eventTime":"2026-11-01T03:04:05Z","p_event_time":"own"})", "p_event_time", R"("own")"},
  });
}

TEST(DerivedFields, UnifiedDataModelTakesValuesAsTheyAre) {
  Check({
      {R"({"userAgent":"aws-cli"})", "p_udm.user_agent", R"("aws-cli")"},
      {R"({"userAgent":""})", "p_udm.user_agent", R"("")"},
      {R"({"userAgent":null})", "p_udm.user_agent", "null"},
      {"{}", "p_udm.user_agent", "missing"},
      {R"({"sourceIPAddress":"2600:1F18::1"})", "p_udm.source_ip", R"("2600:1F18::1")"},
      {R"({"sourceIPAddress":"ec2.amazonaws.com"})", "p_udm.source_ip", "missing"},
      {R"({"sourceIPAddress":["198.51.100.7"]})", "p_udm.source_ip", "missing"},
      {R"({"responseElements":{"user":{"userName":"n","userId":"i"}}})", "p_udm.user", R"("n")"},
      {R"({"responseElements":{"user":{"userName":"n","userId":"i"}}})", "p_udm.user_account_id",
       R"("i")"},
      {R"({"responseElements":{"user":"text"}})", "p_udm.user", "missing"},
      {R"({"responseElements":null})", "p_udm.user_account_id", "missing"},
  });
}

TEST(DerivedFields, UnifiedEventTypes) {
  Check({
      {R"({"eventName":"ConsoleLogin","userIdentity":{"type":"IAMUser"},"responseElements":{"ConsoleLogin":"Success"}})",
       "p_udm.event_type", R"("successful_login")"},
      {R"({"eventName":"ConsoleLogin","userIdentity":{"type":"IAMUser"},"responseElements":{"ConsoleLogin":"success"}})",
       "p_udm.event_type", "missing"},
      {R"({"eventName":"ConsoleLogin","userIdentity":{"type":"IAMUser"}})", "p_udm.event_type",
       "missing"},
      {R"({"eventName":"CreateAccountResult"})", "p_udm.event_type", R"("account_created")"},
      {R"({"eventName":"createuser"})", "p_udm.event_type", "missing"},
      {R"({"eventName":"DeleteUser"})", "p_udm.event_type", "missing"},
  });
}

TEST(DerivedFields, AddressesComeFromTheRecordAndFromNamedMembersOfBlobs) {
  Check({
      {R"({"additionalEventData":{"ipv6Addresses":["2600::1","x"]},"requestParameters":{"privateIpAddress":"10.0.0.1"},
           "responseElements":{"a":{"b":[{"publicIp":"9.9.9.9"}]}},"serviceEventDetails":{"ipAddressV4":"8.8.8.8","sourceIPAddress":"7.7.7.7"}})",
       "p_any_ip_addresses", R"(["10.0.0.1","2600::1","7.7.7.7","8.8.8.8","9.9.9.9"])"},
      {R"({"requestParameters":{"address":"10.0.0.1","PublicIp":"9.9.9.9"},"publicIp":"9.9.9.9"})",
       "p_any_ip_addresses", "missing"},
      {R"({"sourceIPAddress":"AWS Internal"})", "p_any_ip_addresses", "missing"},
  });
}

TEST(DerivedFields, AccountIdsHaveTwelveDigits) {
  Check({
      {R"({"recipientAccountId":"000000000001","userIdentity":{"accountId":"000000000002","sessionContext":{"sessionIssuer":{"accountId":"000000000003"}}},
           "resources":[{"accountId":"000000000004"},{"accountId":5}]})",
       "p_any_aws_account_ids", R"(["000000000001","000000000002","000000000003","000000000004"])"},
      {R"({"requestParameters":{"accountId":"000000000001","list":[{"sourceAccountId":"000000000002"}],"account":"000000000003",
           "targetAccountId":["000000000004","12345","00000000000x"]}})",
       "p_any_aws_account_ids", R"(["000000000001","000000000002","000000000004"])"},
      {R"({"requestParameters":{"policyArn":"arn:aws:iam::aws:policy/Admin","b":"arn:aws:s3:::bucket"},"userIdentity":{"arn":"arn:aws:iam::000000000006:user/u"}})",
       "p_any_aws_account_ids", R"(["000000000006"])"},
      {R"({"userIdentity":{"accountId":"anonymous"}})", "p_any_aws_account_ids", "missing"},
  });
}

TEST(DerivedFields, ArnsHaveSixParts) {
  Check({
      {R"({"userIdentity":{"arn":"arn:aws:iam::1:user/b","sessionContext":{"sessionIssuer":{"arn":"arn:aws:iam::1:role/a"}}},
           "resources":[{"ARN":"arn:aws:s3:::c"},{"arn":"arn:aws:s3:::d","ARN":"arn:aws:s3:::e","Arn":"arn:aws:s3:::c"},"arn:aws:s3:::no"]})",
       "p_any_aws_arns",
       R"(["arn:aws:iam::1:role/a","arn:aws:iam::1:user/b","arn:aws:s3:::c","arn:aws:s3:::d","arn:aws:s3:::e"])"},
      {R"({"requestParameters":{"x":["arn:aws:a:b:c:d:e:f",["arn:::::"]],"y":"arn:aws:a:b:c","z":"Arn:aws:a:b:c:d","w":" arn:aws:a:b:c:d"}})",
       "p_any_aws_arns", R"(["arn:::::","arn:aws:a:b:c:d:e:f"])"},
      {R"({"responseElements":"arn:aws:s3:::whole"})", "p_any_aws_arns",
       R"(["arn:aws:s3:::whole"])"},
      {R"({"other":{"x":"arn:aws:s3:::b"}})", "p_any_aws_arns", "missing"},
  });
}

TEST(DerivedFields, InstanceIds) {
  Check({
      {R"({"requestParameters":{"instancesSet":{"items":[{"instanceId":"i-1"},{"instanceId":"mi-2"}]},"sourceInstanceId":"i-3","instance":"i-4"},
           "resources":[{"ARN":"arn:aws:ec2:us-east-1:1:instance/i-5"},{"ARN":"arn:aws:rds:us-east-1:1:db/i-6"}]})",
       "p_any_aws_instance_ids", R"(["i-1","i-3","i-5"])"},
      {R"({"instanceId":"i-1"})", "p_any_aws_instance_ids", "missing"},
  });
}

TEST(DerivedFields, TagsStandInListsOfKeysAndValues) {
  Check({
      {R"({"requestParameters":{"tags":[{"key":"b","value":"1"},{"key":"a","value":""},{"key":"n","value":1},{"value":"v"},"x"]},
           "responseElements":{"r":{"tags":[{"key":"b","value":"1"}]}}})",
       "p_any_aws_tags", R"(["a:","b:1"])"},
      {R"({"requestParameters":{"tags":{"key":"k","value":"v"},"tagSet":[{"key":"k","value":"v"}]}})",
       "p_any_aws_tags", "missing"},
  });
}

TEST(DerivedFields, DomainNames) {
  Check({
      {R"({"sourceIPAddress":"ec2.amazonaws.com","responseElements":{"i":[{"publicDnsName":"b.example.com","privateDnsName":""}],"domain":"a.example.com"},"requestParameters":{"host":"c.example.com"}})",
       "p_any_domain_names", R"(["a.example.com","b.example.com","ec2.amazonaws.com"])"},
      {R"({"sourceIPAddress":"AWS Internal"})", "p_any_domain_names", "missing"},
      {R"({"sourceIPAddress":"8.8.8.8"})", "p_any_domain_names", "missing"},
      {R"({"sourceIPAddress":"localhost"})", "p_any_domain_names", "missing"},
  });
}

TEST(DerivedFields, EmailsAreSessionNames) {
  Check({
      {R"({"userIdentity":{"arn":"arn:aws:sts::1:assumed-role/role/jane@example.com"}})",
       "p_any_emails", R"(["jane@example.com"])"},
      {R"({"userIdentity":{"arn":"arn:aws:sts::1:assumed-role/role/jane"}})", "p_any_emails",
       "missing"},
      {R"({"userIdentity":{"arn":"arn:aws:iam::1:user/jane@example.com"}})", "p_any_emails",
       "missing"},
      {R"({"userIdentity":{"arn":"arn:aws:sts::1:assumed-role/role/@example.com"}})",
       "p_any_emails", "missing"},
  });
}

// What section 3.8 marks [choice], each under its own name.

TEST(Choice, AFieldOfTheRecordWinsOverItsDerivation) {
  Check({
      {R"({"p_log_type":"Own"})", "p_log_type", R"("Own")"},
      {R"({"p_any_usernames":[],"userIdentity":{"userName":"u"}})", "p_any_usernames", "[]"},
      {R"({"p_udm":{"user":"own"},"userAgent":"a"})", "p_udm",
       R"({"user":"own","actor_user":"UnknownUser","user_agent":"a"})"},
  });
}

TEST(Choice, SetsAreSortedByBytesWithoutRepeatsAndAbsentWhenEmpty) {
  Check({
      {"{\"requestParameters\":{\"domain\":[\"b.x\",\"\u00e9.x\",\"B.x\",\"b.x\",\"a.x\"]}}",
       "p_any_domain_names", "[\"B.x\",\"a.x\",\"b.x\",\"\u00e9.x\"]"},
      {R"({"requestParameters":{}})", "p_any_domain_names", "missing"},
  });
}

TEST(Choice, UsernamesAreThatOfTheIdentity) {
  Check({{R"({"userIdentity":{"userName":"u"},"requestParameters":{"userName":"v"}})",
          "p_any_usernames", R"(["u"])"}});
}

}  // namespace
}  // namespace trailsift
