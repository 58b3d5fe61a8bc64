#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

#include "event/field_path.h"

namespace trailsift {

// What is known of a field that a rule names.
struct FieldKnowledge {
  enum class Verdict : std::uint8_t {
    kKnown,      // A field of CloudTrail or a derived one, or below a part that is open.
    kOtherCase,  // Known in another letter case. It is read all the same.
    kUnknown,    // No such member.
    kNoMembers,  // What stands before the step is a single value.
    kList,       // What stands before the step is a list, which has no members by name.
    kNoList,     // What stands before the step is no list.
  };

  Verdict verdict = Verdict::kKnown;
  std::size_t step = 0;  // The first step of the path that is not known as it is spelt.
  FieldPath suggestion;  // What was probably meant; no steps: nothing is near.
};

// Compares a path with the fields that AWS documents for CloudTrail records ("CloudTrail record
// contents" and "CloudTrail userIdentity element" of its user guide), and with the fields that
// trailsift derives. What AWS leaves to each service (requestParameters, responseElements and the
// like) is open: every path below it is known. `elements`: where the elements stand that the path
// is relative to (ElementsOf); no steps for a path from the record.
FieldKnowledge KnowledgeOfField(const FieldPath& path, const FieldPath& elements);

}  // namespace trailsift
