#pragma once

#include <vector>

#include "matcher/explain.h"
#include "rule/condition.h"

namespace trailsift {

// The leaves of a condition each of which alone decides: had one of them the opposite verdict, and
// everything else the verdict it has, the condition would have the opposite verdict. In the order
// of the tree; a condition over the elements of a list counts as one leaf.
//
// A leaf is left out if nothing else would speak for that opposite verdict: the only leaf of a
// condition, or one of several in an Any none of which holds. `others_speak`: something outside of
// the condition does. `verdicts` are those that Explain gave.
std::vector<NodeId> FindPivotalLeaves(const Condition& condition,
                                      const std::vector<NodeVerdict>& verdicts, bool others_speak);

}  // namespace trailsift
