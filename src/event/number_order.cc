// CompareNumbers: two numbers compare by sign, then by the power of ten of their first digit that
// is not 0, then digit by digit. Nothing is converted or copied, and any number of digits is exact,
// in an exponent as well.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "event/json_value.h"

namespace trailsift {
namespace {

// 0.DIGITS * 10^(power + exponent)
struct Decimal {
  int sign = 0;             // -1, 0, 1
  std::string_view digits;  // From the first that is not 0; a point may stand among them.
  std::int64_t power = 0;
  bool negative_exponent = false;
  std::string_view exponent;  // Digits of any number.
};

// True if the text began with a minus sign; a sign is taken off.
bool TakeSign(std::string_view& text) {
  if (text.empty() || (text.front() != '+' && text.front() != '-')) return false;
  const bool negative = text.front() == '-';
  text.remove_prefix(1);
  return negative;
}

Decimal Read(std::string_view token) {
  Decimal result;
  result.sign = TakeSign(token) ? -1 : 1;
  if (const std::size_t e = token.find_first_of("eE"); e != std::string_view::npos) {
    result.exponent = token.substr(e + 1);
    result.negative_exponent = TakeSign(result.exponent);
    token = token.substr(0, e);
  }
  const std::size_t first = token.find_first_not_of("0.");
  if (first == std::string_view::npos) return {};
  const std::size_t point = std::min(token.find('.'), token.size());
  result.digits = token.substr(first);
  result.power = static_cast<std::int64_t>(point) - static_cast<std::int64_t>(first);
  if (first > point) ++result.power;  // The point itself stands between.
  return result;
}

// The exponent of the left minus that of the right, exact where it is small. A difference that
// grows beyond what digits in front of an exponent could make up for stays as it is: what follows
// could only increase it.
std::int64_t ExponentDifference(const Decimal& left, const Decimal& right) {
  constexpr std::int64_t kBeyondAnyToken = std::int64_t{1} << 56;
  const std::size_t length = std::max(left.exponent.size(), right.exponent.size());
  const auto digit = [length](const Decimal& number, std::size_t i) {
    const std::size_t blank = length - number.exponent.size();
    const int value = i < blank ? 0 : number.exponent[i - blank] - '0';
    return number.negative_exponent ? -value : value;
  };
  std::int64_t difference = 0;
  for (std::size_t i = 0; i < length; ++i) {
    difference = difference * 10 + digit(left, i) - digit(right, i);
    if (difference > kBeyondAnyToken || difference < -kBeyondAnyToken) break;
  }
  return difference;
}

// Digits one after the other, then zeros.
class DigitReader {
 public:
  explicit DigitReader(std::string_view digits) : rest_(digits) {}

  bool at_end() const { return rest_.empty(); }
  char Next() {
    if (!rest_.empty() && rest_.front() == '.') rest_.remove_prefix(1);
    if (rest_.empty()) return '0';
    const char digit = rest_.front();
    rest_.remove_prefix(1);
    return digit;
  }

 private:
  std::string_view rest_;
};

int CompareDigits(std::string_view left, std::string_view right) {
  DigitReader left_digits(left);
  DigitReader right_digits(right);
  while (!left_digits.at_end() || !right_digits.at_end()) {
    const int order = left_digits.Next() - right_digits.Next();
    if (order != 0) return order < 0 ? -1 : 1;
  }
  return 0;
}

}  // namespace

int CompareNumbers(std::string_view left, std::string_view right) {
  const Decimal a = Read(left);
  const Decimal b = Read(right);
  if (a.sign != b.sign) return a.sign < b.sign ? -1 : 1;
  if (a.sign == 0) return 0;
  const std::int64_t powers = ExponentDifference(a, b) + a.power - b.power;
  if (powers != 0) return powers < 0 ? -a.sign : a.sign;
  return a.sign * CompareDigits(a.digits, b.digits);
}

}  // namespace trailsift
