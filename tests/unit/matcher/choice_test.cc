// What sections 2 and 3.4 of the rule specification mark [choice] and the evaluators decide: where
// Panther's engine is closed and its documentation silent. One test for each, so that it is found
// when better evidence appears. The tables beside this file hold the same cells among all others.
#include <gtest/gtest.h>

#include <string>

#include "unit/matcher/both_evaluators.h"
#include "unit/matcher/conditions.h"

namespace trailsift {
namespace {

using Kind = Group::Kind;

Condition Range(Operator op, std::initializer_list<const char*> ranges) {
  std::vector<Literal> operands;
  for (const char* range : ranges) operands.push_back(Literal::String(range));
  return Leaf("f", op, std::move(operands));
}

TEST(Choice, ADotIsTheElementItself) {
  EXPECT_EQ(Judge(AnyElement("f", Equals(".", "x")), R"({"f":["y","x"]})"), 'T');
}

TEST(Choice, AllElementsOfWhatIsNoListIsFalse) {
  for (const char* record : {"{}", R"({"f":null})", R"({"f":{}})", R"({"f":"x"})"}) {
    EXPECT_EQ(Judge(Elements(Kind::kAll, "f", All({})), record), 'F') << record;
  }
}

TEST(Choice, AllElementsOfAnEmptyListIsTrue) {
  EXPECT_EQ(Judge(Elements(Kind::kAll, "f", Any({})), R"({"f":[]})"), 'T');
}

TEST(Choice, AQuotedNameMayHoldDots) {
  EXPECT_EQ(Judge(Equals(R"(a["b.c"]['d'])", "x"), R"({"a":{"b.c":{"d":"x"}}})"), 'T');
}

TEST(Choice, AWildcardOverAnEmptyListIsPresent) {
  EXPECT_EQ(Judge(Leaf("f[*].a", Operator::kIsNotNull), R"({"f":[]})"), 'T');
}

TEST(Choice, AWildcardOverAnythingElseIsMissing) {
  for (const char* record : {"{}", R"({"f":null})", R"({"f":{"a":1}})", R"({"f":"x"})"}) {
    EXPECT_EQ(Judge(Not(Exists("f[*].a")), record), 'T') << record;
  }
}

TEST(Choice, OneOfSeveralRangesIsEnough) {
  EXPECT_EQ(Judge(Range(Operator::kIsInCidr, {"11.0.0.0/8", "10.0.0.0/8"}), R"({"f":"10.0.0.1"})"),
            'T');
}

TEST(Choice, ContainsIsFalseOnObjects) {
  EXPECT_EQ(Judge(Contains("f", "x"), R"({"f":{"x":"x"}})"), 'F');
}

TEST(Choice, IsInIsFalseOnLists) { EXPECT_EQ(Judge(IsIn("f", {"x", "y"}), R"({"f":["x"]})"), 'F'); }

TEST(Choice, NullExists) { EXPECT_EQ(Judge(Exists("f"), R"({"f":null})"), 'T'); }

TEST(Choice, FalseAndZeroAreNotEmpty) {
  EXPECT_EQ(Judge(Leaf("f", Operator::kIsNotEmpty), R"({"f":false})"), 'T');
  EXPECT_EQ(Judge(Leaf("f", Operator::kIsNotEmpty), R"({"f":0})"), 'T');
}

TEST(Choice, AddressConditionsAreFalseOnLists) {
  const char* const record = R"({"f":["10.0.0.1"]})";
  for (const Operator op : {Operator::kIsIpAddress, Operator::kIsIpv4Address,
                            Operator::kIsPublicIpAddress, Operator::kIsPrivateIpAddress}) {
    EXPECT_EQ(Judge(Leaf("f", op), record), 'F');
  }
  EXPECT_EQ(Judge(Range(Operator::kIsInCidr, {"10.0.0.0/8"}), record), 'F');
}

TEST(Choice, CidrContainsLooksForAnyAddressOfAList) {
  EXPECT_EQ(Judge(Range(Operator::kCidrContains, {"10.0.0.0/8"}), R"({"f":["::1","10.0.0.1"]})"),
            'T');
}

TEST(Choice, NothingIsCoerced) {
  EXPECT_EQ(Judge(Equals("f", "403"), R"({"f":403})"), 'F');
  EXPECT_EQ(Judge(Leaf("f", Operator::kEquals, {Literal::Number("403")}), R"({"f":"403"})"), 'F');
  EXPECT_EQ(Judge(Leaf("f", Operator::kEquals, {Literal::Boolean(true)}), R"({"f":1})"), 'F');
  EXPECT_EQ(Judge(Leaf("f", Operator::kEquals, {Literal::Boolean(true)}), R"({"f":"true"})"), 'F');
  EXPECT_EQ(Judge(Leaf("f", Operator::kIsGreater, {Literal::Number("1")}), R"({"f":"2"})"), 'F');
}

TEST(Choice, FoldingIsSimpleAndDoesNotNormalise) {
  EXPECT_EQ(Judge(Folded(Equals("f", "\u1e9e")), "{\"f\":\"\u00df\"}"), 'T');
  EXPECT_EQ(Judge(Folded(Equals("f", "ss")), "{\"f\":\"\u00df\"}"), 'F');
  EXPECT_EQ(Judge(Folded(Equals("f", "e\u0301")), "{\"f\":\"\u00e9\"}"), 'F');
}

TEST(Choice, AMappedAddressIsIpv6ButStandsWhereTheIpv4AddressDoes) {
  const char* const record = R"({"f":"::ffff:10.0.0.1"})";
  EXPECT_EQ(Judge(Leaf("f", Operator::kIsIpv6Address), record), 'T');
  EXPECT_EQ(Judge(Leaf("f", Operator::kIsPrivateIpAddress), record), 'T');
  EXPECT_EQ(Judge(Range(Operator::kIsInCidr, {"10.0.0.0/8"}), record), 'T');
}

TEST(Choice, HostBitsOfARangeAreMasked) {
  EXPECT_EQ(Judge(Range(Operator::kIsInCidr, {"10.9.8.7/8"}), R"({"f":"10.0.0.1"})"), 'T');
}

TEST(Choice, DocumentationRangesArePrivate) {
  for (const char* text : {"192.0.2.1", "198.51.100.1", "203.0.113.1", "2001:db8::1", "3fff::1"}) {
    EXPECT_EQ(
        Judge(Leaf("f", Operator::kIsPrivateIpAddress), std::string(R"({"f":")") + text + "\"}"),
        'T')
        << text;
  }
}

TEST(Choice, ListsAndObjectsOfTwoFieldsAreEqualByStructure) {
  EXPECT_EQ(
      Judge(Fields("f", Operator::kEquals, "g"), R"({"f":[{"a":1,"b":2}],"g":[{"b":2.0,"a":1}]})"),
      'T');
}

TEST(Choice, InAFilterNullIsNullOrEmpty) {
  Rule rule;
  rule.condition = All({});
  rule.inline_filter = Filter(Not(Leaf("f", Operator::kIsNotEmpty)));
  EXPECT_EQ(BothEvaluators(rule).Judge(R"({"f":null})"), 'T');
  rule.inline_filter = Filter(Leaf("f", Operator::kIsNotEmpty));
  EXPECT_EQ(BothEvaluators(rule).Judge(R"({"f":null})"), 'F');
}

TEST(Choice, TheFirstDynamicSeverityThatHoldsWins) {
  RuleSet rules = RulesOf({All({})});
  rules.rules[0].dynamic_severities = {{Severity::kLow, Exists("f"), {}},
                                       {Severity::kCritical, Exists("f"), {}}};
  Projection projection;
  const RuleIndex index(rules, {0}, projection);
  RuleIndex::Scratch scratch(index);
  Event event(projection);
  std::vector<RuleNumber> matches;
  ASSERT_FALSE(event.Assign(R"({"f":1})"));
  index.FindMatches(event, scratch, matches);
  EXPECT_EQ(index.SeverityOf(0, event, scratch), Severity::kLow);
}

}  // namespace
}  // namespace trailsift
