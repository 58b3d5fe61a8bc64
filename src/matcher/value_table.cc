#include "matcher/value_table.h"

#include <algorithm>
#include <bit>

#include "base/text_hash.h"

namespace trailsift {
namespace {

std::uint32_t Tag(std::uint64_t hash) { return static_cast<std::uint32_t>(hash >> 32U); }

}  // namespace

ValueTable::ValueTable(const std::vector<std::string>& values)
    : cells_(std::bit_ceil(values.size() * 4 + 4)) {
  const std::size_t mask = cells_.size() - 1;
  for (std::uint32_t i = 0; i < values.size(); ++i) {
    const std::uint64_t hash = TextHash::Of(values[i]);
    std::size_t at = hash & mask;
    while (cells_[at].value != kNotFound) at = (at + 1) & mask;
    cells_[at] = {Tag(hash), i, static_cast<std::uint32_t>(texts_.size()),
                  static_cast<std::uint32_t>(values[i].size())};
    texts_ += values[i];
  }
}

std::uint32_t ValueTable::Find(std::string_view value) const {
  const std::size_t mask = cells_.size() - 1;
  const std::uint64_t hash = TextHash::Of(value);
  for (std::size_t at = hash & mask;; at = (at + 1) & mask) {
    const Cell& cell = cells_[at];
    if (cell.value == kNotFound) return kNotFound;
    // Equal hashes are not equal values.
    if (cell.tag == Tag(hash) &&
        std::string_view(texts_).substr(cell.offset, cell.length) == value) {
      return cell.value;
    }
  }
}

std::uint32_t ValueTable::longest_probe() const {
  std::uint32_t longest = 0;
  std::uint32_t run = 0;
  // Twice around, for the run that crosses the end.
  for (std::size_t i = 0; i < cells_.size() * 2; ++i) {
    run = cells_[i & (cells_.size() - 1)].value == kNotFound ? 0 : run + 1;
    longest = std::max(longest, run);
  }
  return longest + 1;
}

}  // namespace trailsift
