#include "matcher/field_readers.h"

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "support/condition_parser.h"

namespace trailsift {
namespace {

TEST(FieldReaders, NamesRulesThatReadWhatWasCut) {
  struct Case {
    const char* condition;
    const char* record;
    bool found;
  };
  const std::string cut_request =
      R"({"eventSource":"s3","eventName":"Put","requestParameters":{"omitted":true}})";
  const std::string cut_record = R"({"eventSource":"s3","eventName":"Put","omitted":true})";
  const Case cases[] = {
      {R"(requestParameters.key eq "a")", cut_request.c_str(), true},
      {R"(REQUESTPARAMETERS.key eq "a")", cut_request.c_str(), true},
      {R"(requestParameters.list[0] exists)", cut_request.c_str(), true},
      {R"(eventName eq "Put" and requestParameters.key eq "a")", cut_request.c_str(), true},
      {R"(eventName eq "Get" and requestParameters.key eq "a")", cut_request.c_str(), false},
      {R"(eventName ne "Put" and requestParameters.key eq "a")", cut_request.c_str(), false},
      {R"(eventSource in ["s3","kms"] and requestParameters.key eq "a")", cut_request.c_str(),
       true},
      {R"(eventSource eq "kms" or requestParameters.key eq "a")", cut_request.c_str(), true},
      {R"(awsRegion eq "x" and eventName eq "Put" and requestParameters.key eq "a")",
       cut_request.c_str(), true},
      {R"(a eq field:requestParameters.key)", cut_request.c_str(), true},
      {R"(any(requestParameters: . eq "a"))", cut_request.c_str(), true},
      {R"(p_any_ip_addresses contains "a")", cut_request.c_str(), true},
      {R"(requestParameters exists)", cut_request.c_str(), false},
      {R"(responseElements.key eq "a")", cut_request.c_str(), false},
      {R"(eventName eq "Put")", cut_record.c_str(), false},
      {R"(eventName eq "Put" and errorCode eq "a")", cut_record.c_str(), true},
      {R"(eventName eq "Put" and responseElements.key eq "a")", cut_record.c_str(), true},
      {R"(eventName eq "Get" and errorCode eq "a")", cut_record.c_str(), false},
  };
  for (const Case& each : cases) {
    SCOPED_TRACE(std::string(each.condition) + " on " + each.record);
    RuleSet rules;
    rules.rules.resize(1);
    auto condition = ConditionParser(each.condition).Parse();
    ASSERT_TRUE(condition);
    // The notation gives an alternative of one; rules have the conjunction at the top.
    const auto& root = std::get<Group>(condition->nodes[condition->root].body);
    if (root.children.size() == 1) condition->root = root.children.front();
    rules.rules[0].condition = std::move(*condition);
    const JsonValue record = *ParseJson(each.record);
    const std::vector<RuleNumber> found =
        FieldReaders(rules, {0}).Find(record, FindUpstreamCut(record));
    EXPECT_EQ(!found.empty(), each.found);
  }
}

}  // namespace
}  // namespace trailsift
