#pragma once

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <gtest/gtest.h>

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "event/record_reader.h"
#include "matcher/rule_index.h"
#include "unit/input/collect.h"
#include "unit/scan/run_scan.h"

namespace trailsift {

// What was made of stored bytes: a line for each event, with the numbers of the rules it matches.
struct Verdicts {
  std::vector<std::string> lines;
  Ledger ledger{"memory"};
};

inline const RuleSet& SampleRules() {
  static const RuleSet kRules = MakeRuleSet(
      {MakeRule("0", BundledCondition()), MakeRule("1", Equals("userIdentity.type", "IAMUser")),
       MakeRule("2", Contains("requestParameters.list", "x\"y")),
       MakeRule("3", Equals("resources[1].ARN", "arn:aws:s3:::b")),
       MakeRule("4", Leaf("requestParameters.count", Operator::kEquals, {Literal::Number("403")})),
       MakeRule("5", Equals("p_udm.actor_user", "zo\u00EB")),
       MakeRule("6", Leaf("errorCode", Operator::kIsNotNull)),
       MakeRule("7", Equals("userAgent", "tab\there \U0001F600")),
       MakeRule("8", Exists("EVENTNAME"))});
  return kRules;
}

inline Verdicts Judge(std::string_view stored, std::size_t piece = std::string_view::npos) {
  static DecodeBuffers buffers;
  static Projection projection;
  static const RuleIndex index(SampleRules(), AllNumbers(SampleRules()), projection);
  Verdicts verdicts;
  Limits limits;
  StringReader reader(stored, piece);
  DecodedSource source(reader, limits, buffers.state(), verdicts.ledger);
  source.Detect();
  RecordBuffers record_buffers(projection);
  RecordReader records(source, record_buffers, verdicts.ledger, {});
  RuleIndex::Scratch scratch(index);
  std::vector<RuleNumber> hits;
  while (records.Next()) {
    index.FindMatches(records.event(), scratch, hits);
    std::string line(records.event().At(Projection::kEventId).text);
    for (const RuleNumber hit : hits) line += ' ' + std::to_string(hit);
    verdicts.lines.push_back(line);
  }
  verdicts.ledger.Close();
  EXPECT_TRUE(verdicts.ledger.bytes.Balanced());
  return verdicts;
}

// Events that match this and that.
inline std::vector<std::string> Events(int count) {
  std::vector<std::string> events;
  for (int i = 0; i < count; ++i) {
    const bool deletion = i % 3 == 0;
    std::string event = R"({"eventVersion":"1.08","userIdentity":{"type":")";
    event += i % 2 == 0 ? "IAMUser" : "Root";
    event += R"(","userName":"zoë","sessionContext":{"attributes":{}}},"eventSource":")";
    event += deletion ? "bedrock.amazonaws.com" : "s3.amazonaws.com";
    event += R"(","eventName":")";
    event += deletion ? "DeleteModelInvocationLoggingConfiguration" : "PutObject";
    event += R"(","userAgent":"tab\there 😀","requestParameters":{"list":["}",{},"x\"y"],"count":)";
    event += i % 4 == 0 ? "4.03e2" : "-7";
    event += R"(},"resources":[{},{"ARN":"arn:aws:s3:::)";
    event += i % 5 == 0 ? "b" : "c";
    event += R"("}],)";
    if (i % 6 == 3) event += R"("errorCode":"AccessDenied",)";
    event += R"("eventID":")" + std::to_string(i) + "\"}";
    events.push_back(event);
  }
  return events;
}

inline std::string Join(const std::vector<std::string>& parts, std::string_view between) {
  return fmt::format("{}", fmt::join(parts, between));
}

}  // namespace trailsift
