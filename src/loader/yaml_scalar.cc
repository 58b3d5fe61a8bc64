#include "loader/yaml_scalar.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cstddef>

namespace trailsift {
namespace {

bool IsDigit(char c) { return c >= '0' && c <= '9'; }

bool IsHexDigit(char c) { return IsDigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); }

bool IsOneOf(std::string_view text, std::initializer_list<std::string_view> words) {
  return std::ranges::find(words, text) != words.end();
}

std::string_view WithoutSign(std::string_view text) {
  if (text.starts_with('-') || text.starts_with('+')) text.remove_prefix(1);
  return text;
}

std::size_t CountDigits(std::string_view text) {
  return static_cast<std::size_t>(std::ranges::find_if_not(text, IsDigit) - text.begin());
}

bool IsDecimal(std::string_view text) {
  text = WithoutSign(text);
  return !text.empty() && std::ranges::all_of(text, IsDigit);
}

bool IsHexadecimal(std::string_view text) {
  return text.size() > 2 && text.starts_with("0x") &&
         std::ranges::all_of(text.substr(2), IsHexDigit);
}

// [-+]? ( "." digits | digits [ "." [digits] ] ) [ ("e"|"E") [-+]? digits ]
bool IsFloat(std::string_view text) {
  text = WithoutSign(text);
  const std::size_t whole = CountDigits(text);
  text.remove_prefix(whole);
  std::size_t fraction = 0;
  if (text.starts_with('.')) {
    fraction = CountDigits(text.substr(1));
    text.remove_prefix(1 + fraction);
  }
  if (whole + fraction == 0) return false;
  if (text.empty()) return true;
  if (text.front() != 'e' && text.front() != 'E') return false;
  return IsDecimal(text.substr(1));
}

bool IsInfinityOrNan(std::string_view text) {
  return IsOneOf(text, {".nan", ".NaN", ".NAN"}) ||
         IsOneOf(WithoutSign(text), {".inf", ".Inf", ".INF"});
}

std::string_view WithoutLeadingZeros(std::string_view digits) {
  return digits.substr(std::min(digits.find_first_not_of('0'), digits.size() - 1));
}

// A number with "_" between digits, as YAML 1.1 and Python write it.
bool IsGroupedNumber(std::string_view text) {
  text = WithoutSign(text);
  if (text.empty() || !IsDigit(text.front())) return false;
  return text.find('_') != std::string_view::npos &&
         text.find_first_not_of("0123456789_.") == std::string_view::npos;
}

}  // namespace

ScalarKind ResolvePlainScalar(std::string_view text) {
  if (text.empty() || IsOneOf(text, {"~", "null", "Null", "NULL"})) return ScalarKind::kNull;
  if (IsOneOf(text, {"true", "True", "TRUE", "false", "False", "FALSE"})) {
    return ScalarKind::kBoolean;
  }
  if (IsDecimal(text) || IsHexadecimal(text)) return ScalarKind::kInteger;
  if (IsFloat(text) || IsInfinityOrNan(text)) return ScalarKind::kFloat;
  return ScalarKind::kString;
}

ScalarDoubt DoubtAbout(std::string_view text) {
  if (IsDecimal(text)) {
    const std::string_view digits = WithoutSign(text);
    return digits.size() > 1 && digits.front() == '0' ? ScalarDoubt::kLeadingZeros
                                                      : ScalarDoubt::kNone;
  }
  const auto digits_of = [&](std::string_view prefix, std::string_view digits) {
    const std::string_view rest = WithoutSign(text);
    return rest.size() > prefix.size() && rest.starts_with(prefix) &&
           rest.find_first_not_of(digits, prefix.size()) == std::string_view::npos;
  };
  const bool not_a_number =
      digits_of("0o", "01234567_") || digits_of("0b", "01_") || IsGroupedNumber(text);
  return not_a_number ? ScalarDoubt::kNotANumber : ScalarDoubt::kNone;
}

bool FitsIn64Bits(std::string_view integer) {
  const bool hexadecimal = integer.starts_with("0x");
  const std::string_view digits =
      hexadecimal ? integer.substr(2) : WithoutLeadingZeros(WithoutSign(integer));
  std::uint64_t magnitude = 0;
  const char* end = digits.data() + digits.size();
  const auto [stop, error] = std::from_chars(digits.data(), end, magnitude, hexadecimal ? 16 : 10);
  if (error != std::errc{} || stop != end) return false;
  return !integer.starts_with('-') || magnitude <= std::uint64_t{1} << 63U;
}

std::string JsonNumber(std::string_view number) {
  if (number.starts_with("0x")) {
    std::uint64_t value = 0;
    std::from_chars(number.data() + 2, number.data() + number.size(), value, 16);
    return fmt::to_string(value);
  }
  std::string token(number.starts_with('-') ? "-" : "");
  std::string_view rest = WithoutSign(number);
  const std::size_t whole = CountDigits(rest);
  token += whole == 0 ? "0" : WithoutLeadingZeros(rest.substr(0, whole));
  rest.remove_prefix(whole);
  if (rest.starts_with('.')) {
    const std::size_t fraction = CountDigits(rest.substr(1));
    if (fraction > 0) token += rest.substr(0, 1 + fraction);
    rest.remove_prefix(1 + fraction);
  }
  return token.append(rest);
}

bool IsFinite(std::string_view number) { return !IsInfinityOrNan(number); }

}  // namespace trailsift
