// What is known of the fields of CloudTrail: some paths, and every path of the logs beside the
// checkout, where those are.
#include "lint/cloudtrail_fields.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>
#include <set>
#include <string>

#include "event/derived_fields.h"
#include "event/json_value.h"

namespace trailsift {
namespace {

using Verdict = FieldKnowledge::Verdict;

FieldPath Path(const std::string& text) {
  return text.empty() ? FieldPath() : ParseKeyPath(text).value();
}

TEST(KnowledgeOfField, TellsWhatIsKnown) {
  struct Row {
    const char* path;
    Verdict verdict;
    std::size_t step = 0;
    const char* suggestion = "";
    const char* list = "";
  };
  const Row rows[] = {
      {"eventName", Verdict::kKnown},
      {"userIdentity", Verdict::kKnown},
      {"userIdentity.sessionContext.sessionIssuer.userName", Verdict::kKnown},
      {"requestParameters.any[0].thing[*].you", Verdict::kKnown},
      {"resources", Verdict::kKnown},
      {"resources[0].ARN", Verdict::kKnown},
      {"resources[*].arn", Verdict::kKnown},
      {"p_udm.actor_user", Verdict::kKnown},
      {"actor_user", Verdict::kKnown},
      {"p_any_ip_addresses", Verdict::kKnown},
      // Panther adds fields of its own at will.
      {"p_row_id", Verdict::kKnown},
      {"p_alert_context.x", Verdict::kKnown},
      {"p_udm.source_port", Verdict::kKnown},
      {"p_udm.user.name", Verdict::kKnown},
      {".", Verdict::kKnown},

      {"sourceIpAddress", Verdict::kOtherCase, 0, "sourceIPAddress"},
      {"EVENTNAME", Verdict::kOtherCase, 0, "eventName"},
      {"RequestParameters.x", Verdict::kOtherCase, 0, "requestParameters.x"},
      {"userIdentity.AccountID", Verdict::kOtherCase, 1, "userIdentity.accountId"},
      {"useridentity.accountid", Verdict::kOtherCase, 0, "userIdentity.accountId"},

      {"eventNam", Verdict::kUnknown, 0, "eventName"},
      {"event_name", Verdict::kUnknown, 0, "eventName"},
      {"source_ip_address", Verdict::kUnknown, 0, "sourceIPAddress"},
      {"p_any_ip_address", Verdict::kUnknown, 0, "p_any_ip_addresses"},
      {"p_any_username", Verdict::kUnknown, 0, "p_any_usernames"},
      {"p_evnt_time", Verdict::kUnknown, 0, "p_event_time"},
      {"actor_usr", Verdict::kUnknown, 0, "actor_user"},
      {"p_udm.actor_usr", Verdict::kUnknown, 1, "p_udm.actor_user"},
      {"p_udm.sourceIP", Verdict::kUnknown, 1, "p_udm.source_ip"},
      {"p_udm.Actor_User", Verdict::kOtherCase, 1, "p_udm.actor_user"},
      {"nothingLikeIt", Verdict::kUnknown, 0, ""},
      {"userIdentity.acountId", Verdict::kUnknown, 1, "userIdentity.accountId"},
      {"useridentity.acountId", Verdict::kUnknown, 1, "userIdentity.accountId"},
      {"userIdentity.nothingLikeIt", Verdict::kUnknown, 1, ""},

      {"eventName.length", Verdict::kNoMembers, 1, ""},
      {"resources.ARN", Verdict::kList, 1, "resources[*].ARN"},
      {"p_any_usernames.x", Verdict::kList, 1, "p_any_usernames[*].x"},
      {"eventName[0]", Verdict::kNoList, 1, ""},
      {"userIdentity[*].arn", Verdict::kNoList, 1, ""},
      {"[0]", Verdict::kNoList, 0, ""},
      {"resources[0][1]", Verdict::kNoList, 2, ""},
      {"resources[*][*]", Verdict::kNoList, 2, ""},
      {"resources[*][*].ARN", Verdict::kNoList, 2, ""},

      // Relative to the elements of a list.
      {"ARN", Verdict::kKnown, 0, "", "resources[*]"},
      {"arn", Verdict::kKnown, 0, "", "Resources[*]"},
      {"typ", Verdict::kUnknown, 0, "type", "resources[*]"},
      {"accountid", Verdict::kOtherCase, 0, "accountId", "resources[*]"},
      {".", Verdict::kKnown, 0, "", "resources[*]"},
      {"anything", Verdict::kKnown, 0, "", "requestParameters.items[*]"},
      {"x", Verdict::kNoMembers, 0, "", "resources[*].ARN"},
      {"x", Verdict::kNoMembers, 0, "", "p_any_emails[*]"},
      // That userIdentity is no list is told at the list itself.
      {"anything", Verdict::kKnown, 0, "", "userIdentity[*]"},
      {"anything", Verdict::kKnown, 0, "", "nothingLikeIt[*]"},
      {"anything", Verdict::kKnown, 0, "", "resources[*][*]"},
  };
  for (const Row& row : rows) {
    SCOPED_TRACE(std::string(row.path) + " in " + row.list);
    const FieldKnowledge knowledge = KnowledgeOfField(Path(row.path), Path(row.list));
    EXPECT_EQ(knowledge.verdict, row.verdict);
    EXPECT_EQ(knowledge.step, row.step);
    EXPECT_EQ(knowledge.suggestion.steps.empty() ? "" : ToString(knowledge.suggestion),
              row.suggestion);
  }
}

// What is derived is known, and nothing else is called derived.
TEST(KnowledgeOfField, KnowsTheDerivedFields) {
  const JsonValue record =
      *ParseJson(R"({"eventTime":"2024-01-15T10:30:00Z","eventName":"CreateUser","userAgent":"x",)"
                 R"("sourceIPAddress":"8.8.8.8","userIdentity":{"userName":"u"},)"
                 R"("responseElements":{"user":{"userName":"v","userId":"w"}}})");
  const std::optional<JsonValue> model = DeriveField(record, "p_udm");
  ASSERT_TRUE(model);
  EXPECT_EQ(model->members.size(), 6U);
  for (const auto& [name, value] : model->members) {
    const FieldKnowledge near = KnowledgeOfField(FieldPath::OfNames({"p_udm", name + "x"}), {});
    EXPECT_EQ(ToString(near.suggestion), "p_udm." + name);
  }
  for (const char* name :
       {"actor_user", "p_any_aws_account_ids", "p_any_aws_arns", "p_any_aws_instance_ids",
        "p_any_aws_tags", "p_any_domain_names", "p_any_emails", "p_any_ip_addresses",
        "p_any_usernames", "p_event_time", "p_log_type", "p_udm"}) {
    EXPECT_TRUE(IsDerivedField(name)) << name;
    const FieldKnowledge near = KnowledgeOfField(Path(std::string(name) + "x"), {});
    EXPECT_EQ(near.verdict, Verdict::kUnknown) << name;
    EXPECT_EQ(ToString(near.suggestion), name);
  }
}

// Typing errors that published events have.
const std::set<std::string, std::less<>> kTypingErrors = {"userIdentity.accesKeyId"};

// Every path to a value inside a record.
void CollectPaths(const JsonValue& value, FieldPath& path, std::set<std::string>& unknown) {
  for (const auto& [name, member] : value.members) {
    path.steps.push_back(PathStep::Name(name));
    const Verdict verdict = KnowledgeOfField(path, {}).verdict;
    if (verdict != Verdict::kKnown && verdict != Verdict::kOtherCase) {
      unknown.insert(ToString(path));
    }
    CollectPaths(member, path, unknown);
    path.steps.pop_back();
  }
  for (const JsonValue& element : value.elements) {
    path.steps.push_back(PathStep::Wildcard());
    CollectPaths(element, path, unknown);
    path.steps.pop_back();
  }
}

void CollectRecords(const JsonValue& value, std::set<std::string>& unknown, int& records) {
  if (value.Find("eventVersion") != nullptr && value.Find("eventSource") != nullptr) {
    FieldPath path;
    CollectPaths(value, path, unknown);
    ++records;
    return;
  }
  for (const auto& [name, member] : value.members) CollectRecords(member, unknown, records);
  for (const JsonValue& element : value.elements) CollectRecords(element, unknown, records);
}

TEST(KnowledgeOfField, KnowsTheFieldsOfRealRecords) {
  const std::string folder = TRAILSIFT_PUBLIC_DATA "/cloudtrail";
  if (!std::filesystem::exists(folder)) GTEST_SKIP() << folder << " is not there";
  std::set<std::string> unknown;
  int records = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    if (!entry.is_regular_file()) continue;
    std::ifstream file(entry.path(), std::ios::binary);
    const std::string text{std::istreambuf_iterator<char>(file), {}};
    if (const auto whole = ParseJson(text)) {
      CollectRecords(*whole, unknown, records);
      continue;
    }
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);) {
      if (const auto value = ParseJson(line)) CollectRecords(*value, unknown, records);
    }
  }
  EXPECT_GT(records, 3000);
  for (const std::string& typing_error : kTypingErrors) EXPECT_EQ(unknown.erase(typing_error), 1U);
  for (const std::string& path : unknown) ADD_FAILURE() << path << " is called unknown";
}

}  // namespace
}  // namespace trailsift
