#include "benchmark/record_generator.h"

#include <fmt/format.h>

#include <array>

#include "base/timestamp.h"

namespace trailsift {
namespace {

constexpr std::int64_t kStart = 1'793'491'200;  // 2026-11-01T00:00:00Z
constexpr std::string_view kHex = "0123456789abcdef";
constexpr std::string_view kDigits = "0123456789";
constexpr std::string_view kIdLetters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

constexpr std::array<std::string_view, 3> kAccounts = {"111122223333", "222233334444",
                                                       "333344445555"};
constexpr std::array<std::string_view, 4> kRegions = {"us-east-1", "us-west-2", "eu-central-1",
                                                      "ap-southeast-2"};
constexpr std::array<std::string_view, 5> kRoles = {"DevAdmin", "ci-deployer", "etl-worker",
                                                    "ReadOnlyAudit", "inference-gateway"};
constexpr std::array<std::string_view, 4> kUsers = {"alice", "bob", "mallory", "trent"};
constexpr std::array<std::string_view, 4> kUserAgents = {
    "aws-cli/2.15.30 Python/3.11.8 Linux/6.1.0 exe/x86_64.debian.12 prompt/off",
    "Boto3/1.34.69 md/Botocore#1.34.69 ua/2.0 os/linux#6.1.0 lang/python#3.11.8",
    "[S3Console/0.4, aws-internal/3 aws-sdk-java/1.12.750 Linux/5.10.216]",
    "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0"};

// A call of the everyday mix. `weight` parts of `kTotalWeight`; `{0}` in the parameters becomes a
// random name and `{1}` the account.
struct CallKind {
  unsigned weight;
  std::string_view service;
  std::string_view name;
  bool read_only;
  bool data_event;
  std::string_view parameters;
};

constexpr std::array<CallKind, 9> kCallKinds = {{
    {30, "s3", "PutObject", false, true,
     R"({{"bucketName":"archive-{0}","Host":"archive-{0}.s3.amazonaws.com","key":"in/{0}.parquet"}})"},
    {20, "s3", "GetObject", true, true,
     R"({{"bucketName":"archive-{0}","Host":"archive-{0}.s3.amazonaws.com","key":"out/{0}.csv"}})"},
    {12, "sts", "AssumeRole", true, false,
     R"({{"roleArn":"arn:aws:iam::{1}:role/{0}","roleSessionName":"{0}","durationSeconds":3600}})"},
    {12, "kms", "Decrypt", true, false,
     R"({{"encryptionContext":{{"aws:s3:arn":"arn:aws:s3:::archive-{0}"}},"encryptionAlgorithm":"SYMMETRIC_DEFAULT"}})"},
    {10, "ec2", "DescribeInstances", true, false,
     R"({{"instancesSet":{{"items":[{{"instanceId":"i-{0}"}}]}},"filterSet":{{}}}})"},
    {8, "bedrock", "InvokeModel", true, false,
     R"({{"modelId":"arn:aws:bedrock:us-east-1:{1}:inference-profile/{0}"}})"},
    {4, "bedrock", "ListGuardrails", true, false, R"({{"maxResults":100}})"},
    {2, "iam", "CreateAccessKey", false, false, R"({{"userName":"{0}"}})"},
    {2, "logs", "CreateLogStream", false, false,
     R"({{"logGroupName":"/aws/lambda/{0}","logStreamName":"2026/11/01/[$LATEST]{0}"}})"},
}};
constexpr unsigned kTotalWeight = 100;

constexpr std::string_view kDeletion = "DeleteModelInvocationLoggingConfiguration";

}  // namespace

// What distinguishes one record from another besides who, when and where.
struct RecordGenerator::Call {
  std::string source;
  std::string name_key = "eventName";
  std::string name;
  std::string user_agent;
  std::string error;  // Members in front of requestParameters, with a comma at the end.
  std::string parameters = "null";
  bool read_only = false;
  bool data_event = false;
};

std::string_view PlantName(Plant plant) {
  switch (plant) {
    case Plant::kOrdinary:
      return "ordinary";
    case Plant::kMatch:
      return "match";
    case Plant::kEscapedMatch:
      return "escaped_match";
    case Plant::kNullErrorMatch:
      return "null_error_match";
    case Plant::kFailed:
      return "failed";
    case Plant::kEmptyErrorCode:
      return "empty_error_code";
    case Plant::kOtherSource:
      return "other_source";
    case Plant::kWordsInOtherFields:
      return "words_in_other_fields";
  }
  return "";
}

bool Matches(Plant plant) {
  return plant == Plant::kMatch || plant == Plant::kEscapedMatch || plant == Plant::kNullErrorMatch;
}

std::string RecordGenerator::Characters(std::string_view alphabet, std::size_t count) {
  std::string text(count, ' ');
  for (char& c : text) c = alphabet[Below(alphabet.size())];
  return text;
}

std::string RecordGenerator::EventId() {
  std::string id = Characters(kHex, 8);
  for (const std::size_t group : {4U, 4U, 4U, 12U})
    id.append(1, '-').append(Characters(kHex, group));
  return id;
}

std::string RecordGenerator::Identity(const std::string& account, const std::string& time) {
  if (Below(5) == 0) {
    const std::string_view user = kUsers[Below(kUsers.size())];
    const std::string user_id = Characters(kIdLetters, 17);
    const std::string key_id = Characters(kIdLetters, 16);
    return fmt::format(
        R"({{"type":"IAMUser","principalId":"AIDA{0}","arn":"arn:aws:iam::{1}:user/{2}",)"
        R"("accountId":"{1}","accessKeyId":"AKIA{3}","userName":"{2}"}})",
        user_id, account, user, key_id);
  }
  const std::string_view role = kRoles[Below(kRoles.size())];
  const std::string id = Characters(kIdLetters, 17);
  const std::string session = Characters(kDigits, 19);
  return fmt::format(
      R"({{"type":"AssumedRole","principalId":"AROA{0}:{1}",)"
      R"("arn":"arn:aws:sts::{2}:assumed-role/{3}/{1}","accountId":"{2}","accessKeyId":"ASIA{4}",)"
      R"("sessionContext":{{"sessionIssuer":{{"type":"Role","principalId":"AROA{0}",)"
      R"("arn":"arn:aws:iam::{2}:role/{3}","accountId":"{2}","userName":"{3}"}},)"
      R"("webIdFederationData":{{}},"attributes":{{"creationDate":"{5}",)"
      R"("mfaAuthenticated":"false"}}}}}})",
      id, session, account, role, Characters(kIdLetters, 16), time);
}

RecordGenerator::Call RecordGenerator::OrdinaryCall(const std::string& account) {
  std::uint64_t ticket = Below(kTotalWeight);
  const CallKind* kind = kCallKinds.data();
  while (ticket >= kind->weight) {
    ticket -= kind->weight;
    ++kind;
  }
  Call call;
  call.source = fmt::format("{}.amazonaws.com", kind->service);
  call.name = kind->name;
  call.user_agent = kUserAgents[Below(kUserAgents.size())];
  call.parameters = fmt::format(fmt::runtime(kind->parameters), Characters(kHex, 17), account);
  call.read_only = kind->read_only;
  call.data_event = kind->data_event;
  if (Below(25) == 0) {
    call.error = R"("errorCode":"AccessDenied","errorMessage":"User is not authorized",)";
  }
  return call;
}

RecordGenerator::Call RecordGenerator::PlantedCall(Plant plant) {
  Call call;
  call.source = "bedrock.amazonaws.com";
  call.name = kDeletion;
  call.user_agent = kUserAgents[Below(kUserAgents.size())];
  switch (plant) {
    case Plant::kOrdinary:
    case Plant::kMatch:
      break;
    case Plant::kEscapedMatch:
      call.name_key = R"(event\u004eame)";
      call.name = R"(\u0044elete)" + std::string(kDeletion.substr(6));
      break;
    case Plant::kNullErrorMatch:
      call.error = R"("errorCode":null,)";
      break;
    case Plant::kFailed:
      call.error = R"("errorCode":"AccessDenied","errorMessage":"User is not authorized",)";
      break;
    case Plant::kEmptyErrorCode:
      call.error = R"("errorCode":"",)";
      break;
    case Plant::kOtherSource:
      call.source = "bedrock-agent.amazonaws.com";
      break;
    case Plant::kWordsInOtherFields:
      call.name = "ListGuardrails";
      call.read_only = true;
      call.user_agent = fmt::format("bedrock.amazonaws.com {}", kDeletion);
      call.parameters = fmt::format(
          R"({{"eventName":"{0}","note":"\"eventName\":\"{0}\"","list":[{{"eventName":"{0}"}}]}})",
          kDeletion);
      break;
  }
  return call;
}

