#include "benchmark/record_generator.h"

#include <fmt/format.h>

#include <array>
#include <span>
#include <utility>

#include "base/timestamp.h"
#include "benchmark/call_kinds.h"

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

constexpr std::string_view kBase64 =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
constexpr unsigned kTotalWeight = 100;
// How many neighbours one session makes, on average.
constexpr std::uint64_t kRunLength = 12;

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
  std::string response = "null";
  std::string additional;  // Members behind responseElements, with a comma at the end.
  std::string resources;   // Members behind readOnly, likewise.
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
  if (Below(mix_ == RecordMix::kTrail ? 2 : 5) == 0) {
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
  const std::span<const CallKind> kinds =
      mix_ == RecordMix::kTrail ? TrailCallKinds() : PlainCallKinds();
  const CallKind* kind = kinds.data();
  while (ticket >= kind->weight) {
    ticket -= kind->weight;
    ++kind;
  }
  Call call;
  call.source = fmt::format("{}.amazonaws.com", kind->service);
  call.name = kind->name;
  call.user_agent = kUserAgents[Below(kUserAgents.size())];
  Fill(*kind, account, call);
  call.read_only = kind->read_only;
  call.data_event = kind->data_event;
  if (Below(25) == 0) {
    call.error = R"("errorCode":"AccessDenied","errorMessage":"User is not authorized",)";
  }
  return call;
}

void RecordGenerator::Fill(const CallKind& kind, const std::string& account, Call& call) {
  const std::string name = Characters(kHex, 17);
  std::string items;
  if (kind.maximum_items != 0) {
    for (std::uint64_t count = Below(kind.maximum_items) + 1; count != 0; --count) {
      items += fmt::format(fmt::runtime(kind.item), Characters(kHex, 17), account);
      if (count != 1 && kind.item.front() != ',') items += ',';
    }
  }
  // Of an AssumeRole, or the id by which S3 names a transfer.
  const std::string token = mix_ == RecordMix::kTrail ? Characters(kBase64, 76) : "";
  for (const auto& [format, text] :
       {std::pair(kind.parameters, &call.parameters), std::pair(kind.response, &call.response),
        std::pair(kind.additional, &call.additional), std::pair(kind.resources, &call.resources)}) {
    *text = fmt::format(fmt::runtime(format), name, account, items, token);
  }
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
  if (mix_ != RecordMix::kTrail || session_.account.empty() || Below(kRunLength) == 0) {
    session_.account = kAccounts[Below(kAccounts.size())];
    session_.identity.clear();
  }
  const Call call = plant == Plant::kOrdinary ? OrdinaryCall(session_.account) : PlantedCall(plant);
  if (session_.identity.empty()) {
    session_.identity = Identity(session_.account, time);
    session_.region = kRegions[Below(kRegions.size())];
    session_.address = Below(254) + 1;
  }
  // One statement each: the order in which arguments draw is the compiler's choice.
  const std::string request_id = EventId();
  GeneratedRecord record;
  record.event_id = EventId();
  record.json = fmt::format(
      R"({{"eventVersion":"1.11","userIdentity":{0},"eventTime":"{1}","eventSource":"{2}",)"
      R"("{3}":"{4}","awsRegion":"{5}","sourceIPAddress":"198.51.100.{6}","userAgent":"{7}",)"
      R"({8}"requestParameters":{9},"responseElements":{16},{17}"requestID":"{10}",)"
      R"("eventID":"{11}","readOnly":{12},{18}"eventType":"AwsApiCall","managementEvent":{13},)"
      R"("recipientAccountId":"{14}","eventCategory":"{15}","tlsDetails":{{)"
      R"("tlsVersion":"TLSv1.3","cipherSuite":"TLS_AES_128_GCM_SHA256",)"
      R"("clientProvidedHostHeader":"{2}"}}}})",
      session_.identity, time, call.source, call.name_key, call.name, session_.region,
      session_.address, call.user_agent, call.error, call.parameters, request_id, record.event_id,
      call.read_only, !call.data_event, session_.account, call.data_event ? "Data" : "Management",
      call.response, call.additional, call.resources);
  return record;
}

}  // namespace trailsift
