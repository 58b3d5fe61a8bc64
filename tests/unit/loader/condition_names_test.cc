#include "loader/condition_names.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <span>
#include <string>
#include <vector>

namespace trailsift {
namespace {

// Section 2.4 of the rule specification, line by line: positive spellings, negative ones, operand.
struct Row {
  std::vector<std::string> positive;
  std::vector<std::string> negative;
  Operator op = Operator::kEquals;
  OperandKind operand = OperandKind::kNone;
  bool ignores_case = false;
};

const std::vector<Row>& Specification() {
  using enum Operator;
  static const std::vector<Row> kRows = {
      {{"Equals"}, {"DoesNotEqual"}, kEquals, OperandKind::kScalar},
      {{"StartsWith"}, {"DoesNotStartWith"}, kStartsWith, OperandKind::kString},
      {{"EndsWith"}, {"DoesNotEndWith"}, kEndsWith, OperandKind::kString},
      {{"Contains", "Has"}, {"DoesNotContain", "DoesNotHave"}, kContains, OperandKind::kScalar},
      {{"IEquals"}, {"IDoesNotEqual"}, kEquals, OperandKind::kScalar, true},
      {{"IStartsWith"}, {"IDoesNotStartWith"}, kStartsWith, OperandKind::kString, true},
      {{"IEndsWith"}, {"IDoesNotEndWith"}, kEndsWith, OperandKind::kString, true},
      {{"IContains"}, {"IDoesNotContain"}, kContains, OperandKind::kScalar, true},
      {{"IsGreaterThan"}, {}, kIsGreater, OperandKind::kNumber},
      {{"IsLessThan"}, {}, kIsLess, OperandKind::kNumber},
      {{"IsGreaterThanOrEqual", "IsGreaterThanOrEquals", "IsGreaterThanOrEqualTo"},
       {},
       kIsGreaterOrEqual,
       OperandKind::kNumber},
      {{"IsLessThanOrEqual", "IsLessThanOrEquals", "IsLessThanOrEqualTo"},
       {},
       kIsLessOrEqual,
       OperandKind::kNumber},
      {{"IsIn"}, {"IsNotIn"}, kIsIn, OperandKind::kList},
      {{"Exists"}, {"DoesNotExist"}, kExists, OperandKind::kNone},
      {{"IsNotNull"}, {"IsNull"}, kIsNotNull, OperandKind::kNone},
      {{"IsNotNullOrEmpty"}, {"IsNullOrEmpty"}, kIsNotEmpty, OperandKind::kNone},
      {{"IsIPAddress"}, {}, kIsIpAddress, OperandKind::kNone},
      {{"IsIPv4Address"}, {}, kIsIpv4Address, OperandKind::kNone},
      {{"IsIPv6Address"}, {}, kIsIpv6Address, OperandKind::kNone},
      {{"IsIPAddressPublic"}, {}, kIsPublicIpAddress, OperandKind::kNone},
      {{"IsIPAddressPrivate"}, {}, kIsPrivateIpAddress, OperandKind::kNone},
      {{"IsIPAddressInCIDR"}, {"IsIPAddressNotInCIDR"}, kIsInCidr, OperandKind::kCidr},
      {{"CIDRContainsIPAddresses"},
       {"CIDRDoesNotContainIPAddresses"},
       kCidrContains,
       OperandKind::kCidr},
  };
  return kRows;
}

TEST(ConditionNames, AreThoseOfTheSpecification) {
  std::size_t names = 0;
  for (const Row& row : Specification()) {
    for (const bool negated : {false, true}) {
      for (const std::string& name : negated ? row.negative : row.positive) {
        const ConditionName* found = FindConditionName(name);
        ASSERT_NE(found, nullptr) << name;
        EXPECT_EQ(found->name, name);
        EXPECT_EQ(found->op, row.op) << name;
        EXPECT_EQ(found->negated, negated) << name;
        EXPECT_EQ(found->operand, row.operand) << name;
        EXPECT_EQ(found->ignores_case, row.ignores_case) << name;
        ++names;
      }
    }
  }
  EXPECT_EQ(ConditionNames().size(), names) << "no other name is known";
}

TEST(ConditionNames, OfListsAndCombinatorsAreThoseOfTheSpecification) {
  using enum Group::Kind;
  const auto kinds = [](std::span<const GroupName> names) {
    std::map<std::string, Group::Kind> result;
    for (const GroupName& name : names) result.emplace(name.name, name.kind);
    return result;
  };
  EXPECT_EQ(kinds(ComprehensionNames()),
            (std::map<std::string, Group::Kind>{{"AnyElement", kAny},
                                                {"AllElements", kAll},
                                                {"OnlyOneElement", kOnlyOne},
                                                {"NoElement", kNone}}));
  EXPECT_EQ(kinds(CombinatorNames()),
            (std::map<std::string, Group::Kind>{
                {"All", kAll}, {"Any", kAny}, {"OnlyOne", kOnlyOne}, {"None", kNone}}));
  ASSERT_EQ(AbsoluteNames().size(), 2U);
  EXPECT_TRUE(FindAbsoluteName("AlwaysTrue")->holds);
  EXPECT_FALSE(FindAbsoluteName("AlwaysFalse")->holds);
  EXPECT_EQ(AllConditionNames().size(), ConditionNames().size() + 4 + 2);
}

// Section 2.8 has twenty names, all of them conditions.
TEST(ConditionNames, KnowWhichOfThemPantherDocumentsForFilters) {
  EXPECT_EQ(std::ranges::count_if(
                ConditionNames(),
                [](const ConditionName& name) { return IsDocumentedInFilters(name.name); }),
            20);
  EXPECT_TRUE(IsDocumentedInFilters("IsGreaterThanOrEquals"));
  EXPECT_FALSE(IsDocumentedInFilters("IsGreaterThanOrEqual"));
  EXPECT_FALSE(IsDocumentedInFilters("DoesNotStartWith"));
  EXPECT_FALSE(IsDocumentedInFilters("IsNull"));
}

TEST(ConditionNames, AreCaseSensitive) {
  EXPECT_EQ(FindConditionName("equals"), nullptr);
  EXPECT_EQ(FindConditionName("ISNULL"), nullptr);
  EXPECT_EQ(FindConditionName(""), nullptr);
  EXPECT_EQ(FindComprehensionName("anyelement"), nullptr);
  EXPECT_EQ(FindAbsoluteName("alwaystrue"), nullptr);
  EXPECT_EQ(FindCombinatorName("all"), nullptr);
}

}  // namespace
}  // namespace trailsift
