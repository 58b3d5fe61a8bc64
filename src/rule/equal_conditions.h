#pragma once

#include "rule/condition.h"

namespace trailsift {

// Orders constants by kind, strings by bytes, numbers by mathematical value. Negative, 0 or
// positive; 0 means that no record tells the two apart where letter case counts.
int Compare(const Literal& left, const Literal& right);

// True if the two say the same in the same words, wherever they stand: each of their parts in the
// same order, constants by what they are worth to the operator (403 and 403.0; "A" and "a" where
// letter case is ignored). False does not mean that some record tells them apart.
bool SayTheSame(const FieldTest& left, const FieldTest& right);
bool SayTheSame(const Condition& left, NodeId left_node, const Condition& right, NodeId right_node);
// Of the whole conditions.
bool SayTheSame(const Condition& left, const Condition& right);

}  // namespace trailsift
