#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace trailsift {

// Where the brackets and separators of an object stand, at all levels, and what else one pass over
// it has seen: of an object of ASCII without control characters, and without blanks behind strings
// and brackets: what AWS writes, and Python's json.dumps.
struct CompactScan {
  // Longer objects, and those with more brackets and separators, are left to the other scan.
  static constexpr std::size_t kMostBytes = std::size_t{32} << 10;
  static constexpr std::size_t kMostPlaces = 2048;

  std::size_t length = 0;
  std::uint32_t greatest_depth = 0;
  bool backslash = false;
  std::size_t count = 0;
  // Of brackets and separators at all levels, but the first brace; behind so many, its last one and
  // what kernels write ahead. As many as there can be fit, since kernels compare with kMostPlaces
  // only where brackets close.
  std::array<std::uint16_t, kMostBytes + 2 * 64> places;
  // A bit for each place: it is a bracket.
  std::array<std::uint64_t, kMostBytes / 64 + 3> bracket;
  std::size_t composites = 0;  // Lists and objects directly in it;
  // for each, the index of the place behind it.
  std::array<std::uint16_t, kMostBytes / 2 + 64> behind;

  // The place behind the list or object, at any level, that opens at a place of the text scanned.
  std::size_t PlaceBehind(std::size_t opening, const char* text) const;
};

// `text` begins with "{", and 64 bytes behind it must be readable. False if the function is not
// sure of the object, or the text ends within it.
using CompactScanFunction = bool (*)(std::string_view text, CompactScan& scan);

// That of a kernel of MemberScanner.
CompactScanFunction FindCompactScan(std::string_view kernel);

}  // namespace trailsift
