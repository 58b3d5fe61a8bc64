#pragma once

#include <string>

#include "event/field_value.h"
#include "rule/condition.h"

namespace trailsift {

// What a leaf with other_field asks of its two values. Immutable.
class PairPredicate {
 public:
  // Memory for texts without case; kept, so that there is seldom need for more.
  struct Folded {
    std::string left;
    std::string right;
  };

  // The positive form of `op`, which compares.
  PairPredicate(Operator op, bool ignores_case);

  // Lists and objects must come as trees.
  bool Holds(const FieldValue& left, const FieldValue& right, Folded& folded) const;

 private:
  bool ContainsElement(const FieldValue& list, const FieldValue& wanted, Folded& folded) const;
  bool AreEqual(const FieldValue& left, const FieldValue& right, Folded& folded) const;
  template <typename Compares>
  bool CompareTexts(const FieldValue& left, const FieldValue& right, Folded& folded,
                    const Compares& compares) const;

  Operator op_;
  bool ignores_case_;
};

}  // namespace trailsift
