#include "loader/condition_names.h"

#include <gtest/gtest.h>

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace trailsift {
namespace {

// Section 2.4 of the rule specification, line by line: positive spellings, negative ones, operand.
struct Row {
  std::vector<std::string> positive;
  std::vector<std::string> negative;
  std::optional<Operator> op;
  OperandKind operand = OperandKind::kNone;
};

const std::vector<Row>& Specification() {
  static const std::vector<Row> kRows = {
      {{"Equals"}, {"DoesNotEqual"}, Operator::kEquals, OperandKind::kScalar},
      {{"StartsWith"}, {"DoesNotStartWith"}, Operator::kStartsWith, OperandKind::kString},
      {{"EndsWith"}, {"DoesNotEndWith"}, Operator::kEndsWith, OperandKind::kString},
      {{"Contains", "Has"},
       {"DoesNotContain", "DoesNotHave"},
       Operator::kContains,
       OperandKind::kScalar},
      {{"IsIn"}, {"IsNotIn"}, Operator::kIsIn, OperandKind::kList},
      {{"Exists"}, {"DoesNotExist"}, Operator::kExists, OperandKind::kNone},
      {{"IsNotNull"}, {"IsNull"}, Operator::kIsNotNull, OperandKind::kNone},
      {{"IEquals",
        "IStartsWith",
        "IEndsWith",
        "IContains",
        "IsGreaterThan",
        "IsLessThan",
        "IsGreaterThanOrEqual",
        "IsGreaterThanOrEquals",
        "IsGreaterThanOrEqualTo",
        "IsLessThanOrEqual",
        "IsLessThanOrEquals",
        "IsLessThanOrEqualTo",
        "IsNotNullOrEmpty",
        "IsIPAddress",
        "IsIPv4Address",
        "IsIPv6Address",
        "IsIPAddressPublic",
        "IsIPAddressPrivate",
        "IsIPAddressInCIDR",
        "CIDRContainsIPAddresses",
        "AnyElement",
        "AllElements",
        "OnlyOneElement",
        "NoElement",
        "AlwaysTrue",
        "AlwaysFalse"},
       {"IDoesNotEqual", "IDoesNotStartWith", "IDoesNotEndWith", "IDoesNotContain", "IsNullOrEmpty",
        "IsIPAddressNotInCIDR", "CIDRDoesNotContainIPAddresses"},
       std::nullopt,
       OperandKind::kNone},
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
        EXPECT_EQ(found->negated, row.op && negated) << name;
        EXPECT_EQ(found->operand, row.operand) << name;
        ++names;
      }
    }
  }
  EXPECT_EQ(ConditionNames().size(), names) << "no other name is known";
}

TEST(ConditionNames, AreCaseSensitive) {
  EXPECT_EQ(FindConditionName("equals"), nullptr);
  EXPECT_EQ(FindConditionName("ISNULL"), nullptr);
  EXPECT_EQ(FindConditionName(""), nullptr);
}

}  // namespace
}  // namespace trailsift
