#pragma once

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <utility>
#include <vector>

#include "event/field_value.h"

namespace trailsift {

// A JSON value as a plain owned tree. Slow and exact: the reference that the fast reader is tested
// against, and what details of matches and rule tests are read from. Keys are unescaped, numbers
// keep their token, members keep their order and their duplicates.
class JsonValue {
 public:
  using Member = std::pair<std::string, JsonValue>;

  JsonValue();  // Not inline: Member is complete only where JsonValue is.

  ValueKind kind = ValueKind::kNull;  // Never kMissing.
  bool boolean = false;
  std::string text;                 // kString: decoded text; kNumber: token.
  std::vector<JsonValue> elements;  // kList
  std::vector<Member> members;      // kObject
  // The source text, if the value was read by ParseJson; a view into the text given to it.
  std::string_view source;

  static JsonValue Null() { return {}; }
  static JsonValue Boolean(bool value);
  static JsonValue Number(std::string token);
  static JsonValue String(std::string text);
  static JsonValue List(std::vector<JsonValue> elements);
  static JsonValue Object(std::vector<Member> members);

  // The member a rule means by `name`: the last one spelled exactly so (as Python and jq take
  // duplicates), else the first spelling that is equal without ASCII case, its last value. Null
  // pointer: missing, or not an object.
  const JsonValue* Find(std::string_view name) const;
  // The text of the string at a path of names; empty if there is none.
  std::string_view TextAt(std::initializer_list<std::string_view> names) const;

  FieldValue View() const;
};

struct JsonError {
  std::size_t offset = 0;
  std::string message;
  bool too_deep = false;
  bool too_many = false;  // It has more than kMostJsonValues values.
};

// A tree takes some 150 bytes a value. The largest records of CloudTrail, of 256 KiB, have room for
// half as many values.
inline constexpr std::size_t kMostJsonValues = std::size_t{1} << 18;

// What ParseJson accepted although it is odd, and what the caller may want to report.
struct JsonOddities {
  // The most that one name stands in one object; 1 at least.
  std::size_t occurrences = 1;
  bool lone_surrogate = false;

  bool duplicate_key() const { return occurrences > 1; }
};

// Reads one complete JSON text by RFC 8259, strictly; only blanks may surround the value. Lone
// surrogate escapes decode to U+FFFD. Nesting beyond `maximum_depth` is an error, and so are more
// than kMostJsonValues values.
tl::expected<JsonValue, JsonError> ParseJson(std::string_view text,
                                             std::uint32_t maximum_depth = 512,
                                             JsonOddities* oddities = nullptr);

// For a text that ParseJson refuses: misspelt scalars are read as strings and unknown escapes as
// they stand, of lists and objects with a fault in them what stands before it, and what stands
// behind as far as brackets balance. Takes time linear in the text.
JsonValue ParseJsonPart(std::string_view text, std::uint32_t maximum_depth = 512,
                        JsonOddities* oddities = nullptr);

// The value as compact JSON: no blanks, members in order, numbers as written, strings with the
// shortest legal escapes.
std::string ToCompactJson(const JsonValue& value);

inline constexpr std::size_t kLastOccurrence = ~std::size_t{0};

// The value with one member of each name alone, at every depth: its occurrence of this number, from
// 0, or its last if there are fewer. Names keep the order in which they are met first.
JsonValue WithoutRepeats(const JsonValue& value, std::size_t occurrence = kLastOccurrence);

// The same value: numbers by mathematical value, strings by code points, lists element by element,
// objects by the last value of each name whatever the order. Values of different kinds differ.
// Takes about as long as `left` is, if no name is repeated on the right.
bool EqualValues(const JsonValue& left, const JsonValue& right);

// Order and equality of JSON numbers by mathematical value, exact at any size: "403" equals
// "4.030e2". Takes number tokens (also with a leading "+"); returns <0, 0 or >0.
int CompareNumbers(std::string_view left, std::string_view right);

}  // namespace trailsift
