#pragma once

#include <cstddef>

#include "lint/leaf_claim.h"

namespace trailsift {

// True if no record makes both claims true: they are about the same field, or one of them looks at
// a member of the value that the other looks at. False may mean that it is not known.
bool ExcludeEachOther(const LeafClaim& left, const LeafClaim& right);
// What asking that costs, in comparisons of two literals.
std::size_t CostOfPair(const LeafClaim& left, const LeafClaim& right);

}  // namespace trailsift
