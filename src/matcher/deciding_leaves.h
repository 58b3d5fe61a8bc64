#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "matcher/explain.h"
#include "rule/condition.h"

namespace trailsift {

struct DecidingElement;

// A leaf that decided the verdict of a condition on a record, with what it saw.
struct DecidingLeaf {
  std::string condition;  // In the normalised notation, as it stands below the top level.
  Position position;      // In the rule file.
  std::string seen;       // As NodeVerdict::seen; empty for a group without children.
  std::string other_seen;

  // Of an ElementTest on a list: how many elements there are, how many of them satisfy it, and
  // those that decided. None of them where all count together, as for an AnyElement that is false;
  // two at most, since a second one is enough to refute an OnlyOneElement.
  std::size_t element_count = 0;
  std::size_t satisfying_count = 0;
  std::vector<DecidingElement> elements;
};

// An element of a list, with what decided its own verdict.
struct DecidingElement {
  std::size_t index = 0;
  std::vector<DecidingLeaf> leaves;
};

// The leaves that decided the verdict, from the root down, by the table of section 4.2 of the rule
// specification: for a false All its first false child, for a false Any all its children, and so
// on; for an ElementTest the elements by the same table. A group without children is a leaf.
// `verdicts` are those that Explain gave for this condition.
std::vector<DecidingLeaf> FindDecidingLeaves(const Condition& condition,
                                             const std::vector<NodeVerdict>& verdicts);

}  // namespace trailsift
