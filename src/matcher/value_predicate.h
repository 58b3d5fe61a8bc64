#pragma once

#include <algorithm>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "event/field_value.h"
#include "event/ip_address.h"
#include "event/json_value.h"
#include "matcher/value_table.h"
#include "rule/condition.h"

namespace trailsift {

// What a leaf asks of the value at its field, compiled: operands are folded, parsed and hashed
// once. Immutable.
class ValuePredicate {
 public:
  // Of the positive form of a test that compares with operands or with nothing.
  explicit ValuePredicate(const FieldTest& test);

  // Whether a list must come as a tree.
  bool looks_into_lists() const {
    return op_ == Operator::kContains || op_ == Operator::kCidrContains;
  }

  // `folded` is memory for a text without case. Allocates nothing but more of that.
  bool Holds(const FieldValue& value, std::string& folded) const;

 private:
  struct Operand {
    Literal literal;
    bool plain_integer = false;
  };

  template <typename Satisfies>
  bool SomeOperand(Literal::Kind kind, const Satisfies& satisfies) const;

  std::string_view Text(const FieldValue& value, std::string& folded) const;
  bool EqualsSome(const FieldValue& value, std::string& folded) const;
  bool IsOrdered(const FieldValue& value) const;
  bool IsAddress(const FieldValue& value) const;
  bool IsInRange(const FieldValue& value) const;

  Operator op_;
  bool ignores_case_;
  std::vector<Operand> operands_;      // Without those in texts_ and ranges_.
  std::unique_ptr<ValueTable> texts_;  // kEquals, kIsIn: more than one text.
  std::vector<Cidr> ranges_;           // kIsInCidr, kCidrContains
};

// True if the value is a list, with its tree, and satisfies(element) holds for a view of some
// element.
template <typename Satisfies>
bool SomeElement(const FieldValue& value, const Satisfies& satisfies) {
  return value.kind == ValueKind::kList && value.tree != nullptr &&
         std::ranges::any_of(value.tree->elements,
                             [&](const JsonValue& each) { return satisfies(each.View()); });
}

// True if the letter case of texts can matter to the operator.
bool ComparesTexts(Operator op);

// An integer in the one spelling it has without point, exponent, leading zero or "-0". Two such
// tokens are equal numbers only if they are equal bytes.
bool IsPlainInteger(std::string_view token);

// Whether the order of two numbers, by CompareNumbers, is what kIsGreater and its like ask for.
bool IsOrderedAs(Operator op, int order);

}  // namespace trailsift
