#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace trailsift {

// A fixed set of texts, found by a hash and then by their bytes: an open table at no more than a
// quarter load. Its content comes from rules alone, so no value of a log can make it slower than
// `longest_probe` cells.
class ValueTable {
 public:
  static constexpr std::uint32_t kNotFound = ~std::uint32_t{0};

  // `values` must be distinct.
  explicit ValueTable(const std::vector<std::string>& values);

  // The index of `value` in the vector given at construction, or kNotFound.
  std::uint32_t Find(std::string_view value) const;

  // Cells looked at for the least fortunate value, found or not.
  std::uint32_t longest_probe() const;

 private:
  struct Cell {
    std::uint32_t tag = 0;  // Upper half of the hash.
    std::uint32_t value = kNotFound;
    std::uint32_t offset = 0;  // Of the text in texts_.
    std::uint32_t length = 0;
  };

  std::vector<Cell> cells_;  // A power of two of them, most empty.
  std::string texts_;
};

}  // namespace trailsift
