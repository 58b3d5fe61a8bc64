#include "loader/condition_names.h"

#include <algorithm>
#include <array>

namespace trailsift {
namespace {

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
    {"IEquals", Operator::kEquals, false, OperandKind::kScalar, true},
    {"IDoesNotEqual", Operator::kEquals, true, OperandKind::kScalar, true},
    {"IStartsWith", Operator::kStartsWith, false, OperandKind::kString, true},
    {"IDoesNotStartWith", Operator::kStartsWith, true, OperandKind::kString, true},
    {"IEndsWith", Operator::kEndsWith, false, OperandKind::kString, true},
    {"IDoesNotEndWith", Operator::kEndsWith, true, OperandKind::kString, true},
    {"IContains", Operator::kContains, false, OperandKind::kScalar, true},
    {"IDoesNotContain", Operator::kContains, true, OperandKind::kScalar, true},
    {"IsGreaterThan", Operator::kIsGreater, false, OperandKind::kNumber},
    {"IsLessThan", Operator::kIsLess, false, OperandKind::kNumber},
    {"IsGreaterThanOrEqual", Operator::kIsGreaterOrEqual, false, OperandKind::kNumber},
    {"IsGreaterThanOrEquals", Operator::kIsGreaterOrEqual, false, OperandKind::kNumber},
    {"IsGreaterThanOrEqualTo", Operator::kIsGreaterOrEqual, false, OperandKind::kNumber},
    {"IsLessThanOrEqual", Operator::kIsLessOrEqual, false, OperandKind::kNumber},
    {"IsLessThanOrEquals", Operator::kIsLessOrEqual, false, OperandKind::kNumber},
    {"IsLessThanOrEqualTo", Operator::kIsLessOrEqual, false, OperandKind::kNumber},
    {"IsIn", Operator::kIsIn, false, OperandKind::kList},
    {"IsNotIn", Operator::kIsIn, true, OperandKind::kList},
    {"Exists", Operator::kExists, false, OperandKind::kNone},
    {"DoesNotExist", Operator::kExists, true, OperandKind::kNone},
    {"IsNotNull", Operator::kIsNotNull, false, OperandKind::kNone},
    {"IsNull", Operator::kIsNotNull, true, OperandKind::kNone},
    {"IsNotNullOrEmpty", Operator::kIsNotEmpty, false, OperandKind::kNone},
    {"IsNullOrEmpty", Operator::kIsNotEmpty, true, OperandKind::kNone},
    {"IsIPAddress", Operator::kIsIpAddress, false, OperandKind::kNone},
    {"IsIPv4Address", Operator::kIsIpv4Address, false, OperandKind::kNone},
    {"IsIPv6Address", Operator::kIsIpv6Address, false, OperandKind::kNone},
    {"IsIPAddressPublic", Operator::kIsPublicIpAddress, false, OperandKind::kNone},
    {"IsIPAddressPrivate", Operator::kIsPrivateIpAddress, false, OperandKind::kNone},
    {"IsIPAddressInCIDR", Operator::kIsInCidr, false, OperandKind::kCidr},
    {"IsIPAddressNotInCIDR", Operator::kIsInCidr, true, OperandKind::kCidr},
    {"CIDRContainsIPAddresses", Operator::kCidrContains, false, OperandKind::kCidr},
    {"CIDRDoesNotContainIPAddresses", Operator::kCidrContains, true, OperandKind::kCidr},
});

constexpr auto kComprehensionNames = std::to_array<GroupName>({
    {"AnyElement", Group::Kind::kAny},
    {"AllElements", Group::Kind::kAll},
    {"OnlyOneElement", Group::Kind::kOnlyOne},
    {"NoElement", Group::Kind::kNone},
});

constexpr auto kAbsoluteNames = std::to_array<AbsoluteName>({
    {"AlwaysTrue", true},
    {"AlwaysFalse", false},
});

constexpr auto kCombinatorNames = std::to_array<GroupName>({
    {"All", Group::Kind::kAll},
    {"Any", Group::Kind::kAny},
    {"OnlyOne", Group::Kind::kOnlyOne},
    {"None", Group::Kind::kNone},
});

// Rule specification, section 2.8.
constexpr auto kDocumentedInFilters = std::to_array<std::string_view>({
    "Equals",
    "DoesNotEqual",
    "IsGreaterThan",
    "IsGreaterThanOrEquals",
    "IsLessThan",
    "IsLessThanOrEquals",
    "Contains",
    "DoesNotContain",
    "StartsWith",
    "EndsWith",
    "IsIPAddressInCIDR",
    "IsIPAddressNotInCIDR",
    "CIDRContainsIPAddresses",
    "CIDRDoesNotContainIPAddresses",
    "IsIn",
    "IsNotIn",
    "IsIPAddressPublic",
    "IsIPAddressPrivate",
    "IsNullOrEmpty",
    "IsNotNullOrEmpty",
});

template <typename Table>
auto* FindIn(const Table& table, std::string_view name) {
  const auto found = std::ranges::find(table, name, &Table::value_type::name);
  return found == table.end() ? nullptr : &*found;
}

}  // namespace

std::span<const ConditionName> ConditionNames() { return kConditionNames; }
std::span<const GroupName> ComprehensionNames() { return kComprehensionNames; }
std::span<const AbsoluteName> AbsoluteNames() { return kAbsoluteNames; }
std::span<const GroupName> CombinatorNames() { return kCombinatorNames; }

const ConditionName* FindConditionName(std::string_view name) {
  return FindIn(kConditionNames, name);
}
const GroupName* FindComprehensionName(std::string_view name) {
  return FindIn(kComprehensionNames, name);
}
const AbsoluteName* FindAbsoluteName(std::string_view name) { return FindIn(kAbsoluteNames, name); }
const GroupName* FindCombinatorName(std::string_view name) {
  return FindIn(kCombinatorNames, name);
}

bool HoldsExpressions(std::string_view key) {
  return key == "Expressions" || FindCombinatorName(key) != nullptr;
}

std::vector<std::string_view> AllConditionNames() {
  std::vector<std::string_view> names;
  for (const ConditionName& name : kConditionNames) names.push_back(name.name);
  for (const GroupName& name : kComprehensionNames) names.push_back(name.name);
  for (const AbsoluteName& name : kAbsoluteNames) names.push_back(name.name);
  return names;
}

bool IsDocumentedInFilters(std::string_view condition) {
  return std::ranges::find(kDocumentedInFilters, condition) != kDocumentedInFilters.end();
}

}  // namespace trailsift
