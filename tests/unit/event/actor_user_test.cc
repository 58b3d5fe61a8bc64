#include "event/actor_user.h"

#include <gtest/gtest.h>

#include <string>

#include "event/json_value.h"

namespace trailsift {
namespace {

TEST(ActorUser, FollowsTheResolutionTable) {
  struct Case {
    const char* record;
    const char* actor;
  };
  const Case cases[] = {
      {R"({"userIdentity":{"type":"Root","userName":"company","accountId":"111122223333"}})",
       "company"},
      {R"({"userIdentity":{"type":"Root","accountId":"111122223333"}})", "111122223333"},
      {R"({"userIdentity":{"type":"Root","userName":"","accountId":"111122223333"}})",
       "111122223333"},
      {R"({"userIdentity":{"type":"Root"}})", "UnknownRootUser"},
      {R"({"userIdentity":{"type":"IAMUser","userName":"alice"}})", "alice"},
      {R"({"userIdentity":{"type":"IAMUser"}})", "UnknownIAMUser"},
      {R"({"userIdentity":{"type":"IAMUser","userName":7}})", "UnknownIAMUser"},
      {R"({"userIdentity":{"type":"Directory","userName":"d"}})", "d"},
      {R"({"userIdentity":{"type":"Directory"}})", "UnknownDirectory"},
      {R"({"userIdentity":{"type":"Unknown","userName":"u"}})", "u"},
      {R"({"userIdentity":{"type":"Unknown"}})", "UnknownUnknown"},
      {R"({"userIdentity":{"type":"SAMLUser","userName":"s"}})", "s"},
      {R"({"userIdentity":{"type":"SAMLUser"}})", "UnknownSAMLUser"},
      {R"({"userIdentity":{"type":"WebIdentityUser","userName":"w"}})", "w"},
      {R"({"userIdentity":{"type":"WebIdentityUser"}})", "UnknownWebIdentityUser"},
      {R"({"userIdentity":{"type":"AssumedRole","sessionContext":{"sessionIssuer":{"userName":"Admin"}}}})",
       "Admin"},
      {R"({"userIdentity":{"type":"AssumedRole"}})", "UnknownAssumedRole"},
      {R"({"userIdentity":{"type":"Role","sessionContext":{"sessionIssuer":{"userName":"R"}}}})",
       "R"},
      {R"({"userIdentity":{"type":"Role"}})", "UnknownRole"},
      {R"({"userIdentity":{"type":"FederatedUser","sessionContext":{"sessionIssuer":{"userName":"F"}}}})",
       "F"},
      {R"({"userIdentity":{"type":"FederatedUser"}})", "UnknownFederatedUser"},
      {R"({"userIdentity":{"type":"AssumedRole","principalId":"AROA:jane@example.com","sessionContext":{"sessionIssuer":{"userName":"AWSReservedSSO_Admin_1"}}}})",
       "jane@example.com"},
      {R"({"userIdentity":{"type":"AssumedRole","principalId":"AROA:jane:x","sessionContext":{"sessionIssuer":{"userName":"AWSReservedSSO_Admin_1"}}}})",
       "jane"},
      {R"({"userIdentity":{"type":"AssumedRole","principalId":"AROA","sessionContext":{"sessionIssuer":{"userName":"AWSReservedSSO_Admin_1"}}}})",
       "AWSReservedSSO_Admin_1"},
      {R"({"userIdentity":{"type":"AssumedRole","principalId":"AROA:","sessionContext":{"sessionIssuer":{"userName":"AWSReservedSSO_Admin_1"}}}})",
       "AWSReservedSSO_Admin_1"},
      {R"({"userIdentity":{"type":"AssumedRole","sessionContext":{"sessionIssuer":{"userName":"AWSReservedSSO_Admin_1"}}}})",
       "AWSReservedSSO_Admin_1"},
      {R"({"userIdentity":{"type":"IdentityCenterUser"},"additionalEventData":{"UserName":"i"}})",
       "i"},
      {R"({"userIdentity":{"type":"IdentityCenterUser"}})", "UnknownIdentityCenterUser"},
      {R"({"userIdentity":{"type":"AWSService","invokedBy":"x"},"sourceIdentity":"svc"})", "svc"},
      {R"({"userIdentity":{"type":"AWSService","invokedBy":"x"}})", "UnknownAWSService"},
      {R"({"userIdentity":{"type":"AWSAccount"},"sourceIdentity":"acct"})", "acct"},
      {R"({"userIdentity":{"type":"AWSAccount"}})", "UnknownAWSAccount"},
      {R"({"userIdentity":{"invokedBy":"cloudtrail"},"eventType":"AwsServiceEvent"})",
       "cloudtrail"},
      {R"({"eventType":"AwsServiceEvent"})", "UnknownAwsServiceEvent"},
      {R"({"userIdentity":{"type":"iamuser","userName":"case"}})", "UnknownUser"},
      {R"({"userIdentity":"text"})", "UnknownUser"},
      {R"({"userIdentity":{"type":5,"userName":"a"}})", "UnknownUser"},
      {R"({})", "UnknownUser"},
  };
  for (const Case& entry : cases) {
    SCOPED_TRACE(entry.record);
    const auto record = ParseJson(entry.record);
    ASSERT_TRUE(record.has_value());
    EXPECT_EQ(ActorUser(*record), entry.actor);
  }
}

std::string ActorOf(const char* record) { return ActorUser(*ParseJson(record)); }

// What section 3.8 of the rule specification marks [choice].

TEST(Choice, AnEmptyStringIsNoActor) {
  EXPECT_EQ(ActorOf(R"({"userIdentity":{"type":"IAMUser","userName":""}})"), "UnknownIAMUser");
}

TEST(Choice, AMalformedSsoPrincipalGivesTheRole) {
  const std::string_view principals[] = {R"("AROA")", R"("AROA:")", R"("AROA::x")", "null", "7"};
  for (const std::string_view principal : principals) {
    const std::string record =
        R"({"userIdentity":{"type":"AssumedRole","principalId":)" + std::string(principal) +
        R"(,"sessionContext":{"sessionIssuer":{"userName":"AWSReservedSSO_Admin_1"}}}})";
    EXPECT_EQ(ActorOf(record.c_str()), "AWSReservedSSO_Admin_1") << principal;
  }
}

}  // namespace
}  // namespace trailsift
