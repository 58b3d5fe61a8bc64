// Section 2.6 of the rule specification: addresses and ranges in conditions, by both evaluators.
// Which addresses are private is tested with event/ip_address.h.
#include <gtest/gtest.h>

#include <string>

#include "unit/matcher/both_evaluators.h"
#include "unit/matcher/conditions.h"

namespace trailsift {
namespace {

std::string RecordWith(const std::string& text) { return R"({"f":")" + text + "\"}"; }

TEST(AddressSemantics, FamiliesAndPlaces) {
  struct Row {
    const char* text;
    const char* expected;  // is_ip, is_ipv4, is_ipv6, is_public_ip, is_private_ip
    const char* expected_if_negated;
  };
  const Row rows[] = {
      {"8.8.8.8", "TTFTF", "FFTFT"},
      {"10.0.0.1", "TTFFT", "FFTTF"},
      {"192.0.2.1", "TTFFT", "FFTTF"},
      {"2600:1f18::1", "TFTTF", "FTFFT"},
      {"2600:1F18:0:0:0:0:0:1", "TFTTF", "FTFFT"},
      {"fe80::1", "TFTFT", "FTFTF"},
      {"2001:db8::1", "TFTFT", "FTFTF"},
      {"::ffff:8.8.8.8", "TFTTF", "FTFFT"},
      {"::ffff:10.0.0.1", "TFTFT", "FTFTF"},
      {"::ffff:a00:1", "TFTFT", "FTFTF"},
      {"", "FFFFF", "TTTTT"},
      {"AWS Internal", "FFFFF", "TTTTT"},
      {"cloudtrail.amazonaws.com", "FFFFF", "TTTTT"},
      {"8.8.8.8 ", "FFFFF", "TTTTT"},
      {"8.8.8.8:443", "FFFFF", "TTTTT"},
      {"[::1]", "FFFFF", "TTTTT"},
      {"fe80::1%eth0", "FFFFF", "TTTTT"},
      {"08.8.8.8", "FFFFF", "TTTTT"},
      {"8.8.8", "FFFFF", "TTTTT"},
      {"8.8.8.8/32", "FFFFF", "TTTTT"},
      {"8.8.8.8\\u0000", "FFFFF", "TTTTT"},
  };
  constexpr Operator kOperators[] = {Operator::kIsIpAddress, Operator::kIsIpv4Address,
                                     Operator::kIsIpv6Address, Operator::kIsPublicIpAddress,
                                     Operator::kIsPrivateIpAddress};
  for (std::size_t i = 0; i < std::size(kOperators); ++i) {
    const Condition condition = Leaf("f", kOperators[i]);
    for (const Row& row : rows) {
      EXPECT_EQ(Judge(condition, RecordWith(row.text)), row.expected[i])
          << Print(condition) << " on " << row.text;
      EXPECT_EQ(Judge(Not(condition), RecordWith(row.text)), row.expected_if_negated[i])
          << "negated: " << Print(condition) << " on " << row.text;
    }
  }
}

TEST(AddressSemantics, Ranges) {
  struct Row {
    std::vector<const char*> ranges;
    const char* text;
    const char* expected;  // The condition and its negation.
  };
  const Row rows[] = {
      {{"10.0.0.0/8"}, "10.255.255.255", "TF"},
      {{"10.0.0.0/8"}, "11.0.0.0", "FT"},
      {{"10.0.0.0/8"}, "9.255.255.255", "FT"},
      {{"10.1.2.3"}, "10.1.2.3", "TF"},
      {{"10.1.2.3"}, "10.1.2.2", "FT"},
      {{"10.1.2.3/32"}, "10.1.2.3", "TF"},
      {{"10.1.2.2/31"}, "10.1.2.3", "TF"},
      {{"10.1.2.2/31"}, "10.1.2.4", "FT"},
      {{"10.1.2.3/24"}, "10.1.2.99", "TF"},  // Host bits are ignored.
      {{"10.1.2.0/25"}, "10.1.2.127", "TF"},
      {{"10.1.2.0/25"}, "10.1.2.128", "FT"},
      {{"0.0.0.0/0"}, "255.1.2.3", "TF"},
      {{"0.0.0.0/0"}, "::1", "FT"},
      {{"0.0.0.0/0"}, "::ffff:8.8.8.8", "TF"},
      {{"::/0"}, "2600::1", "TF"},
      {{"::/0"}, "8.8.8.8", "FT"},
      {{"::/0"}, "::ffff:8.8.8.8", "FT"},  // It counts as 8.8.8.8.
      {{"2001:db8::/33"}, "2001:db8:7fff::1", "TF"},
      {{"2001:db8::/33"}, "2001:db8:8000::1", "FT"},
      {{"2001:db8::1"}, "2001:DB8:0::1", "TF"},
      {{"2001:db8::/128"}, "2001:db8::1", "FT"},
      {{"::ffff:10.0.0.0/104"}, "10.1.2.3", "TF"},
      {{"::ffff:10.0.0.0/104"}, "::ffff:10.1.2.3", "TF"},
      {{"::ffff:10.0.0.0/104"}, "11.1.2.3", "FT"},
      {{"::ffff:0:0/96"}, "1.2.3.4", "TF"},
      {{"::ffff:10.1.2.3"}, "10.1.2.3", "TF"},
      {{"10.0.0.0/8", "2600::/16"}, "2600::1", "TF"},
      {{"10.0.0.0/8", "2600::/16"}, "10.1.1.1", "TF"},
      {{"10.0.0.0/8", "2600::/16"}, "2601::1", "FT"},
      {{"10.0.0.0/8"}, "AWS Internal", "FT"},
      {{"0.0.0.0/0", "::/0"}, "10.0.0.1:80", "FT"},
      {{"0.0.0.0/0", "::/0"}, "", "FT"},
  };
  for (const Row& row : rows) {
    std::vector<Literal> operands;
    for (const char* range : row.ranges) operands.push_back(Literal::String(range));
    for (const Operator op : {Operator::kIsInCidr, Operator::kCidrContains}) {
      const Condition condition = Leaf("f", op, operands);
      EXPECT_EQ(Judge(condition, RecordWith(row.text)), row.expected[0])
          << Print(condition) << " on " << row.text;
      EXPECT_EQ(Judge(Not(condition), RecordWith(row.text)), row.expected[1])
          << "negated: " << Print(condition) << " on " << row.text;
    }
  }
}

TEST(AddressSemantics, OnlyCidrContainsLooksIntoLists) {
  struct Row {
    const char* list;
    const char* expected;  // cidr, cidr_any
  };
  const Row rows[] = {
      {R"([])", "FF"},
      {R"(["11.0.0.1","x",10,null])", "FF"},
      {R"(["11.0.0.1","10.0.0.1"])", "FT"},
      {R"(["::ffff:10.0.0.1"])", "FT"},
      {R"([["10.0.0.1"]])", "FF"},
      {R"({"a":"10.0.0.1"})", "FF"},
  };
  const std::vector<Literal> range = {Literal::String("10.0.0.0/8")};
  for (const Row& row : rows) {
    const std::string record = std::string("{\"f\":") + row.list + "}";
    EXPECT_EQ(Judge(Leaf("f", Operator::kIsInCidr, range), record), row.expected[0]) << record;
    EXPECT_EQ(Judge(Leaf("f", Operator::kCidrContains, range), record), row.expected[1]) << record;
  }
}

}  // namespace
}  // namespace trailsift
