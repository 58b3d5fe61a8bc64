#pragma once

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "event/field_path.h"

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
  kIsIn,       // Any of the operands equals the value.
  kExists,     // Not missing; null exists.
  kIsNotNull,  // Neither missing nor null.
};

using NodeId = std::uint32_t;  // Index into Condition::nodes; children stand before parents.

// Line and column in the rule file, from 1; 0 means unknown.
struct Position {
  std::uint32_t line = 0;
  std::uint32_t column = 0;
};

struct Group {
  enum class Kind : std::uint8_t { kAll, kAny, kOnlyOne, kNone };
  Kind kind = Kind::kAll;
  std::vector<NodeId> children;
};

struct FieldTest {
  FieldPath field;
  Operator op = Operator::kEquals;
  std::vector<Literal> operands;  // None for kExists and kIsNotNull; several only for kIsIn.
  bool negated = false;
};

struct Node {
  std::variant<Group, FieldTest> body;
  Position position;
};

// A condition over one record: a tree in a flat vector. `root` is the last node of a loaded rule.
struct Condition {
  std::vector<Node> nodes;
  NodeId root = 0;

  NodeId Add(Node node) {
    nodes.push_back(std::move(node));
    return static_cast<NodeId>(nodes.size() - 1);
  }
};

// The normalised notation on one line:
//   eventName eq "StopLogging" and not (errorCode is_not_null or errorMessage is_not_null)
// Binding order: not, and, or; brackets only where needed. Equivalent to the tree.
std::string Print(const Condition& condition);
std::string Print(const FieldTest& test);

}  // namespace trailsift
