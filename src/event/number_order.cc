// Two numbers compare by sign, then by the power of ten of their first digit that is not 0, then
// digit by digit. Nothing is converted or copied, and any number of digits is exact, in an exponent
// as well.
#include "event/number_order.h"

#include <algorithm>
#include <cstddef>

#include "event/json_value.h"

namespace trailsift {
namespace {

// True if the text began with a minus sign; a sign is taken off.
bool TakeSign(std::string_view& text) {
  if (text.empty() || (text.front() != '+' && text.front() != '-')) return false;
  const bool negative = text.front() == '-';
  text.remove_prefix(1);
  return negative;
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
  while (!left_digits.at_end() && !right_digits.at_end()) {
    const int order = left_digits.Next() - right_digits.Next();
    if (order != 0) return order < 0 ? -1 : 1;
  }
  // Neither ends in 0, so whatever is left makes it the greater one.
  return (left_digits.at_end() ? 0 : 1) - (right_digits.at_end() ? 0 : 1);
}

}  // namespace

Decimal::Decimal(std::string_view token) {
  const bool negative = TakeSign(token);
  const std::size_t e = std::min(token.find_first_of("eE"), token.size());
  std::string_view exponent = token.substr(std::min(e + 1, token.size()));
  token = token.substr(0, e);
  const std::size_t first = token.find_first_not_of("0.");
  if (first == std::string_view::npos) return;
  sign_ = negative ? -1 : 1;
  digits_ = token.substr(first, token.find_last_not_of("0.") + 1 - first);
  const std::size_t point = std::min(token.find('.'), token.size());
  power_ = static_cast<std::int64_t>(point) - static_cast<std::int64_t>(first);
  if (first > point) ++power_;  // The point itself stands between.
  negative_exponent_ = TakeSign(exponent);
  exponent_ = exponent.substr(std::min(exponent.find_first_not_of('0'), exponent.size()));
}

// Exact where it is small. A difference beyond what digits in front of an exponent could make up
// for stays as it is: what follows could only increase it.
std::int64_t Decimal::ExponentDifference(const Decimal& left, const Decimal& right) {
  constexpr std::int64_t kBeyondAnyToken = std::int64_t{1} << 56;
  const std::size_t length = std::max(left.exponent_.size(), right.exponent_.size());
  const auto digit = [length](const Decimal& number, std::size_t i) {
    const std::size_t blank = length - number.exponent_.size();
    const int value = i < blank ? 0 : number.exponent_[i - blank] - '0';
    return number.negative_exponent_ ? -value : value;
  };
  std::int64_t difference = 0;
  for (std::size_t i = 0; i < length; ++i) {
    difference = difference * 10 + digit(left, i) - digit(right, i);
    if (difference > kBeyondAnyToken || difference < -kBeyondAnyToken) break;
  }
  return difference;
}

int Decimal::Compare(const Decimal& left, const Decimal& right) {
  if (left.sign_ != right.sign_) return left.sign_ < right.sign_ ? -1 : 1;
  if (left.sign_ == 0) return 0;
  const std::int64_t powers = ExponentDifference(left, right) + left.power_ - right.power_;
  if (powers != 0) return powers < 0 ? -left.sign_ : left.sign_;
  return left.sign_ * CompareDigits(left.digits_, right.digits_);
}

int CompareNumbers(std::string_view left, std::string_view right) {
  return Decimal::Compare(Decimal(left), Decimal(right));
}

}  // namespace trailsift