GeneratedRecord RecordGenerator::Next(Plant plant) {
  second_ += Below(4);
  const std::string time = FormatTimestamp({kStart + static_cast<std::int64_t>(second_), 0});
  const std::string account(kAccounts[Below(kAccounts.size())]);
  const Call call = plant == Plant::kOrdinary ? OrdinaryCall(account) : PlantedCall(plant);
  // One statement each: the order in which arguments draw is the compiler's choice.
  const std::string identity = Identity(account, time);
  const std::string_view region = kRegions[Below(kRegions.size())];
  const std::uint64_t address = Below(254) + 1;
  const std::string request_id = EventId();
  GeneratedRecord record;
  record.event_id = EventId();
  record.json = fmt::format(
      R"({{"eventVersion":"1.11","userIdentity":{0},"eventTime":"{1}","eventSource":"{2}",)"
      R"("{3}":"{4}","awsRegion":"{5}","sourceIPAddress":"198.51.100.{6}","userAgent":"{7}",)"
      R"({8}"requestParameters":{9},"responseElements":null,"requestID":"{10}","eventID":"{11}",)"
      R"("readOnly":{12},"eventType":"AwsApiCall","managementEvent":{13},)"
      R"("recipientAccountId":"{14}","eventCategory":"{15}","tlsDetails":{{)"
      R"("tlsVersion":"TLSv1.3","cipherSuite":"TLS_AES_128_GCM_SHA256",)"
      R"("clientProvidedHostHeader":"{2}"}}}})",
      identity, time, call.source, call.name_key, call.name, region, address, call.user_agent,
      call.error, call.parameters, request_id, record.event_id, call.read_only, !call.data_event,
      account, call.data_event ? "Data" : "Management");
  return record;
}

}  // namespace trailsift
