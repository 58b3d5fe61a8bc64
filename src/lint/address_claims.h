#pragma once

#include "rule/condition.h"

namespace trailsift {

// True of the operators whose positive form is true of texts only, all of which are addresses.
bool IsAddressOperator(Operator op);

// Both are about the same value, which is a text, and by IsAddressOperator or kCidrContains.
// True if their positive forms cannot both hold. False may mean that it is not known.
bool AddressesExcludeEachOther(const FieldTest& left, const FieldTest& right);
// True if the positive form of the second holds wherever that of the first does. The same of lists.
bool AddressesImply(const FieldTest& known, const FieldTest& implied);

}  // namespace trailsift
