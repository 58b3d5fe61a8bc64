#pragma once

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <vector>

namespace trailsift {

// One step of a path: a member name, a list index, or every element of a list.
struct PathStep {
  enum class Kind : std::uint8_t { kName, kIndex, kWildcard };

  Kind kind = Kind::kName;
  std::string name;
  std::uint32_t index = 0;

  static PathStep Name(std::string name) { return {Kind::kName, std::move(name), 0}; }
  static PathStep Index(std::uint32_t index) { return {Kind::kIndex, {}, index}; }
  static PathStep Wildcard() { return {Kind::kWildcard, {}, 0}; }

  auto operator<=>(const PathStep&) const = default;
};

// Where a value stands in a record. No steps: the record, or list element, itself.
struct FieldPath {
  std::vector<PathStep> steps;

  auto operator<=>(const FieldPath&) const = default;

  static FieldPath OfNames(std::initializer_list<std::string_view> names);
};

struct PathError {
  std::size_t offset = 0;  // Byte of the text where reading stopped.
  std::string message;
};

// Reads a Panther KeyPath:
//   path    = "." | first { ("." name) | bracket }      first = name | bracket
//   bracket = "[" ( digits | "*" | quoted ) "]"         quoted = '"' chars '"' | "'" chars "'"
//   name    = one or more characters other than . [ ]   escapes in quoted: \" \' \\ .
tl::expected<FieldPath, PathError> ParseKeyPath(std::string_view text);

// A path that is relative to what stands at another.
FieldPath Join(const FieldPath& base, const FieldPath& path);
// Where the elements of the list at a path stand: behind a [*], or at the path itself if it has
// one, since the list is then made of what stands there.
FieldPath ElementsOf(const FieldPath& list);

// The canonical spelling, which ParseKeyPath reads back: `a.b[0][*]["x.y"]`, "." for no steps.
std::string ToString(const FieldPath& path);

}  // namespace trailsift
