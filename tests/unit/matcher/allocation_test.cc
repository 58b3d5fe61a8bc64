// Replaces operator new of this program to count allocations.
#include <gtest/gtest.h>

#include <cstdlib>
#include <new>
#include <string>
#include <vector>

#include "event/event_parser.h"
#include "matcher/rule_index.h"
#include "unit/matcher/conditions.h"

namespace {

std::size_t allocations = 0;

}  // namespace

[[gnu::noinline]] void* operator new(std::size_t size, const std::nothrow_t&) noexcept {
  ++allocations;
  return std::malloc(size == 0 ? 1 : size);
}
[[gnu::noinline]] void* operator new(std::size_t size) {
  if (void* memory = operator new(size, std::nothrow)) return memory;
  throw std::bad_alloc();
}
[[gnu::noinline]] void operator delete(void* memory) noexcept { std::free(memory); }
[[gnu::noinline]] void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }
[[gnu::noinline]] void operator delete(void* memory, const std::nothrow_t&) noexcept {
  std::free(memory);
}

namespace trailsift {
namespace {

// Everything that needs neither a list's elements nor a derived field.
TEST(RuleIndex, AllocatesNothingForAnEvent) {
  RuleSet rules = RulesOf({
      All({Equals("eventName", "PutObject"), Equals("eventSource", "s3.amazonaws.com")}),
      All({Equals("eventName", "PutObject"), Contains("userAgent", "curl")}),
      IsIn("requestParameters.bucketName", {"a bucket of some length", "another one"}),
      OnlyOne({Exists("errorCode"), Exists("errorMessage"), OnlyOne({Exists("a"), Exists("b")})}),
      Leaf("n", Operator::kEquals, {Literal::Number("403")}),
      Leaf("n", Operator::kIsIn, {Literal::Number("403.0"), Literal::Number("4")}),
      None({Leaf("userAgent", Operator::kStartsWith, {Literal::String("aws")})}),
      Leaf("n", Operator::kIsGreater, {Literal::Number("402.99999999999999999999999999999999")}),
      Folded(Equals("userAgent", "A CURL THAT IS LONG")),
      Folded(Contains("userAgent", "\u00c9t\u00c9 a text beyond what a string holds itself")),
      Leaf("address", Operator::kIsInCidr,
           {Literal::String("10.0.0.0/8"), Literal::String("2001:db8::/32")}),
      Leaf("address", Operator::kCidrContains, {Literal::String("2001:db8:0000:0000::/33")}),
      Leaf("address", Operator::kIsPublicIpAddress),
      Leaf("b", Operator::kIsNotEmpty),
      Fields("n", Operator::kIsLessOrEqual, "m"),
      Folded(Fields("userAgent", Operator::kEndsWith, "end")),
      Equals("eventName", "GetObject"),
  });
  rules.rules.back().inline_filter = All({Filter(Equals("errorCode", "AccessDenied"))});
  rules.rules.back().dynamic_severities = {{Severity::kHigh, Folded(Equals("n", "X")), {}}};
  const std::string records[] = {
      R"({"eventName":"PutObject","eventSource":"s3.amazonaws.com","userAgent":"a curl that is long",)"
      R"("requestParameters":{"bucketName":"a bucket of some length"},"n":403})",
      R"({"eventName":"GetObject","errorCode":"AccessDenied","n":404,"a":null,"address":"10.9.8.7"})",
      R"({"userAgent":"aws-cli","eventName":1,"n":4.03e2,"b":[1,2,3],"m":1e400,"end":"CLI"})",
      "{\"userAgent\":\"\u00e9t\u00e9 a TEXT beyond what a string holds itself\",\"address\":"
      "\"2600:1f18:1234:5678:9abc:def0:1234:5678\",\"b\":{ }}",
  };
  Projection projection;
  const RuleIndex index(rules, AllNumbers(rules), projection);
  RuleIndex::Scratch scratch(index);
  EventParser parser(projection);
  Event event(projection);
  ParsedObject parsed;
  std::vector<RuleNumber> matches;
  std::vector<std::string> padded;
  for (const std::string& record : records) padded.push_back(record + std::string(64, ' '));

  std::size_t found = 0;
  std::size_t before = 0;
  for (int round = 0; round < 3; ++round) {
    before = allocations;
    for (std::size_t i = 0; i < padded.size(); ++i) {
      const auto error = parser.Parse(std::string_view(padded[i]).substr(0, records[i].size()), 512,
                                      event, parsed);
      if (error) std::abort();
      index.FindMatches(event, scratch, matches);
      found += matches.size();
      for (const RuleNumber rule : matches) index.SeverityOf(rule, event, scratch);
    }
  }
  EXPECT_EQ(allocations - before, 0U);
  EXPECT_EQ(found, 3U * 23U);
}

TEST(AllocationCount, SeesAnAllocation) {
  const std::size_t before = allocations;
  const std::string text(100, 'x');
  EXPECT_EQ(allocations - before, 1U) << text;
}

}  // namespace
}  // namespace trailsift
