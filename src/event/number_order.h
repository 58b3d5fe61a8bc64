#pragma once

#include <cstdint>
#include <string_view>

namespace trailsift {

// A JSON number token (also with a leading "+") taken apart once, for comparing it with many. A
// view: the token must stay alive.
//
// The number is 0.DIGITS * 10^(power + exponent).
class Decimal {
 public:
  explicit Decimal(std::string_view token);

  // By mathematical value, exact at any size: <0, 0 or >0. Takes about as long as the shorter token
  // is.
  static int Compare(const Decimal& left, const Decimal& right);

 private:
  static std::int64_t ExponentDifference(const Decimal& left, const Decimal& right);

  int sign_ = 0;             // -1, 0, 1
  std::string_view digits_;  // No 0 at either end; a point may stand among them.
  std::int64_t power_ = 0;
  bool negative_exponent_ = false;
  std::string_view exponent_;  // Digits of any number, the first of which is not 0.
};

}  // namespace trailsift
