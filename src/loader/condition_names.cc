#include "loader/condition_names.h"

#include <algorithm>
#include <array>

namespace trailsift {
namespace {

constexpr ConditionName Unsupported(std::string_view name) {
  return {name, std::nullopt, false, OperandKind::kNone};
}

constexpr auto kConditionNames = std::to_array<ConditionName>({
    {"Equals", Operator::kEquals, false, OperandKind::kScalar},
    {"DoesNotEqual", Operator::kEquals, true, OperandKind::kScalar},
    {"StartsWith", Operator::kStartsWith, false, OperandKind::kString},
    {"DoesNotStartWith", Operator::kStartsWith, true, OperandKind::kString},
    {"EndsWith", Operator::kEndsWith, false, OperandKind::kString},
    {"DoesNotEndWith", Operator::kEndsWith, true, OperandKind::kString},
    {"Contains", Operator::kContains, false, OperandKind::kScalar},
    {"Has", Operator::kContains, false, OperandKind::kScalar},
    {"DoesNotContain", Operator::kContains, true, OperandKind::kScalar},
    {"DoesNotHave", Operator::kContains, true, OperandKind::kScalar},
    {"IsIn", Operator::kIsIn, false, OperandKind::kList},
    {"IsNotIn", Operator::kIsIn, true, OperandKind::kList},
    {"Exists", Operator::kExists, false, OperandKind::kNone},
    {"DoesNotExist", Operator::kExists, true, OperandKind::kNone},
    {"IsNotNull", Operator::kIsNotNull, false, OperandKind::kNone},
    {"IsNull", Operator::kIsNotNull, true, OperandKind::kNone},
    Unsupported("IEquals"),
    Unsupported("IDoesNotEqual"),
    Unsupported("IStartsWith"),
    Unsupported("IDoesNotStartWith"),
    Unsupported("IEndsWith"),
    Unsupported("IDoesNotEndWith"),
    Unsupported("IContains"),
    Unsupported("IDoesNotContain"),
    Unsupported("IsGreaterThan"),
    Unsupported("IsLessThan"),
    Unsupported("IsGreaterThanOrEqual"),
    Unsupported("IsGreaterThanOrEquals"),
    Unsupported("IsGreaterThanOrEqualTo"),
    Unsupported("IsLessThanOrEqual"),
    Unsupported("IsLessThanOrEquals"),
    Unsupported("IsLessThanOrEqualTo"),
    Unsupported("IsNotNullOrEmpty"),
    Unsupported("IsNullOrEmpty"),
    Unsupported("IsIPAddress"),
    Unsupported("IsIPv4Address"),
    Unsupported("IsIPv6Address"),
    Unsupported("IsIPAddressPublic"),
    Unsupported("IsIPAddressPrivate"),
    Unsupported("IsIPAddressInCIDR"),
    Unsupported("IsIPAddressNotInCIDR"),
    Unsupported("CIDRContainsIPAddresses"),
    Unsupported("CIDRDoesNotContainIPAddresses"),
    Unsupported("AnyElement"),
    Unsupported("AllElements"),
    Unsupported("OnlyOneElement"),
    Unsupported("NoElement"),
    Unsupported("AlwaysTrue"),
    Unsupported("AlwaysFalse"),
});

}  // namespace

std::span<const ConditionName> ConditionNames() { return kConditionNames; }

const ConditionName* FindConditionName(std::string_view name) {
  const auto found = std::ranges::find(kConditionNames, name, &ConditionName::name);
  return found == kConditionNames.end() ? nullptr : &*found;
}

}  // namespace trailsift
