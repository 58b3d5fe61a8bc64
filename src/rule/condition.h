#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <variant>
#include <vector>

#include "event/field_path.h"
#include "event/json_value.h"

namespace trailsift {

// A constant in a rule. Numbers keep their source text, so 64-bit integers never pass through
// `double`.
struct Literal {
  enum class Kind : std::uint8_t { kString, kNumber, kBoolean };

  Kind kind = Kind::kString;
  std::string text;  // kString: the text; kNumber: a JSON number token.
  bool boolean = false;

  static Literal String(std::string text) { return {Kind::kString, std::move(text), false}; }
  static Literal Number(std::string token) { return {Kind::kNumber, std::move(token), false}; }
  static Literal Boolean(bool value) { return {Kind::kBoolean, {}, value}; }

  auto operator<=>(const Literal&) const = default;
};

// The tests a leaf can make, in their positive form; `FieldTest::negated` gives the exact opposite
// in every cell of the semantics table (Panther rule specification, section 2.5).
enum class Operator : std::uint8_t {
  kEquals,
  kContains,
  kStartsWith,
  kEndsWith,
  kIsIn,  // Any of the operands equals the value.
  kIsGreater,
  kIsGreaterOrEqual,
  kIsLess,
  kIsLessOrEqual,
  kExists,      // Not missing; null exists.
  kIsNotNull,   // Neither missing nor null.
  kIsNotEmpty,  // Nor "", [] or {}.
  kIsIpAddress,
  kIsIpv4Address,
  kIsIpv6Address,
  kIsPublicIpAddress,
  kIsPrivateIpAddress,
  kIsInCidr,      // An address inside any of the ranges.
  kCidrContains,  // The same, and a list with such an address.
};

// True for the operators that compare with nothing.
bool IsUnary(Operator op);
// As the normalised notation calls it: "eq", "starts_with"; "ieq" where letter case is ignored.
std::string OperatorName(Operator op, bool ignores_case);

using NodeId = std::uint32_t;  // Index into Condition::nodes; children stand before parents.

// Line and column in the rule file, from 1; 0 means unknown.
struct Position {
  std::uint32_t line = 0;
  std::uint32_t column = 0;
  std::uint32_t length = 1;  // Bytes of the line that a caret underlines.
};

struct Group {
  enum class Kind : std::uint8_t { kAll, kAny, kOnlyOne, kNone };
  Kind kind = Kind::kAll;
  std::vector<NodeId> children;

  auto operator<=>(const Group&) const = default;
};

// A leaf: one test of the value at a field.
struct FieldTest {
  FieldPath field;
  Operator op = Operator::kEquals;
  // None for unary operators and beside other_field; several for kIsIn, kIsInCidr, kCidrContains.
  // Texts of the last two are CIDRs that ParseCidr reads.
  std::vector<Literal> operands;
  bool negated = false;
  bool ignores_case = false;  // kEquals, kContains, kStartsWith, kEndsWith: by FoldCase.
  // Compares with the value here instead of an operand. Missing or null on either side: the
  // positive form is false.
  std::optional<FieldPath> other_field = std::nullopt;
  // A missing field passes, negated or not: the leaves of InlineFilters.
  bool passes_if_missing = false;
  // Where the rule names the fields.
  Position field_position = {};
  Position other_field_position = {};

  // All of it but where it stands.
  auto Meaning() const {
    return std::tie(field, op, operands, negated, ignores_case, other_field, passes_if_missing);
  }
  bool operator==(const FieldTest& other) const { return Meaning() == other.Meaning(); }
  auto operator<=>(const FieldTest& other) const { return Meaning() <=> other.Meaning(); }
};

// A condition over the elements of the list at a field: how many satisfy it? Fields inside it are
// relative to the element, no steps meaning the element itself. Anything but a list: false, for
// kNone true.
struct ElementTest {
  FieldPath field;
  Group::Kind kind = Group::Kind::kAny;
  std::uint32_t element = 0;  // Index into Condition::element_conditions.
  Position field_position = {};

  // All of it but where it stands.
  auto Meaning() const { return std::tie(field, kind, element); }
  bool operator==(const ElementTest& other) const { return Meaning() == other.Meaning(); }
  auto operator<=>(const ElementTest& other) const { return Meaning() <=> other.Meaning(); }
};

struct Node {
  std::variant<Group, FieldTest, ElementTest> body;
  Position position;

  // Equal wherever they stand.
  bool operator==(const Node& other) const { return body == other.body; }
  auto operator<=>(const Node& other) const { return body <=> other.body; }
};

// A condition over one record: a tree in a flat vector. `root` is the last node of a loaded rule.
// AlwaysTrue is an All without children, AlwaysFalse an Any without children.
struct Condition {
  std::vector<Node> nodes;
  NodeId root = 0;
  std::vector<Condition> element_conditions;

  NodeId Add(Node node) {
    nodes.push_back(std::move(node));
    return static_cast<NodeId>(nodes.size() - 1);
  }

  // Equal node by node, not only in what they mean.
  bool operator==(const Condition& other) const;
  std::strong_ordering operator<=>(const Condition& other) const;
};

// What stands at the top of a condition once the topmost All and the All and None groups below it
// are dissolved: all of `required` must hold and none of `excluded`. A leaf (FieldTest,
// ElementTest) in either list stands for its positive form, the one of kNone for that of kAny; a
// group for itself.
struct TopLevel {
  std::vector<NodeId> required;
  std::vector<NodeId> excluded;
};
TopLevel SplitTopLevel(const Condition& condition);

// The normalised notation on one line:
//   eventName eq "StopLogging" and not (errorCode is_not_null or errorMessage is_not_null)
// Binding order: not, and, or; brackets only where needed. Equivalent to the tree, but for
// passes_if_missing, which the notation does not show.
std::string Print(const Condition& condition);
// The same as conjuncts, which " and " joins to what Print gives: what must hold in the order of
// the file, then the exclusions together. Never empty.
std::vector<std::string> PrintConjuncts(const Condition& condition);
// One node and what is below it, as it stands below the top level.
std::string Print(const Condition& condition, NodeId node);
// `"a"`, 403 or true.
std::string Print(const Literal& literal);

// The constant as a record would hold it.
JsonValue ToJson(const Literal& literal);
// Whether a group of the kind holds when `holding` of its `all` members do.
bool Holds(Group::Kind kind, std::size_t holding, std::size_t all);

}  // namespace trailsift
