// Addresses are compared with ranges in their unmapped form, but of the family that they are
// written in: ::ffff:10.0.0.1 is an IPv6 address inside 10.0.0.0/8. So a range of IPv4 says nothing
// of the family, a range of IPv6 does.
#include "lint/address_claims.h"

#include <algorithm>
#include <optional>
#include <vector>

#include "event/ip_address.h"

namespace trailsift {
namespace {

std::vector<Cidr> RangesOf(const FieldTest& test) {
  std::vector<Cidr> ranges;
  for (const Literal& operand : test.operands) {
    if (const std::optional<Cidr> range = ParseCidr(operand.text)) ranges.push_back(*range);
  }
  return ranges;
}

bool HasRanges(Operator op) { return op == Operator::kIsInCidr || op == Operator::kCidrContains; }

// True if all addresses of all its ranges are of that kind, by a test without ranges.
bool AreAll(const std::vector<Cidr>& ranges, Operator kind) {
  return std::ranges::all_of(ranges, [kind](const Cidr& range) {
    if (kind == Operator::kIsIpv6Address) return range.network.ipv6;
    const PrivatePart part = PrivatePartOf(range);
    return kind == Operator::kIsIpAddress ||
           (kind == Operator::kIsPublicIpAddress && part == PrivatePart::kNone) ||
           (kind == Operator::kIsPrivateIpAddress && part == PrivatePart::kAll);
  });
}

// What the other kind is that no address of the kind is of; of the others nothing.
std::optional<Operator> OppositeKind(Operator kind) {
  if (kind == Operator::kIsIpv4Address) return Operator::kIsIpv6Address;
  if (kind == Operator::kIsIpv6Address) return Operator::kIsIpv4Address;
  if (kind == Operator::kIsPublicIpAddress) return Operator::kIsPrivateIpAddress;
  if (kind == Operator::kIsPrivateIpAddress) return Operator::kIsPublicIpAddress;
  return std::nullopt;
}

bool IsAllOfIpv4(const Cidr& range) { return !range.network.ipv6 && range.prefix == 0; }

}  // namespace

bool IsAddressOperator(Operator op) {
  switch (op) {
    case Operator::kIsIpAddress:
    case Operator::kIsIpv4Address:
    case Operator::kIsIpv6Address:
    case Operator::kIsPublicIpAddress:
    case Operator::kIsPrivateIpAddress:
    case Operator::kIsInCidr:
      return true;
    case Operator::kCidrContains:  // Lists as well.
    case Operator::kEquals:
    case Operator::kContains:
    case Operator::kStartsWith:
    case Operator::kEndsWith:
    case Operator::kIsIn:
    case Operator::kIsGreater:
    case Operator::kIsGreaterOrEqual:
    case Operator::kIsLess:
    case Operator::kIsLessOrEqual:
    case Operator::kExists:
    case Operator::kIsNotNull:
    case Operator::kIsNotEmpty:
      return false;
  }
  return false;
}

bool AddressesExcludeEachOther(const FieldTest& left, const FieldTest& right) {
  if (!HasRanges(left.op) && HasRanges(right.op)) return AddressesExcludeEachOther(right, left);
  if (!HasRanges(left.op)) return OppositeKind(left.op) == right.op;
  const std::vector<Cidr> ranges = RangesOf(left);
  if (!HasRanges(right.op)) {
    const std::optional<Operator> opposite = OppositeKind(right.op);
    return opposite && AreAll(ranges, *opposite);
  }
  const std::vector<Cidr> others = RangesOf(right);
  return std::ranges::none_of(ranges, [&](const Cidr& one) {
    return std::ranges::any_of(others, [&](const Cidr& other) { return Overlap(one, other); });
  });
}

bool AddressesImply(const FieldTest& known, const FieldTest& implied) {
  if (!HasRanges(implied.op)) {
    if (HasRanges(known.op)) return AreAll(RangesOf(known), implied.op);
    return known.op == implied.op || implied.op == Operator::kIsIpAddress;
  }
  const std::vector<Cidr> wider = RangesOf(implied);
  if (known.op == Operator::kIsIpv4Address) return std::ranges::any_of(wider, IsAllOfIpv4);
  return HasRanges(known.op) && std::ranges::all_of(RangesOf(known), [&](const Cidr& range) {
           return std::ranges::any_of(wider,
                                      [&](const Cidr& each) { return Contains(each, range); });
         });
}

}  // namespace trailsift
