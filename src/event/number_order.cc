// CompareNumbers: a token becomes sign, digits without leading and trailing zeros, and the decimal
// exponent of the first digit; two numbers then compare by sign, exponent and digits. Exponents
// that do not fit 64 bits saturate: such numbers differ by more than any digits could.
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>

#include "event/json_value.h"

namespace trailsift {
namespace {

struct Decimal {
  int sign = 0;  // -1, 0, 1
  std::string digits;
  std::int64_t exponent = 0;  // 0.DIGITS * 10^exponent
};

std::int64_t ReadExponent(std::string_view text) {
  constexpr std::int64_t kLargest = std::numeric_limits<std::int64_t>::max() / 4;
  bool negative = false;
  if (!text.empty() && (text.front() == '+' || text.front() == '-')) {
    negative = text.front() == '-';
    text.remove_prefix(1);
  }
  std::int64_t value = 0;
  for (const char c : text) {
    value = value > kLargest / 10 ? kLargest : value * 10 + (c - '0');
  }
  return negative ? -value : value;
}

Decimal Normalise(std::string_view token) {
  Decimal result;
  result.sign = 1;
  if (!token.empty() && (token.front() == '+' || token.front() == '-')) {
    result.sign = token.front() == '-' ? -1 : 1;
    token.remove_prefix(1);
  }
  if (const std::size_t e = token.find_first_of("eE"); e != std::string_view::npos) {
    result.exponent = ReadExponent(token.substr(e + 1));
    token = token.substr(0, e);
  }
  const std::size_t point = std::min(token.find('.'), token.size());
  result.digits = token.substr(0, point);
  if (point < token.size()) result.digits += token.substr(point + 1);
  result.exponent += static_cast<std::int64_t>(point);
  const std::size_t first = result.digits.find_first_not_of('0');
  if (first == std::string::npos) return {};
  result.digits.erase(0, first);
  result.exponent -= static_cast<std::int64_t>(first);
  result.digits.erase(result.digits.find_last_not_of('0') + 1);
  return result;
}

}  // namespace

int CompareNumbers(std::string_view left, std::string_view right) {
  const Decimal a = Normalise(left);
  const Decimal b = Normalise(right);
  if (a.sign != b.sign) return a.sign < b.sign ? -1 : 1;
  if (a.sign == 0) return 0;
  if (a.exponent != b.exponent) return (a.exponent < b.exponent ? -1 : 1) * a.sign;
  const int order = a.digits.compare(b.digits);
  return (order < 0 ? -1 : order > 0 ? 1 : 0) * a.sign;
}

}  // namespace trailsift
